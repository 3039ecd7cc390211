"""The trusted layer of combined maps: against SciPy, its own constraints and numerical derivatives."""

import numpy as np
import pytest
from scipy import signal, special, stats

from helpers.checks.map_combinations.cases import through_softmax
from helpers.gradcheck import relative_error, vjp
from helpers.operations.combination import (
    combine,
    convolved_maps,
    entropy,
    map_weights,
    soft_threshold,
    unit_norm,
)


def test_weights_are_the_softmax_of_each_column_also_far_out():
    rng = np.random.default_rng(0)
    for c in (rng.normal(size=(4, 3)), 1e3 * rng.choice([-1.0, 1.0], size=(5, 6)), np.full((3, 2), -1e3)):
        alpha = map_weights(c)
        assert np.allclose(alpha, special.softmax(c, axis=0), rtol=1e-13, atol=0)
        assert np.allclose(alpha.sum(axis=0), 1, rtol=1e-14)
    assert map_weights(np.array([[4.0], [1.0], [-2.0]])).round(3).ravel().tolist() == [0.950, 0.047, 0.002]


def test_the_layer_agrees_with_scipy_map_by_map():
    rng = np.random.default_rng(1)
    x, k, c, b = (rng.normal(size=shape) for shape in ((3, 6, 5), (3, 2, 3), (3, 2), (2,)))
    u, alpha = combine(x, k, c, b), special.softmax(c, axis=0)
    for j in range(2):
        z = [signal.convolve2d(x_i, k_i, mode="valid") for x_i, k_i in zip(x, k, strict=True)]
        assert np.allclose(u[j], sum(a * m for a, m in zip(alpha[:, j], z, strict=True)) + b[j], rtol=1e-12)
    assert convolved_maps(x, k).shape == (3, 5, 3)


def test_the_jacobian_of_the_checks_is_the_numerical_one():
    rng = np.random.default_rng(2)
    c, upstream = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    exact = through_softmax(map_weights(c), upstream)
    assert relative_error(exact, vjp(map_weights, c, upstream)) < 1e-8
    assert np.abs(exact.sum(axis=0)).max() < 1e-15


def test_entropy_counts_a_weight_of_zero_as_nothing():
    alpha = np.array([[0.5, 1.0], [0.5, 0.0], [0.0, 0.0]])
    with np.errstate(all="raise"):
        assert entropy(alpha) == pytest.approx([np.log(2), 0.0])
    alpha = map_weights(np.random.default_rng(3).normal(size=(5, 2)))
    assert entropy(alpha) == pytest.approx(stats.entropy(alpha, axis=0))


def test_soft_threshold_is_the_minimiser_found_on_a_grid():
    y = np.linspace(-4, 4, 80001)
    for a, t in ((2.0, 0.5), (-0.3, 0.5), (0.5, 0.5), (-1.0, 0.5), (1.5, 0.0)):
        best = y[np.argmin((y - a) ** 2 / 2 + t * np.abs(y))]
        assert soft_threshold(np.array([a]), t)[0] == pytest.approx(best, abs=1e-4)
    assert np.all(soft_threshold(np.array([0.5, -0.5, 0.2]), 0.5) == 0)


def test_every_kernel_has_norm_one_afterwards():
    k = unit_norm(np.random.default_rng(4).normal(size=(5, 3, 2)))
    assert np.allclose(np.linalg.norm(k.reshape(5, -1), axis=1), 1, rtol=1e-14)
