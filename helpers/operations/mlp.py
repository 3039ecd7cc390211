"""Fully connected layers with the scaled tanh, and the losses of their outputs: forward passes only.

A batch is (N, D), one example a row; weights[l] is (D_out, D_in), biases[l] is (D_out,).
Bouvrie (2006), section 2; the losses carry the 1/N of the batch.
"""

import numpy as np

from helpers.operations.activation import scaled_tanh


def net_input(x, weights, bias):
    """u_nj = sum_i W_ji x_ni + b_j; x (N, I), weights (J, I), bias (J,) -> (N, J)."""
    return np.einsum("ni,ji->nj", x, weights) + bias


def forward(x, weights, biases):
    """(us, xs): net inputs of the L layers, and the L + 1 outputs beginning with x itself."""
    us, xs = [], [x]
    for w, b in zip(weights, biases, strict=True):
        us.append(net_input(xs[-1], w, b))
        xs.append(scaled_tanh(us[-1]))
    return us, xs


def squared_error(y, t):
    """1/(2N) sum ||y_n - t_n||^2; y and t (N, D). Complex for a complex y, which is not conjugated."""
    return np.sum((y - t) ** 2) / (2 * len(y))


def loss(x, t, weights, biases, decay=0.0):
    """The squared error of the network's outputs plus decay/2 times the sum of all squared weights."""
    penalty = sum(np.sum(w**2) for w in weights)
    return squared_error(forward(x, weights, biases)[1][-1], t) + decay / 2 * penalty


def log_softmax(u):
    """ln softmax over the last axis, u_j - ln sum_i exp(u_i), exact for entries of any size."""
    return u - np.logaddexp.reduce(u, axis=-1, keepdims=True)


def cross_entropy(u, labels):
    """-1/N sum_n ln softmax(u_n)[labels_n]; u (N, K), labels (N,) integers from 0 to K - 1."""
    return float(-np.mean(log_softmax(u)[np.arange(len(u)), labels]))
