"""Every layer: its forward pass against SciPy or a formula, its gradients against differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal, special

from helpers import layers
from helpers.gradcheck import relative_error
from tests.layers.single import DTYPES, SEEDS, assert_gradients, built, laid_out

CONTIGUOUS = st.booleans()
CLOSE = {np.dtype(np.float32): 1e-5, np.dtype(np.float64): 1e-12}


def agree(found, right, dtype):
    assert found.dtype == dtype
    assert found.shape == np.shape(right)
    assert relative_error(found, right) < CLOSE[np.dtype(dtype)]


@settings(max_examples=40)
@given(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4), st.integers(0, 4), st.integers(0, 3),
       st.integers(1, 3), DTYPES, CONTIGUOUS, SEEDS, st.booleans())  # fmt: skip
def test_convolution(c, maps, size, more, wider, n, dtype, contiguous, seed, with_table):
    rng = np.random.default_rng(seed)
    x = laid_out(rng, (size + more, c, size + wider, n), dtype, contiguous)
    table = rng.random((c, maps)) < 0.6 if with_table else None
    layer = built(layers.Convolution(maps, size, table), x, rng)
    if with_table:
        layer.parameters["k"] *= table.T[:, :, None, None]
    right = [
        [sum(signal.correlate2d(x[:, i, :, m], k[i], "valid") for i in range(c)) for m in range(n)]
        for k in layer.parameters["k"].astype(float)
    ]
    agree(layer.forward(x), np.array(right).transpose(2, 0, 3, 1), dtype)
    if not with_table:
        assert_gradients(layer, x, rng)
    else:
        layer.backward(rng.standard_normal(layer.forward(x).shape).astype(dtype))
        assert not layer.gradients["k"][~table.T].any()


def blocks(x, s):
    h, c, w, n = x.shape
    return x.reshape(h // s, s, c, w // s, s, n)


@settings(max_examples=40)
@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), DTYPES,
       CONTIGUOUS, SEEDS, st.sampled_from(["MaxPool", "MeanPool", "Subsample"]))  # fmt: skip
def test_pooling(s, rows, columns, c, n, dtype, contiguous, seed, kind):
    rng = np.random.default_rng(seed)
    x = laid_out(rng, (s * rows, c, s * columns, n), dtype, contiguous)
    layer = built(getattr(layers, kind)(s), x, rng)
    right = blocks(x.astype(float), s)
    right = right.max(axis=(1, 4)) if kind == "MaxPool" else right.mean(axis=(1, 4))
    if kind == "Subsample":
        right = right * layer.parameters["beta"] + layer.parameters["b"]
    agree(layer.forward(x), right, dtype)
    assert_gradients(layer, x, rng)


@settings(max_examples=30)
@given(st.integers(1, 4), st.integers(1, 4), SEEDS, DTYPES)
def test_at_a_tie_one_entry_of_a_window_gets_all_of_delta(s, rows, seed, dtype):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 2, (s * rows, 2, 2 * s, 3)).astype(dtype)
    layer = built(layers.MaxPool(s), x, rng)
    y = layer.forward(x)
    d = 1 + rng.random(y.shape).astype(dtype)
    dx = layer.backward(d)
    assert ((blocks(dx, s) != 0).sum(axis=(1, 4)) == 1).all()
    assert np.array_equal(blocks(dx, s).sum(axis=(1, 4)), d)
    assert np.array_equal(x[dx != 0], y.repeat(s, axis=0).repeat(s, axis=2)[dx != 0])


@settings(max_examples=30)
@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 3), st.integers(1, 3), DTYPES, CONTIGUOUS, SEEDS,
       st.booleans())  # fmt: skip
def test_combinations(inputs, maps, h, n, dtype, contiguous, seed, free):
    rng = np.random.default_rng(seed)
    x = laid_out(rng, (h, inputs, h + 1, n), dtype, contiguous)
    layer = built((layers.FreeCombination if free else layers.MapCombination)(maps), x, rng)
    alpha = (
        layer.parameters["alpha"] if free else special.softmax(layer.parameters["c"].astype(float), axis=0)
    )
    agree(layer.forward(x), np.einsum("ij,hiwn->hjwn", alpha, x), dtype)
    assert_gradients(layer, x, rng)


@settings(max_examples=30)
@given(st.integers(1, 6), st.integers(1, 5), st.integers(1, 4), DTYPES, CONTIGUOUS, SEEDS)
def test_dense(inputs, units, n, dtype, contiguous, seed):
    rng = np.random.default_rng(seed)
    x = laid_out(rng, (inputs, n), dtype, contiguous)
    layer = built(layers.Dense(units), x, rng)
    agree(layer.forward(x), np.einsum("ud,dn->un", layer.parameters["w"], x), dtype)
    assert_gradients(layer, x, rng)


@settings(max_examples=30)
@given(st.sampled_from(["Bias", "ReLU", "Tanh", "Flatten"]), st.booleans(), DTYPES, CONTIGUOUS, SEEDS)
def test_entry_by_entry(kind, maps, dtype, contiguous, seed):
    rng = np.random.default_rng(seed)
    x = laid_out(rng, (3, 2, 4, 5) if maps or kind == "Flatten" else (6, 5), dtype, contiguous)
    x += np.sign(x) * dtype(0.1)  # away from the ReLU's kink
    layer = built(getattr(layers, kind)(), x, rng)
    right = {
        "Bias": lambda: x + layer.parameters["b"],
        "ReLU": lambda: np.where(x > 0, x, 0),
        "Tanh": lambda: 1.7159 * np.tanh(2 * x.astype(float) / 3),
        "Flatten": lambda: x.reshape(-1, x.shape[-1]),
    }[kind]()
    agree(layer.forward(x), right, dtype)
    assert_gradients(layer, x, rng)


@settings(max_examples=40)
@given(
    st.integers(2, 6),
    st.integers(1, 5),
    st.sampled_from([1.0, 1e4]),
    st.sampled_from(["u1", "i4", "i8"]),
    SEEDS,
)
def test_softmax_cross_entropy(k, n, size, kind, seed):
    rng = np.random.default_rng(seed)
    scores, labels = size * rng.standard_normal((k, n)), rng.integers(0, k, n).astype(kind)
    loss, delta = layers.softmax_cross_entropy(scores, labels)
    logs = special.log_softmax(scores, axis=0)
    assert loss == pytest.approx(-logs[labels, np.arange(n)].mean(), rel=1e-12)
    assert relative_error(delta, (special.softmax(scores, axis=0) - np.eye(k)[labels].T) / n) < 1e-12
    single = layers.softmax_cross_entropy(scores.astype(np.float32), labels)[1]
    assert single.dtype == np.float32
