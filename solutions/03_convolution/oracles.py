"""Independent oracles of lesson 03: SciPy's convolutions, and autograd through forward passes of their own.

ORACLES = {name: function of the exercise's arguments}. `convolution_claims` has none: its answer is
seven verdicts, which the lesson's own solution decides by experiment.
"""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from scipy import signal, sparse


def forward(x, k):
    """True valid convolution as a sum of shifted, weighted maps, in operations that autograd follows."""
    (height, width), (kh, kw) = x.shape, k.shape
    rows, columns = height - kh + 1, width - kw + 1
    shifted = [
        k[p, q] * x[kh - 1 - p : kh - 1 - p + rows, kw - 1 - q : kw - 1 - q + columns]
        for p in range(kh)
        for q in range(kw)
    ]
    return sum(shifted)


def layer(x, k, b, table):
    """The layer's net inputs, map by map, in operations that autograd follows."""
    maps = []
    for j in range(len(b)):
        present = [forward(x[i], k[i, j]) for i in range(len(x)) if table[i, j]]
        maps.append(b[j] + sum(present, 0 * forward(x[0], k[0, j])))
    return anp.stack(maps)


def activation(u):
    return 1.7159 * anp.tanh(2 * u / 3)


def rot180(k):
    return np.rot90(k, 2)


def conv2_valid(x, k):
    return signal.convolve2d(x, k, mode="valid")


def conv2_full(d, k):
    return signal.convolve2d(d, k, mode="full")


def conv_matrix(k, shape):
    """Rows of a sparse matrix of diagonals: every kernel weight is one diagonal of the padded problem."""
    (kh, kw), (height, width) = k.shape, shape
    offsets = [(kh - 1 - p) * width + kw - 1 - q for p in range(kh) for q in range(kw)]
    banded = sparse.diags(list(k.ravel()), offsets, shape=(height * width, height * width)).toarray()
    first = np.add.outer(np.arange(height - kh + 1) * width, np.arange(width - kw + 1))
    return banded[first.ravel()]


def input_gradient(delta, k):
    shape = tuple(d + n - 1 for d, n in zip(delta.shape, k.shape, strict=True))
    return grad(lambda x: anp.sum(delta * forward(x, k)))(np.zeros(shape))


def kernel_gradient(x, delta):
    shape = tuple(n - d + 1 for n, d in zip(x.shape, delta.shape, strict=True))
    return grad(lambda k: anp.sum(delta * forward(x, k)))(np.zeros(shape))


def conv_layer(x, k, b, table):
    u = [np.full(conv2_valid(x[0], k[0, 0]).shape, bias) for bias in b]
    for i, j in zip(*np.nonzero(table), strict=True):
        u[j] = u[j] + signal.convolve(x[i], k[i, j], mode="valid", method="direct")
    return np.array(u)


def conv_layer_gradients(x, k, table, delta):
    def loss(k, b):
        return anp.sum(delta * layer(x, k, b, table))

    k, b = np.array(k), np.zeros(k.shape[1])
    return grad(loss, 0)(k, b), grad(loss, 1)(k, b)


def conv_layer_delta(delta, k, table, u_prev):
    def loss(u):
        return anp.sum(delta * layer(activation(u), k, np.zeros(k.shape[1]), table))

    return grad(loss)(np.array(u_prev))


def xcorr_input_gradient(delta, k):
    """Differentiates a correlation written as a convolution with the kernel turned beforehand."""
    return input_gradient(delta, np.rot90(k, 2))


ORACLES = {
    function.__name__: function
    for function in (
        rot180, conv2_valid, conv2_full, conv_matrix, input_gradient, kernel_gradient, conv_layer,
        conv_layer_gradients, conv_layer_delta, xcorr_input_gradient,
    )
}  # fmt: skip
ORACLES["repaired_layer_delta"] = conv_layer_delta
