"""A training step of LeNet beside PyTorch's and beside the arithmetic alone, interleaved in one process."""

import statistics
import time

import numpy as np

from helpers.data import load_digits
from helpers.layers import Bias, Convolution, Dense, Flatten, MaxPool, Momentum, Network, ReLU

BATCH, ROUNDS, STEPS = 64, 7, 40
RATE, GAMMA = 1e-3, 0.9


def lenet(seed=0, dtype=np.float32, gain=2.0):
    """28x28 - conv 5x5x6 - max 2 - conv 5x5x16 - max 2 - 120 - 10, ReLU between."""
    layers = [
        Convolution(6, 5), MaxPool(2), Bias(), ReLU(), Convolution(16, 5), MaxPool(2), Bias(), ReLU(),
        Flatten(), Dense(120), Bias(), ReLU(), Dense(10, gain=gain), Bias(),
    ]  # fmt: skip
    return Network(layers, seed=seed, dtype=dtype)


def batches():
    """Scaled digits and their labels, cut into batches."""
    images, labels = load_digits("train")
    count = STEPS * BATCH
    scaled = ((images[:count] - 33.3184) / 78.5675).astype(np.float32)
    return np.split(scaled, STEPS), np.split(labels[:count], STEPS)


def our_step():
    """step(images, labels) of the course's own layers."""
    network = lenet()
    optimiser = Momentum(network, rate=RATE, gamma=GAMMA, decay=0.0)

    def step(images, labels):
        network.loss_and_gradient(images, labels)
        optimiser.step()

    return step


def torch_step():
    """PyTorch eager on one thread, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    nn = torch.nn
    network = nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 10),
    )  # fmt: skip
    optimiser = torch.optim.SGD(network.parameters(), lr=RATE, momentum=GAMMA)

    def step(images, labels):
        optimiser.zero_grad()
        scores = network(torch.from_numpy(images)[:, None])
        nn.functional.cross_entropy(scores, torch.from_numpy(labels.astype(np.int64))).backward()
        optimiser.step()

    return step


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
    """{"ours": median seconds, "arithmetic floor": ..., "PyTorch eager": ... where it is installed}."""
    steps = {name: make for name, make in (("ours", our_step()), ("PyTorch eager", torch_step())) if make}
    taken, floor = {name: [] for name in steps}, []
    images, labels = batches()
    for _ in range(ROUNDS):
        floor.append(floor_seconds())
        for name, step in steps.items():
            taken[name] += [timed(step, *pair) for pair in zip(images, labels, strict=True)]
    return {name: statistics.median(values) for name, values in taken.items()} | {
        "arithmetic floor": min(floor)
    }
