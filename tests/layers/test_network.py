"""Whole networks: gradients on real digits that tie, the lesson's trusted pass, errors that say the shapes."""

import numpy as np
import pytest

from helpers import layers
from helpers.data import load_digits
from helpers.gradcheck import relative_error
from helpers.layers import (
    Bias,
    Convolution,
    Dense,
    Flatten,
    MapCombination,
    MaxPool,
    MeanPool,
    Network,
    ReLU,
    Tanh,
)
from helpers.operations.lenet import lenet_loss
from helpers.operations.lenet_table import C3_TABLE

SHAPES = {
    "max": lambda: [
        Convolution(6, 5), MaxPool(2), Bias(), ReLU(), Convolution(16, 5, C3_TABLE), MaxPool(2), Bias(), ReLU(),
    ],
    "before the pool": lambda: [
        Convolution(3, 5), Bias(), ReLU(), MaxPool(2), Convolution(4, 5), Bias(), MaxPool(2), ReLU(),
    ],
    "mean": lambda: [
        Convolution(3, 5), Bias(), Tanh(), MeanPool(2), Convolution(4, 5), Bias(), Tanh(), layers.Subsample(2),
    ],
    "learned": lambda: [
        Convolution(4, 5), MaxPool(2), Tanh(), MapCombination(6), layers.FreeCombination(3),
    ],
}  # fmt: skip


def digits(count):
    images, labels = load_digits("train")
    return (images[:count] / 255 - 0.13) / 0.31, labels[:count]


def biased(stack, seed=1):
    """A float64 network with every parameter moved, so that no bias is zero."""
    network = Network([*stack, Flatten(), Dense(12), Bias(), ReLU(), Dense(10), Bias()], dtype=np.float64)
    network.theta += 0.1 * np.random.default_rng(seed).normal(size=network.theta.size)
    return network


@pytest.mark.parametrize("name", SHAPES)
def test_gradient_of_the_whole_network_on_digits_with_ties(name):
    network, (images, labels) = biased(SHAPES[name]()), digits(5)
    for layer in network.layers:
        if isinstance(layer, Convolution):
            layer.parameters["k"][...] = layer.masked(layer.parameters["k"])
    network.loss_and_gradient(images, labels)
    gradient, rng = network.gradient.copy(), np.random.default_rng(0)
    start = 0
    for layer in network.layers:
        for parameter, shape in layer.shapes().items():
            size = int(np.prod(shape))
            places = start + rng.choice(size, min(6, size), replace=False)
            # A weight that a table holds at zero has no gradient, though the loss has a slope there.
            held = [i for i in places if network.theta[i] == 0]
            places = np.setdiff1d(places, held)
            numerical = [slope(network, i, images, labels) for i in places]
            assert relative_error(gradient[places], numerical) < 1e-6, (name, type(layer).__name__, parameter)
            start += size


def slope(network, place, images, labels, h=1e-6):
    kept, losses = network.theta[place], []
    for step in (h, -h):
        network.theta[place] = kept + step
        losses.append(network.loss_and_gradient(images, labels))
    network.theta[place] = kept
    return (losses[0] - losses[1]) / (2 * h)


def test_loss_is_that_of_the_trusted_forward_pass():
    stack = [Convolution(6, 5), MaxPool(2), Bias(), ReLU(), Convolution(16, 5), MaxPool(2), Bias(), ReLU()]
    network, (images, labels) = biased(stack), digits(40)
    k1, b1, k2, b2, w3, b3, w4, b4 = (a for part in network.parameters for a in part.values())
    w3 = w3.reshape(12, 4, 16, 4).transpose(0, 2, 1, 3).reshape(12, -1)
    params = {
        "k1": k1,
        "b1": b1.ravel(),
        "k2": k2,
        "b2": b2.ravel(),
        "w3": w3,
        "b3": b3.ravel(),
        "w4": w4,
        "b4": b4.ravel(),
    }
    assert network.loss_and_gradient(images, labels) == pytest.approx(
        lenet_loss(params, images, labels), rel=1e-12
    )


def test_chunks_make_no_difference():
    network, (images, labels) = biased(SHAPES["max"]()), digits(70)
    network.loss_and_gradient(images, labels)
    together = network.gradient.copy()
    total = np.zeros_like(together)
    for part in (slice(0, 30), slice(30, 70)):
        network.loss_and_gradient(images[part], labels[part])
        total += network.gradient * len(labels[part]) / 70
    assert relative_error(together, total) < 1e-12


def test_float32_stays_float32():
    network, (images, labels) = Network([*SHAPES["mean"](), Flatten(), Dense(10)]), digits(40)
    network.loss_and_gradient(images, labels)
    assert network.forward(images).dtype == network.gradient.dtype == network.theta.dtype == np.float32


def test_images_may_be_bytes_views_or_have_channels():
    network, (images, _) = biased(SHAPES["max"]()), digits(8)
    wide = np.repeat(images, 2, axis=2)[:, :, ::2]
    assert np.array_equal(network.forward(wide), network.forward(images))
    assert np.array_equal(network.forward(images[:, None]), network.forward(images))
    assert network.predict(load_digits("test")[0][:3]).shape == (3,)
    assert network.predict(images[:0]).shape == (0,)


@pytest.mark.parametrize(("stack", "words"), [
    ([Convolution(2, 30)], "a 30x30 kernel does not fit into a map of 28x28"),
    ([MaxPool(3)], "windows of 3 do not tile a map of 28x28"),
    ([Dense(10)], "put a Flatten before it"),
    ([Flatten(), MaxPool(2)], r"MaxPool takes maps \(H, C, W\), not \(784,\)"),
    ([Convolution(16, 5, C3_TABLE)], r"the table is \(6, 16\); \(1, 16\) was expected"),
    ([Flatten(), Flatten()], "Flatten takes maps"),
    ([Flatten(), MapCombination(3)], "MapCombination takes maps"),
])  # fmt: skip
def test_layers_that_do_not_fit(stack, words):
    with pytest.raises(ValueError, match=words):
        Network(stack)


@pytest.mark.parametrize(("images", "labels", "words"), [
    (np.zeros((4, 27, 28)), np.zeros(4, int), r"\(4, 27, 28\) do not fit a network for \(N, 1, 28, 28\)"),
    (np.zeros((28, 28)), np.zeros(28, int), r"\(28, 28\) do not fit"),
    (np.zeros((4, 3, 28, 28)), np.zeros(4, int), r"\(4, 3, 28, 28\) do not fit"),
    (np.zeros((4, 28, 28)), np.zeros(5, int), "4 images and 5 labels"),
    (np.zeros((4, 28, 28)), np.full(4, 10), "labels are integers from 0 to 9"),
    (np.zeros((4, 28, 28)), np.zeros(4), "labels are integers"),
    (np.zeros((4, 28, 28)), np.zeros((4, 10), int), r"need labels \(4,\), not \(4, 10\)"),
])  # fmt: skip
def test_data_that_do_not_fit(images, labels, words):
    network = Network([Flatten(), Dense(10)])
    with pytest.raises(ValueError, match=words):
        network.loss_and_gradient(images, labels)
