"""train, equation (8.18): the same seed draws the same batches, so that results can be compared as they are."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.lenet.backward import gradients_with
from helpers.checks.lenet.cases import networks, zeros_like
from helpers.checks.lenet.step import expected as step

SIGNATURE = "train(params, images, labels, epochs, batch, rate, gamma, decay, seed)"


def cases(rng):
    """Batches that do not divide the number of images, and more than one epoch."""
    settings = ((2, 4, 0.05, 0.9, 0.01), (3, 5, 0.1, 0.5, 0.05))
    small = networks(rng, (10, 7))
    return [(*n, *s, int(rng.integers(1, 1000))) for n, s in zip(small, settings, strict=True)]


def loop(order=lambda rng, n, first: rng.permutation(n), gradients=gradients_with, move=step, keep=True,
         drop_last=False, mixed=False, restart=False, late=False):  # fmt: skip
    """Training with some of its parts replaced."""

    def train(params, images, labels, epochs, batch, rate, gamma, decay, seed):
        rng, n = np.random.default_rng(seed), len(images)
        start, losses = params, []
        first = rng.permutation(n) if order is ONCE else None
        velocity = nothing = {name: np.zeros_like(p) for name, p in params.items()}
        for _ in range(epochs):
            velocity = nothing if restart else velocity
            shuffled = order(rng, n, first)
            for i in range(0, n - n % batch if drop_last else n, batch):
                chosen = shuffled[i : i + batch]
                picked = labels[i : i + batch] if mixed else labels[chosen]
                loss, grads = gradients(params if keep else start, images[chosen], picked)
                params, velocity = move(params, velocity, grads, rate, gamma, decay)
                losses.append(gradients(params, images[chosen], picked)[0] if late else loss)
        return params, np.array(losses)

    return train


def ONCE(rng, n, first):  # noqa: N802
    """The order of the first epoch, in every epoch."""
    return first


expected = loop()


def forgetful(params, velocity, grads, rate, gamma, decay):
    """A step that starts from rest every time."""
    return step(params, zeros_like(velocity), grads, rate, gamma, decay)


def no_decay(params, velocity, grads, rate, gamma, decay):
    return step(params, velocity, grads, rate, gamma, 0.0)


def uphill(params, velocity, grads, rate, gamma, decay):
    return step(params, velocity, grads, -rate, gamma, decay)


def one_epoch(params, images, labels, epochs, *rest):
    return expected(params, images, labels, 1, *rest)


def untrained(params, *rest):
    return params, expected(params, *rest)[1]


def other_seed(*arguments):
    return expected(*arguments[:-1], 0)


def epoch_means(params, images, labels, epochs, batch, *rest):
    moved, losses = expected(params, images, labels, epochs, batch, *rest)
    return moved, losses.reshape(epochs, -1).mean(axis=1)


def entry(name, function, hint):
    return Misconception(name, function, hint, "8.18")


TRAIN = Exercise(
    "train", SIGNATURE, cases, expected,
    (
        entry("never-shuffled", loop(lambda rng, n, first: np.arange(n)),
              "The images come in the order in which they are given: draw a permutation for each epoch."),
        entry("shuffled-once", loop(ONCE), "All epochs use one permutation: draw a new one for each."),
        entry("seed-ignored", other_seed, "The seed has no effect: the batches are those of seed 0."),
        entry("labels-not-shuffled", loop(mixed=True),
              "The images are shuffled and the labels are not: each image gets the label of another."),
        entry("last-batch-dropped", loop(drop_last=True), "The last, smaller batch of an epoch is left out."),
        entry("velocity-not-kept", loop(move=forgetful), "The velocity starts from zero in every step."),
        entry("velocity-restarted", loop(restart=True),
              "The velocity starts from zero in every epoch; it is kept from epoch to epoch."),
        entry("loss-after-the-step", loop(late=True),
              "The losses are those after each step; the loss that comes with the gradient is wanted."),
        entry("drawn-with-replacement", loop(lambda rng, n, first: rng.integers(0, n, n)),
              "The images are drawn at random, some twice; an epoch is a permutation of all."),
        entry("uphill", loop(move=uphill), "The loss is climbed, not descended."),
        entry("decay-ignored", loop(move=no_decay), "The weight decay has no effect."),
        entry("gradient-of-the-start", loop(keep=False),
              "Every gradient is taken at the parameters that were given, not at the present ones."),
        entry("one-epoch-only", one_epoch, "Training ends after one epoch."),
        entry("parameters-not-returned", untrained,
              "The parameters come back as they were given; the losses are right."),
        entry("one-loss-an-epoch", epoch_means, "There is one loss for each epoch; one for each step is wanted."),
        entry("returns-zeros", lambda *a: zeros_like(expected(*a)), "Your result is zero everywhere."),
    ),
)  # fmt: skip
