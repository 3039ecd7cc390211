"""The trusted network and its losses against loops, SciPy and each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from helpers.gradcheck import relative_error
from helpers.operations import mlp as ops
from helpers.operations.activation import scaled_tanh


@st.composite
def networks(draw):
    widths = draw(st.lists(st.integers(1, 5), min_size=2, max_size=4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pairs = list(zip(widths[1:], widths[:-1], strict=True))
    x = rng.standard_normal((2 * draw(st.integers(1, 4)), widths[0]))[::2]
    return (
        x,
        [rng.standard_normal(shape[::-1]).T for shape in pairs],
        [rng.standard_normal(n) for n, _ in pairs],
    )


@given(networks())
def test_forward_is_every_unit_by_hand(network):
    x, weights, biases = network
    us, xs = ops.forward(x, weights, biases)
    assert xs[0] is x
    assert len(us) == len(weights) == len(xs) - 1
    for w, b, u, below, above in zip(weights, biases, us, xs[:-1], xs[1:], strict=True):
        for n, j in np.ndindex(u.shape):
            assert u[n, j] == pytest.approx(sum(w[j, i] * below[n, i] for i in range(below.shape[1])) + b[j])
        assert np.array_equal(above, scaled_tanh(u))


@given(networks())
def test_a_batch_put_in_twice_has_the_same_loss(network):
    x, weights, biases = network
    t = np.ones((len(x), len(biases[-1])))
    once = ops.loss(x, t, weights, biases, 0.3)
    twice = ops.loss(np.vstack([x, x]), np.vstack([t, t]), weights, biases, 0.3)
    assert once == pytest.approx(twice)
    penalty = 0.15 * sum(float((w**2).sum()) for w in weights)
    assert once - ops.loss(x, t, weights, biases) == pytest.approx(penalty)


def test_the_squared_error_on_paper():
    assert ops.squared_error(np.array([[1.0, 0], [3, 4]]), np.zeros((2, 2))) == (1 + 25) / 4


@pytest.mark.parametrize("scale", [1, 30, 1e4])
def test_log_softmax_against_scipy(scale):
    u = scale * np.random.default_rng(0).standard_normal((6, 4))
    assert relative_error(ops.log_softmax(u), special.log_softmax(u, axis=1)) < 1e-13


def test_the_cross_entropy_is_exact_far_out():
    u = np.array([[1e4, 0], [0, 1e4], [-1e4, 1e4]])
    assert ops.cross_entropy(u[:1], np.array([1])) == 1e4
    assert ops.cross_entropy(u[:1], np.array([0])) == 0
    assert ops.cross_entropy(u, np.array([1, 1, 0], np.uint8)) == 1e4
