"""The trusted pooling against loops, its own invariants and each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.gradcheck import adjoint_gap
from helpers.operations import pooling as ops


@st.composite
def maps(draw):
    """(x, s): few integers, so that windows tie; sometimes a view."""
    rows, columns, s = (draw(st.integers(1, 4)) for _ in range(3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = rng.integers(-2, 2, (2 * rows * s, columns * s)).astype(float)
    return (x[::2] if draw(st.booleans()) else x[: rows * s]), s


@given(maps())
def test_mean_is_every_window_by_hand(pair):
    x, s = pair
    y = ops.mean_pool(x, s)
    for m, n in np.ndindex(y.shape):
        total = sum(x[m * s + p, n * s + q] for p in range(s) for q in range(s))
        assert y[m, n] == pytest.approx(total / s**2)


@given(maps())
def test_upsampling_by_a_mean_is_the_adjoint_of_the_mean(pair):
    x, s = pair
    d = np.arange(x.size // s**2, dtype=float).reshape(x.shape[0] // s, x.shape[1] // s)
    assert adjoint_gap(lambda x: ops.mean_pool(x, s), lambda d: ops.upsample(d, s) / s**2, x, d) < 1e-9
    assert np.array_equal(ops.upsample(d, s), np.kron(d, np.ones((s, s))))


@given(maps())
def test_the_first_maximum_in_row_order_has_the_switch(pair):
    x, s = pair
    y, switches = ops.max_pool(x, s)
    for m, n in np.ndindex(y.shape):
        area = (slice(m * s, m * s + s), slice(n * s, n * s + s))
        window, on = x[area].ravel(), switches[area].ravel()
        assert on.sum() == 1
        first = int(np.argmax(on))
        assert y[m, n] == window[first] == window.max()
        assert all(window[:first] < window[first])


@given(maps())
def test_switches_let_the_maxima_through_and_windows_side_by_side_are_no_overlap(pair):
    x, s = pair
    y, switches = ops.max_pool(x, s)
    assert np.array_equal(ops.routed(x, switches, s), y)
    assert np.array_equal(ops.max_pool_overlap(x, s, s), y)


def test_overlapping_windows_lie_wholly_inside():
    x = np.arange(35.0).reshape(5, 7)
    assert np.array_equal(ops.max_pool_overlap(x, 3, 2), [[16, 18, 20], [30, 32, 34]])
    assert np.array_equal(ops.winners(x, 2, 3), [[8, 11], [29, 32]])


def test_subsample_is_a_mean_times_beta_plus_b():
    x = np.arange(48.0).reshape(2, 4, 6)
    u = ops.subsample(x, np.array([2.0, -1.0]), np.array([0.5, 3.0]), 2)
    assert np.array_equal(u[0], 2 * ops.mean_pool(x[0], 2) + 0.5)
    assert np.array_equal(u[1], 3 - ops.mean_pool(x[1], 2))
