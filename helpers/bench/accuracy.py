"""Test errors and seconds of whole trainings: the recipe of lesson 08, 60,000 digits in, 10,000 to be read."""

import time
from dataclasses import dataclass

import numpy as np

from helpers.bench.step import lenet, scaled
from helpers.data import load_digits
from helpers.layers import train

# Rates rise over the first fifth of the steps and fall linearly to 0, which is the schedule of `train`.
RECIPES = {
    2: {"batch": 32, "rate": 0.03, "decay": 2e-3},
    10: {"batch": 64, "rate": 0.05, "decay": 1e-3},
}


@dataclass(frozen=True)
class Training:
    """One run: its epochs and seed, percent of test digits misread, seconds of training."""

    epochs: int
    seed: int
    error: float
    seconds: float


def trained(epochs, seed, count=60_000):
    """Train on the first `count` digits and read the 10,000 of the test set."""
    (images, labels), (test_images, test_labels) = load_digits("train"), load_digits("test")
    network, pixels = lenet(seed=seed, gain=0.01), scaled(images[:count])
    start = time.perf_counter()
    train(network, pixels, labels[:count], epochs, gamma=0.9, seed=seed, progress=False, **RECIPES[epochs])
    seconds = time.perf_counter() - start
    error = 100 * np.mean(network.predict(scaled(test_images)) != test_labels)
    return Training(epochs, seed, float(error), seconds)
