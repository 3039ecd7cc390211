"""A training step of LeNet beside PyTorch's and beside the arithmetic alone, interleaved in one process."""

import statistics
import time

import numpy as np

from helpers.bench.peer import torch_step
from helpers.data import load_digits
from helpers.layers import Bias, Convolution, Dense, Flatten, MaxPool, Momentum, Network, ReLU

BATCH, ROUNDS, STEPS = 64, 7, 40
RATE, GAMMA = 1e-3, 0.9


def lenet(seed=0, dtype=np.float32, gain=2.0, maps=(6, 16), side=28):
    """28x28 - conv 5x5x6 - max 2 - conv 5x5x16 - max 2 - 120 - 10, ReLU between; maps and side as asked for."""
    layers = [
        Convolution(maps[0], 5), MaxPool(2), Bias(), ReLU(), Convolution(maps[1], 5), MaxPool(2), Bias(), ReLU(),
        Flatten(), Dense(120), Bias(), ReLU(), Dense(10, gain=gain), Bias(),
    ]  # fmt: skip
    return Network(layers, shape=(side, side), seed=seed, dtype=dtype)


def scaled(images, dtype=np.float32):
    """Bytes (N, 28, 28) -> numbers of mean near 0 and standard deviation near 1, as lesson 08 scales them."""
    return (images / dtype(255) - dtype(0.13)) / dtype(0.31)


def batches(batch=BATCH, steps=STEPS, side=28):
    """`steps` pairs of scaled digits (batch, side, side) and their labels; enlarged by repeating pixels."""
    images, labels = load_digits("train")
    chosen = np.arange(batch * steps) % len(images)
    enlarged = scaled(images[chosen]).repeat(side // 28, axis=1).repeat(side // 28, axis=2)
    pairs = np.split(enlarged, steps), np.split(labels[chosen], steps)
    return list(zip(*pairs, strict=True))


def our_step(maps=(6, 16), side=28):
    """step(images, labels) of the course's own layers."""
    network = lenet(maps=maps, side=side)
    optimiser = Momentum(network, rate=RATE, gamma=GAMMA, decay=0.0)

    def step(images, labels):
        network.loss_and_gradient(images, labels)
        optimiser.step()

    return step


def both_steps(maps=(6, 16), side=28):
    """{"ours": step, "PyTorch eager": step}, the second only where it is installed."""
    made = {"ours": our_step(maps, side), "PyTorch eager": torch_step(RATE, GAMMA, maps, side)}
    return {name: step for name, step in made.items() if step}


def floor_seconds():
    """The step's multiplications and additions at this machine's best matrix product of 512 x 512."""
    first = 2 * BATCH * 6 * 25 * 24 * 24
    rest = 2 * BATCH * (16 * 150 * 64 + 120 * 256 + 10 * 120)
    operations = 2 * first + 3 * rest  # the first layer passes no delta on
    a = np.random.default_rng(0).standard_normal((512, 512)).astype(np.float32)
    best = min(timed(np.matmul, a, a) for _ in range(20))
    return operations / (2 * 512**3 / best)


def timed(function, *arguments):
    """Seconds of one call."""
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def step_seconds():
    """{"ours": median seconds, "PyTorch eager": ... where it is installed, "arithmetic floor": ...}."""
    steps, pairs = both_steps(), batches(steps=STEPS)
    taken, floor = {name: [] for name in steps}, []
    for _ in range(ROUNDS):
        floor.append(floor_seconds())
        for name, step in steps.items():
            taken[name] += [timed(step, *pair) for pair in pairs]
    medians = {name: statistics.median(values) for name, values in taken.items()}
    return medians | {"arithmetic floor": min(floor)}
