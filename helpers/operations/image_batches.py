"""Layers on batches of images (N, C, H, W), and the loss on rows of scores: lesson 07's functions, for use.

Cross-correlation as in the frameworks, stride 1, no padding. float32 stays float32; `convolve` and
`max_pool` take complex numbers too (compared by their real parts), for derivatives by the complex step.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def relu(u):
    """max(u, 0), entry by entry."""
    return np.where(np.real(u) > 0, u, u.dtype.type(0))


def convolve(x, k, b):
    """u_nj = b_j + sum_i xcorr2_valid(x_ni, k_ji); x (N, I, H, W), k (J, I, kh, kw), b (J,) -> (N, J, H', W')."""
    windows = sliding_window_view(x, k.shape[2:], axis=(2, 3))
    u = np.tensordot(windows, k, axes=([1, 4, 5], [1, 2, 3])) + b
    return np.moveaxis(u, -1, 1)


def convolve_gradients(x, k, delta):
    """(dE/dx, dE/dk, dE/db) of `convolve` for delta = dE/du (N, J, H', W'); no further 1/N."""
    kh, kw = k.shape[2:]
    windows = sliding_window_view(x, (kh, kw), axis=(2, 3))
    dk = np.tensordot(delta, windows, axes=([0, 2, 3], [0, 2, 3]))
    padded = np.pad(delta, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    turned = k[:, :, ::-1, ::-1].swapaxes(0, 1)
    dx = convolve(padded, turned, np.zeros(k.shape[1], k.dtype))
    return dx, dk, delta.sum(axis=(0, 2, 3))


def parts(x, s):
    """The s*s interleaved parts of the last two axes in row order, as views: entry (p, q) of every window."""
    return [x[..., p::s, q::s] for p in range(s) for q in range(s)]


def max_pool(x, s):
    """The largest of each s x s window; s divides H and W. (N, C, H, W) -> (N, C, H/s, W/s)."""
    first, *others = parts(x, s)
    best = first
    for part in others:
        best = np.where(np.real(part) > np.real(best), part, best)
    return best


def max_pool_delta(d, x, s):
    """dE/dx of `max_pool` for d = dE/dy: at a tie the first entry in row order gets all of it."""
    dx, y, left = np.zeros(x.shape, d.dtype), max_pool(x, s), d
    for part, target in zip(parts(x, s), parts(dx, s), strict=True):
        wins = part == y
        target[...] = left * wins
        left = left * ~wins
    return dx


def cross_entropy(scores, labels):
    """(loss, delta): mean over the rows of -ln softmax(scores)[label], and dE/dscores with that 1/N.

    scores (N, K), labels (N,) integers. Complex scores give a complex loss.
    """
    rows = np.arange(len(scores))
    shifted = scores - np.real(scores).max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total = e.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(total[:, 0]) - shifted[rows, labels])
    delta = e / total
    delta[rows, labels] -= 1
    return loss, delta / len(scores)
