"""The instruments themselves: a gradient 0.05 % off fails, NaN fails, a right one passes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.gradcheck import adjoint_gap, numerical_gradient, relative_error, vjp

TOLERANCE = 1e-6
finite = st.floats(-10, 10, allow_subnormal=False)


def cubic(x):
    return float(np.sum(x**3))


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=finite))
def test_gradient_of_a_cubic(x):
    kept = x.copy()
    assert np.allclose(numerical_gradient(cubic, x), 3 * x**2, rtol=1e-6, atol=1e-5)
    assert np.array_equal(x, kept)


def test_gradient_half_a_thousandth_off_fails():
    x = np.linspace(0.5, 2, 6).reshape(2, 3)
    right = numerical_gradient(cubic, x)
    assert relative_error(right, 3 * x**2) < TOLERANCE
    assert not relative_error(right, 3 * x**2 * 1.0005) < TOLERANCE


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_one_bad_entry_fails(bad):
    a = np.ones(1000)
    b = a.copy()
    b[417] = bad
    with np.errstate(invalid="ignore"):
        assert not relative_error(a, b) < TOLERANCE
        assert not relative_error(b, b) < TOLERANCE


def test_one_entry_wrong_among_many_fails():
    a = np.ones(1000)
    b = a.copy()
    b[417] = 1.01
    assert not relative_error(a, b) < TOLERANCE


def test_error_of_equal_and_of_zero_arrays():
    assert relative_error(np.zeros(3), np.zeros(3)) == 0.0
    assert relative_error(np.arange(3.0), np.arange(3.0)) == 0.0
    assert relative_error(np.zeros(3), np.full(3, 1e-20)) < TOLERANCE
    assert relative_error(np.ones(3), -np.ones(3)) == 1.0


def test_error_of_different_shapes_is_refused():
    with pytest.raises(ValueError, match=r"\(2,\) and \(3,\)"):
        relative_error(np.ones(2), np.ones(3))


@pytest.mark.parametrize("x", [np.arange(3), [1.0, 2.0], np.ones(2, np.float32), 1.0])
def test_gradient_wants_float64(x):
    with pytest.raises(TypeError, match="float64"):
        numerical_gradient(cubic, x)


def test_adjoint_gap_sees_a_wrong_transpose():
    rng = np.random.default_rng(0)
    a, x, d = rng.standard_normal((3, 4)), rng.standard_normal(4), rng.standard_normal(3)
    assert adjoint_gap(lambda v: a @ v, lambda w: a.T @ w, x, d) < 1e-14
    assert adjoint_gap(lambda v: a @ v, lambda w: 1.01 * a.T @ w, x, d) > 1e-4


def test_vjp_of_a_linear_map_is_exact_with_step_one():
    rng = np.random.default_rng(1)
    a, x, d = rng.standard_normal((3, 4)), rng.standard_normal(4), rng.standard_normal(3)
    assert relative_error(vjp(lambda v: a @ v, x, d, eps=1.0), a.T @ d) < 1e-14
