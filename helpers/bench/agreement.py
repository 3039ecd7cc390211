"""The gradient of the whole network beside PyTorch's, in float64 and on real digits, whose background ties."""

import numpy as np

from helpers.bench.peer import torch_gradients
from helpers.bench.step import lenet, scaled
from helpers.data import load_digits
from helpers.gradcheck import relative_error

NAMES = ("k1", "b1", "k2", "b2", "w3", "b3", "w4", "b4")


def moved_network(seed=3):
    """A float64 network with every parameter moved, so that no bias is 0."""
    network = lenet(seed=seed, dtype=np.float64)
    network.theta += 0.05 * np.random.default_rng(seed).normal(size=network.theta.size)
    return network


def channel_first(parts):
    """A network's parameters or gradients as PyTorch keeps them: w3's columns in the order map, row, column."""
    k1, b1, k2, b2, w3, b3, w4, b4 = (array for part in parts for array in part.values())
    w3 = w3.reshape(len(w3), 4, 16, 4).transpose(0, 2, 1, 3).reshape(len(w3), -1)
    return [k1, b1.ravel(), k2, b2.ravel(), w3, b3.ravel(), w4, b4.ravel()]


def real_digits(count):
    """The first training digits in float64, and their labels."""
    images, labels = load_digits("train")
    return scaled(images[:count], np.float64), labels[:count]


def differences(count=256):
    """{parameter: relative error of our gradient against PyTorch's, "loss": that of the loss}."""
    network, (images, labels) = moved_network(), real_digits(count)
    loss = network.loss_and_gradient(images, labels)
    peer_loss, peers = torch_gradients(channel_first(network.parameters), images, labels)
    pairs = zip(NAMES, channel_first(network.gradients), peers, strict=True)
    return {"loss": abs(loss / peer_loss - 1)} | {name: relative_error(a, b) for name, a, b in pairs}
