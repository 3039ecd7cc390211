"""predict, equation (8.7): on distorted digits that are made from the seed, with trained parameters."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.lenet.cases import distorted_digits, networks, trained
from helpers.operations.lenet import lenet_forward


def cases(rng):
    found = [
        ({**params, "b4": params["b4"] - 3}, images)  # so that most scores are negative
        for params, images, _ in networks(rng, (9, 12))
    ]
    return [*found, *((trained(), distorted_digits(rng, count)[0]) for count in (24, 10))]


def expected(params, images):
    return lenet_forward(params, images)[0].argmax(axis=1)


def scores(params, images):
    return lenet_forward(params, images)[0]


def one_hot(params, images):
    return np.eye(10, dtype=int)[expected(params, images)]


PREDICT = Exercise(
    "predict", "predict(params, images)", cases, expected,
    (
        Misconception("returns-scores", scores, "The scores themselves come back; a class index is wanted.", "8.7"),
        Misconception("smallest-score", lambda *a: scores(*a).argmin(axis=1),
                      "The class of the smallest score is taken.", "8.7"),
        Misconception("over-the-images", lambda *a: scores(*a).argmax(axis=0),
                      "The maximum runs over the images; it runs over the classes.", "8.7"),
        Misconception("over-everything", lambda *a: scores(*a).argmax(),
                      "One index comes back for the whole batch: argmax needs its axis.", "8.7"),
        Misconception("off-by-one", lambda *a: expected(*a) + 1,
                      "Every label is too large by one: classes count from 0.", "8.7"),
        Misconception("largest-magnitude", lambda *a: np.abs(scores(*a)).argmax(axis=1),
                      "The score of largest magnitude is taken; a very negative score speaks against its "
                      "class.", "8.7"),
        Misconception("largest-score", lambda *a: scores(*a).max(axis=1),
                      "The largest score comes back; its place is wanted.", "8.7"),
        Misconception("one-hot", one_hot,
              "A row of zeros and a one comes back for each image; its place is wanted.", "8.7"),
        Misconception("always-class-0", lambda params, images: np.zeros(len(images), dtype=int),
                      "Every image is called a 0.", "8.7"),
    ),
)  # fmt: skip
