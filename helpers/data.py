"""Real handwritten digits: the MNIST set, shipped with the course and read only when asked for.

    from helpers.data import digit, load_digits
    x = digit(0)                                 # (28, 28) float64 in [0, 1], a seven
    images, labels = load_digits("train")        # (60000, 28, 28) and (60000,), uint8

Source: LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition (1998).
The data keeps a licence of its own, see datasets/LICENSE.md.
"""

from functools import cache
from pathlib import Path

import numpy as np

ARCHIVE = Path(__file__).with_name("datasets") / "mnist.npz"
SIDE = 28


@cache
def load_digits(split="train"):
    """The images and labels of a split: "train" (N = 60000) or "test" (N = 10000), in the published order.

    Returns `(images, labels)`: `images (N, 28, 28)` and `labels (N,)`, both uint8 and read-only; ink is
    255, paper is 0. The arrays are read once and shared, so copy before you write.
    Raises ValueError for another split.
    """
    if split not in ("train", "test"):
        raise ValueError(f'split is "train" or "test", not {split!r}')
    with np.load(ARCHIVE) as archive:
        arrays = archive[f"x_{split}"], archive[f"y_{split}"]
    for array in arrays:
        array.flags.writeable = False
    return arrays


def digit(index, size=None, split="test"):
    """One digit as a map: `(28, 28)` float64 in [0, 1], a fresh array, ink 1 and paper 0.

    `size` makes it smaller, `(size, size)`, by averaging square blocks: 14, 7, 4, 2 or 1.
    Raises ValueError where `size` does not divide 28, IndexError where there is no such digit.
    """
    pixels = load_digits(split)[0][index] / 255.0
    return pixels if size is None else shrink(pixels, size)


def digits_of(label, count, split="test"):
    """The first `count` digits that show `label`: `(count, 28, 28)` float64 in [0, 1].

    Raises ValueError where the split has fewer of them.
    """
    images, labels = load_digits(split)
    found = np.flatnonzero(labels == label)
    if len(found) < count:
        raise ValueError(f"{split} has {len(found)} digits of {label!r}, not {count}")
    return images[found[:count]] / 255.0


def shrink(pixels, size):
    """Means of square blocks of a `(28, 28)` map, `(size, size)`."""
    if size < 1 or SIDE % size:
        raise ValueError(f"size divides {SIDE}, {size!r} does not")
    block = SIDE // size
    return pixels.reshape(size, block, size, block).mean(axis=(1, 3))
