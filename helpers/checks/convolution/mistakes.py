"""Wrong building blocks that several entries of the catalogue share."""

import numpy as np

from helpers.operations.convolution import conv2_full, conv2_valid, rot180


def one_axis(k):
    """k reversed along its rows only, for single kernels and stacks of them."""
    return k[..., ::-1, :].copy()


def transpose(k):
    """k with rows and columns exchanged, for single kernels and stacks of them."""
    return np.swapaxes(k, -1, -2).copy()


def same_size(x, k):
    """The middle of the full convolution, cut to the size of x."""
    top, left = (n // 2 for n in k.shape)
    return conv2_full(x, k)[top : top + x.shape[0], left : left + x.shape[1]].copy()


def valid_square_kernel(x, k):
    """Written for kernels of one size n: loops to k.shape[0] on both axes."""
    n = k.shape[0]
    u = np.zeros((x.shape[0] - n + 1, x.shape[1] - n + 1))
    for p in range(n):
        for q in range(n):
            u += k[n - 1 - p, n - 1 - q] * x[p : p + u.shape[0], q : q + u.shape[1]]
    return u


def full_assigned(d, k):
    """Scatter with = for +=: the entry of d written last wins."""
    f = np.zeros((d.shape[0] + k.shape[0] - 1, d.shape[1] + k.shape[1] - 1))
    for i, j in np.ndindex(d.shape):
        f[i : i + k.shape[0], j : j + k.shape[1]] = d[i, j] * k
    return f


def full_padded_square(d, k):
    """Pads by the kernel's height on both axes."""
    return conv2_valid(np.pad(d, k.shape[0] - 1), k)


def kernel_gradient(x, delta):
    """dE/dk for u = conv2_valid(x, k), equation (3.11)."""
    return conv2_valid(rot180(x), delta)
