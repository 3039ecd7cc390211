"""The gradient of the whole network against reverse-mode autograd, in float64 on real digits, whose background ties."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import value_and_grad

from helpers.bench.agreement import NAMES, channel_first, moved_network, real_digits
from helpers.gradcheck import relative_error


def convolved(x, k, b):
    """x (N, I, H, W), k (J, I, p, q) -> (N, J, H-p+1, W-q+1), one entry of the kernels at a time."""
    (height, width), (rows, columns) = k.shape[2:], x.shape[2:]
    u = b[:, None, None]
    for p in range(height):
        for q in range(width):
            window = x[:, :, p : rows - height + p + 1, q : columns - width + q + 1]
            u = u + anp.einsum("ji,nihw->njhw", k[:, :, p, q], window)
    return u


def pooled(x):
    """The largest of each 2 x 2 window; at a tie autograd shares delta, where ours picks one entry."""
    n, c, h, w = x.shape
    return anp.max(anp.reshape(x, (n, c, h // 2, 2, w // 2, 2)), axis=(3, 5))


def loss(parameters, images, labels):
    """The mean cross-entropy, bias and ReLU before the pool as in the frameworks."""
    k1, b1, k2, b2, w3, b3, w4, b4 = parameters
    y = pooled(anp.maximum(convolved(images[:, None], k1, b1), 0))
    y = pooled(anp.maximum(convolved(y, k2, b2), 0))
    y = anp.maximum(anp.dot(anp.reshape(y, (len(images), -1)), w3.T) + b3, 0)
    scores = anp.dot(y, w4.T) + b4
    scores = scores - anp.max(scores, axis=1, keepdims=True)
    logs = scores - anp.log(anp.sum(anp.exp(scores), axis=1, keepdims=True))
    return -anp.mean(logs[np.arange(len(labels)), labels])


@pytest.mark.parametrize("count", [3, 40])
def test_gradients_equal_autograds(count):
    network, (images, labels) = moved_network(), real_digits(count)
    found = network.loss_and_gradient(images, labels)
    right, gradients = value_and_grad(loss)(channel_first(network.parameters), images, labels)
    assert found == pytest.approx(right, rel=1e-12)
    for name, ours, theirs in zip(NAMES, channel_first(network.gradients), gradients, strict=True):
        assert relative_error(ours, theirs) < 1e-12, name


def test_no_bias_is_zero_and_the_digits_tie():
    """What makes the comparison worth something: random images would never tie."""
    network, (images, _) = moved_network(), real_digits(3)
    assert all(part["b"].all() for part in network.parameters if "b" in part)
    first = network.layers[0].forward(network.prepare(images))
    windows = np.stack([first[i::2, :, j::2] for i in (0, 1) for j in (0, 1)])
    assert np.mean((windows == windows.max(axis=0)).sum(axis=0) == 4) > 0.2
