"""Small networks with non-zero biases, and real digits whose background ties exactly."""

from functools import cache
from pathlib import Path

import numpy as np

from helpers.data import load_digits
from helpers.operations.lenet import SHAPES

TRAINED = Path(__file__).with_name("trained.npz")
# Rows, columns and parameters: one square, one where height and width differ in every layer.
SMALL = (
    ((14, 14), {"k1": (2, 1, 3, 3), "b1": (2,), "k2": (3, 2, 3, 3), "b2": (3,),
                "w3": (5, 12), "b3": (5,), "w4": (10, 5), "b4": (10,)}),
    ((14, 10), {"k1": (3, 1, 3, 1), "b1": (3,), "k2": (4, 3, 3, 2), "b2": (4,),
                "w3": (6, 16), "b3": (6,), "w4": (10, 6), "b4": (10,)}),
)  # fmt: skip


@cache
def trained():
    """Parameters that read 99 of 100 digits, found by two epochs of `helpers.layers`; kept as float16."""
    with np.load(TRAINED) as stored:
        return {name: stored[name].astype(float) for name in SHAPES}


def random_params(rng, shapes):
    """Weights of unit gain and biases that are not zero, so that the background of a digit is not at a kink."""

    def draw(shape):
        scale = np.sqrt(2 / np.prod(shape[1:])) if len(shape) > 1 else 0.4
        return rng.standard_normal(shape) * scale

    return {name: draw(shape) for name, shape in shapes.items()}


def small_digits(rng, count, shape):
    """`count` test digits at half size, cut to (rows, columns), and their labels; the background is exactly 0."""
    images, labels = load_digits("test")
    chosen = rng.choice(len(images), count, replace=False)
    half = (images[chosen] / 255.0).reshape(count, 14, 2, 14, 2).mean(axis=(2, 4))
    top, left = (14 - shape[0]) // 2, (14 - shape[1]) // 2
    return half[:, top : top + shape[0], left : left + shape[1]].copy(), labels[chosen].astype(np.int64)


def distorted_digits(rng, count):
    """`count` test digits, each moved by up to a pixel, fainter or bolder, and noisy: nobody has seen them."""
    images, labels = load_digits("test")
    chosen = rng.choice(len(images), count, replace=False)
    moved = [np.roll(image, rng.integers(-1, 2, 2), axis=(0, 1)) for image in images[chosen] / 255.0]
    ink = rng.uniform(0.8, 1.2, (count, 1, 1))
    return np.array(moved) * ink + 0.02 * rng.standard_normal((count, 28, 28)), labels[chosen]


def networks(rng, counts=(4, 3)):
    """[(params, images, labels)] for the small networks."""
    return [
        (random_params(rng, shapes), *small_digits(rng, count, shape))
        for count, (shape, shapes) in zip(counts, SMALL, strict=True)
    ]


def zeros_like(value):
    """The value with every array in it set to 0."""
    if isinstance(value, dict):
        return {name: zeros_like(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(zeros_like(part) for part in value)
    return np.zeros_like(value) if isinstance(value, np.ndarray) else 0.0
