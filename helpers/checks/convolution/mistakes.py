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


def valid_by_loops(x, k):
    """conv2_valid as the lesson writes it: empty, or a ValueError, where the kernel is larger than the map."""
    (height, width), (kh, kw) = x.shape, k.shape
    u = np.zeros((height - kh + 1, width - kw + 1))
    for m, n in np.ndindex(u.shape):
        u[m, n] = np.sum(rot180(k) * x[m : m + kh, n : n + kw])
    return u


def corner_of_zeros(x, k):
    """The valid convolution in the upper left corner of a map of x's size."""
    u, inside = np.zeros_like(x), conv2_valid(x, k)
    u[: inside.shape[0], : inside.shape[1]] = inside
    return u


def turned_at_every_window(x, k):
    """The kernel is turned inside the loop: at every second window it is back as it was."""
    turned, kept = conv2_valid(x, k), conv2_valid(x, rot180(k))
    return np.where(np.arange(turned.size).reshape(turned.shape) % 2 == 0, turned, kept)


def full_with_rim(rows_and_columns):
    """conv2_full with another rim of zeros, rows_and_columns(kh, kw) wide."""

    def full(d, k):
        rows, columns = rows_and_columns(*k.shape)
        return valid_by_loops(np.pad(d, ((rows, rows), (columns, columns))), k)

    return full


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
