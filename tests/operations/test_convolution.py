"""The trusted forward passes against SciPy, whatever the sizes, strides and dtypes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from helpers.gradcheck import numerical_gradient, relative_error
from helpers.operations import convolution as ops
from helpers.operations.activation import scaled_tanh, scaled_tanh_prime


@st.composite
def maps_and_kernels(draw):
    kh, kw = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    h, w = kh + draw(st.integers(0, 4)), kw + draw(st.integers(0, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x, k = rng.standard_normal((2 * h, w)), rng.standard_normal((kh, 2 * kw))
    return x[::2], k[:, ::-2]


@given(maps_and_kernels())
def test_against_scipy(pair):
    x, k = pair
    assert relative_error(ops.conv2_valid(x, k), signal.convolve2d(x, k, "valid")) < 1e-13
    assert relative_error(ops.conv2_full(x, k), signal.convolve2d(x, k, "full")) < 1e-13
    assert relative_error(ops.xcorr2_valid(x, k), signal.correlate2d(x, k, "valid")) < 1e-13


def test_fixed_example_on_paper():
    x = np.arange(9.0).reshape(3, 3)
    k = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert ops.conv2_valid(x, k).tolist() == [[13.0, 23.0], [43.0, 53.0]]
    assert ops.xcorr2_valid(x, k).tolist() == [[27.0, 37.0], [57.0, 67.0]]


def test_layer_is_a_sum_of_convolutions():
    rng = np.random.default_rng(2)
    x, k, b = rng.standard_normal((3, 5, 4)), rng.standard_normal((3, 2, 2, 3)), rng.standard_normal(2)
    table = np.array([[True, False], [False, False], [True, False]])
    u = ops.conv_layer(x, k, b, table)
    both = signal.convolve2d(x[0], k[0, 0], "valid") + signal.convolve2d(x[2], k[2, 0], "valid")
    assert relative_error(u[0], both + b[0]) < 1e-13
    assert np.all(u[1] == b[1])


def test_scaled_tanh():
    u = np.linspace(-3, 3, 13)
    assert scaled_tanh(1.0) == pytest.approx(1.0, abs=1e-4)
    slope = numerical_gradient(lambda v: float(np.sum(scaled_tanh(v))), u)
    assert relative_error(slope, scaled_tanh_prime(u)) < 1e-9
