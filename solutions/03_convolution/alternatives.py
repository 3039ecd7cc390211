"""Right answers to lesson 03 written differently: what a check must accept.

ALTERNATIVES = {exercise: [function, ...]}. Loops, einsum, FFT, SciPy, sparse and dense matrices,
scatter (overlap-add), im2col, complex step. For tests only.
"""

import numpy as np
from numpy.fft import irfft2, rfft2
from numpy.lib.stride_tricks import sliding_window_view
from scipy import signal, sparse


def rot180_by_rot90(k):
    return np.rot90(k, 2)


def rot180_by_loops(k):
    kh, kw = k.shape
    return np.array([[k[kh - 1 - p, kw - 1 - q] for q in range(kw)] for p in range(kh)])


def rot180_by_flat_order(k):
    return k.ravel()[::-1].reshape(k.shape)


def valid_by_four_loops(x, k):
    (height, width), (kh, kw) = x.shape, k.shape
    u = np.zeros((height - kh + 1, width - kw + 1))
    for m, n in np.ndindex(u.shape):
        for p, q in np.ndindex(kh, kw):
            u[m, n] += k[p, q] * x[m + kh - 1 - p, n + kw - 1 - q]
    return u


def valid_by_einsum(x, k):
    return np.einsum("mnpq,pq->mn", sliding_window_view(x, k.shape), k[::-1, ::-1])


def valid_by_fft(x, k):
    u = irfft2(rfft2(x) * rfft2(k, x.shape), x.shape)
    return u[k.shape[0] - 1 :, k.shape[1] - 1 :]


def full_by_scatter(d, k):
    kh, kw = k.shape
    f = np.zeros((d.shape[0] + kh - 1, d.shape[1] + kw - 1))
    for i, j in np.ndindex(d.shape):
        f[i : i + kh, j : j + kw] += d[i, j] * k
    return f


def full_by_fft(d, k):
    size = [n + m - 1 for n, m in zip(d.shape, k.shape, strict=True)]
    return irfft2(rfft2(d, size) * rfft2(k, size), size)


def full_by_scipy(d, k):
    return signal.fftconvolve(d, k, mode="full")


def matrix_by_impulses(k, shape):
    impulses = np.eye(shape[0] * shape[1]).reshape(-1, *shape)
    return np.array([valid_by_einsum(impulse, k).ravel() for impulse in impulses]).T


def matrix_by_formula(k, shape):
    (kh, kw), (height, width) = k.shape, shape
    m, n, i, j = np.ogrid[: height - kh + 1, : width - kw + 1, :height, :width]
    p, q = m + kh - 1 - i, n + kw - 1 - j
    inside = (p >= 0) & (p < kh) & (q >= 0) & (q < kw)
    entries = np.where(inside, k[np.clip(p, 0, kh - 1), np.clip(q, 0, kw - 1)], 0.0)
    return entries.reshape(-1, height * width)


def matrix_from_sparse(k, shape):
    pixels = np.arange(shape[0] * shape[1]).reshape(shape)
    columns = sliding_window_view(pixels, k.shape).reshape(-1, k.size)
    rows = np.repeat(np.arange(len(columns)), k.size)
    weights = np.tile(k.ravel()[::-1], len(columns))
    size = (len(columns), pixels.size)
    return sparse.csr_matrix((weights, (rows, columns.ravel())), shape=size).toarray()


def input_by_scatter(delta, k):
    return full_by_scatter(delta, k[::-1, ::-1])


def input_by_matrix(delta, k):
    shape = [d + n - 1 for d, n in zip(delta.shape, k.shape, strict=True)]
    return (matrix_from_sparse(k, shape).T @ delta.ravel()).reshape(shape)


def input_by_correlation(delta, k):
    return signal.correlate2d(delta, k, mode="full")


def input_by_fft(delta, k):
    return full_by_fft(delta, np.rot90(k, 2))


def kernel_by_loops(x, delta):
    rows, columns = delta.shape
    kh, kw = x.shape[0] - rows + 1, x.shape[1] - columns + 1
    dk = np.zeros((kh, kw))
    for p, q in np.ndindex(kh, kw):
        top, left = kh - 1 - p, kw - 1 - q
        dk[p, q] = np.sum(delta * x[top : top + rows, left : left + columns])
    return dk


def kernel_by_einsum(x, delta):
    return np.einsum("pqmn,mn->pq", sliding_window_view(x, delta.shape), delta)[::-1, ::-1]


def kernel_by_second_form(x, delta):
    return np.rot90(signal.convolve2d(x, np.rot90(delta, 2), mode="valid"), 2)


def kernel_by_tied_entries(x, delta):
    shape = [n - d + 1 for n, d in zip(x.shape, delta.shape, strict=True)]
    dense = np.outer(delta, x)
    places = matrix_by_formula(1.0 + np.arange(np.prod(shape)).reshape(shape), x.shape)
    return np.bincount(places.astype(int).ravel(), dense.ravel())[1:].reshape(shape)


def kernel_by_complex_step(x, delta):
    shape = [n - d + 1 for n, d in zip(x.shape, delta.shape, strict=True)]
    dk = np.zeros(shape)
    for index in np.ndindex(*shape):
        nudged = np.zeros(shape, dtype=complex)
        nudged[index] = 1e-30j
        dk[index] = np.sum(delta * valid_by_einsum(x, nudged)).imag / 1e-30
    return dk


def layer_by_loops(x, k, b, table):
    inputs, outputs = table.shape
    u = []
    for j in range(outputs):
        total = np.full([n - m + 1 for n, m in zip(x.shape[1:], k.shape[2:], strict=True)], b[j])
        for i in range(inputs):
            if table[i, j]:
                total = total + valid_by_four_loops(x[i], k[i, j])
        u.append(total)
    return np.stack(u)


def layer_by_einsum(x, k, b, table):
    windows = sliding_window_view(x, k.shape[2:], axis=(1, 2))
    u = np.einsum("imnpq,ijpq,ij->jmn", windows, k[..., ::-1, ::-1], table.astype(float))
    return u + b[:, None, None]


def layer_by_one_matrix(x, k, b, table):
    kept = np.where(table[..., None, None], k, 0.0)[..., ::-1, ::-1]
    windows = sliding_window_view(x, k.shape[2:], axis=(1, 2)).transpose(1, 2, 0, 3, 4)
    columns = windows.reshape(windows.shape[0] * windows.shape[1], -1)
    u = columns @ kept.transpose(0, 2, 3, 1).reshape(columns.shape[1], -1) + b
    return u.T.reshape(len(b), *windows.shape[:2])


def layer_gradients_by_loops(x, k, table, delta):
    dk = np.zeros_like(k)
    for i, j in np.ndindex(table.shape):
        if table[i, j]:
            dk[i, j] = kernel_by_loops(x[i], delta[j])
    return dk, np.array([d.sum() for d in delta])


def layer_gradients_by_einsum(x, k, table, delta):
    windows = sliding_window_view(x, delta.shape[1:], axis=(1, 2))
    dk = np.einsum("ipqmn,jmn->ijpq", windows, delta)[..., ::-1, ::-1]
    return dk * table[:, :, None, None], np.einsum("jmn->j", delta)


def layer_gradients_by_fft(x, k, table, delta):
    """Correlation is a product with the conjugate spectrum."""
    size, (kh, kw) = x.shape[1:], k.shape[2:]
    product = rfft2(x)[:, None] * np.conj(rfft2(delta, size))
    dk = irfft2(product, size)[..., :kh, :kw][..., ::-1, ::-1]
    return np.where(table[..., None, None], dk, 0.0), delta.reshape(len(delta), -1) @ np.ones(delta[0].size)


def slope(u):
    """f' written by f: f'(u) = (2/3) (1.7159 - f(u)^2 / 1.7159)."""
    f = 1.7159 * np.tanh(2 * u / 3)
    return 2 / 3 * (1.7159 - f**2 / 1.7159)


def layer_delta_by_scatter(delta, k, table, u_prev):
    kh, kw = k.shape[2:]
    dx = np.zeros(u_prev.shape)
    for m, n in np.ndindex(delta.shape[1:]):
        share = np.einsum("j,ijpq,ij->ipq", delta[:, m, n], k[..., ::-1, ::-1], table.astype(float))
        dx[:, m : m + kh, n : n + kw] += share
    return dx * slope(u_prev)


def layer_delta_by_einsum(delta, k, table, u_prev):
    kh, kw = k.shape[2:]
    padded = np.pad(delta, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    windows = sliding_window_view(padded, (kh, kw), axis=(1, 2))
    return np.einsum("jmnpq,ijpq->imn", windows, k * table[:, :, None, None]) * slope(u_prev)


def layer_delta_by_matrices(delta, k, table, u_prev):
    rows = []
    for i, u in enumerate(u_prev):
        parts = [matrix_from_sparse(k[i, j], u.shape).T @ delta[j].ravel() for j in np.flatnonzero(table[i])]
        rows.append(sum(parts, np.zeros(u.size)).reshape(u.shape) / np.cosh(2 * u / 3) ** 2)
    return 1.7159 * 2 / 3 * np.array(rows)


def layer_delta_by_complex_step(delta, k, table, u_prev):
    back = np.zeros(u_prev.shape)
    for index in np.ndindex(u_prev.shape):
        u = u_prev.astype(complex)
        u[index] += 1e-30j
        net = layer_by_einsum(1.7159 * np.tanh(2 * u / 3), k, np.zeros(len(delta)), table)
        back[index] = np.sum(delta * net).imag / 1e-30
    return back


def xcorr_input_by_matrix(delta, k):
    shape = [d + n - 1 for d, n in zip(delta.shape, k.shape, strict=True)]
    return (matrix_by_formula(np.rot90(k, 2), shape).T @ delta.ravel()).reshape(shape)


def claims_as_verdicts():
    return {"A": False, "B": False, "C": True, "D": False, "E": True, "F": True, "G": False}


def claims_as_numpy_booleans():
    return dict(zip("ABCDEFG", np.array([0, 0, 1, 0, 1, 1, 0], dtype=bool), strict=True))


def claims_in_another_order():
    true = set("CEF")
    return {letter: letter in true for letter in reversed("ABCDEFG")}


LAYER_DELTAS = [
    layer_delta_by_scatter,
    layer_delta_by_einsum,
    layer_delta_by_matrices,
    layer_delta_by_complex_step,
]
ALTERNATIVES = {
    "rot180": [rot180_by_rot90, rot180_by_loops, rot180_by_flat_order],
    "conv2_valid": [valid_by_four_loops, valid_by_einsum, valid_by_fft],
    "conv2_full": [full_by_scatter, full_by_fft, full_by_scipy],
    "conv_matrix": [matrix_by_impulses, matrix_by_formula, matrix_from_sparse],
    "input_gradient": [input_by_scatter, input_by_matrix, input_by_correlation, input_by_fft],
    "kernel_gradient": [
        kernel_by_loops, kernel_by_einsum, kernel_by_second_form, kernel_by_tied_entries,
        kernel_by_complex_step,
    ],
    "conv_layer": [layer_by_loops, layer_by_einsum, layer_by_one_matrix],
    "conv_layer_gradients": [layer_gradients_by_loops, layer_gradients_by_einsum, layer_gradients_by_fft],
    "conv_layer_delta": LAYER_DELTAS,
    "repaired_layer_delta": LAYER_DELTAS,
    "xcorr_input_gradient": [full_by_scatter, full_by_fft, full_by_scipy, xcorr_input_by_matrix],
    "convolution_claims": [claims_as_verdicts, claims_as_numpy_booleans, claims_in_another_order],
}  # fmt: skip
