"""Pooling of single maps and trainable subsampling of several: forward passes only.

A map is (H, W); windows are s x s side by side, or size x size at multiples of a stride, wholly inside.
LeCun et al. (1998), section II; Bouvrie (2006), section 3.2, with the mean for his sum.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def windows(x, size, stride):
    """View (..., M, N, size, size) of the windows of the last two axes; their first corners step by the stride."""
    every = sliding_window_view(x, (size, size), axis=(-2, -1))
    return every[..., ::stride, ::stride, :, :]


def mean_pool(x, s):
    """The mean of each s x s window; s divides H and W. (..., H, W) -> (..., H/s, W/s)."""
    return windows(x, s, s).mean(axis=(-2, -1))


def upsample(d, s):
    """Every entry becomes an s x s block, the Kronecker product of d and ones. (..., M, N) -> (..., s M, s N)."""
    return d.repeat(s, axis=-2).repeat(s, axis=-1)


def winners(x, size, stride):
    """Flat index into the map x of the first maximum, in row order, of each window. (H, W) -> (M, N) integers."""
    views = windows(x, size, stride)
    places = windows(np.arange(x.size).reshape(x.shape), size, stride)
    first = views.reshape(*views.shape[:2], -1).argmax(axis=-1)
    return np.take_along_axis(places.reshape(*places.shape[:2], -1), first[..., None], axis=-1)[..., 0]


def max_pool(x, s):
    """(y, switches): the largest of each s x s window, and where it stands; s divides H and W.

    y (H/s, W/s); switches (H, W) of booleans, one True in each window, the first in row order at a tie.
    """
    found = winners(x, s, s)
    switches = np.zeros(x.shape, bool)
    switches.flat[found] = True
    return x.ravel()[found], switches


def routed(x, switches, s):
    """What fixed switches let through, the sum over each window of x where they are True; linear in x."""
    return windows(np.where(switches, x, 0.0), s, s).sum(axis=(-2, -1))


def max_pool_overlap(x, size, stride):
    """The largest of each window that lies wholly inside. (H, W) -> ((H-size)//stride + 1, (W-size)//stride + 1)."""
    return x.ravel()[winners(x, size, stride)]


def subsample(x, beta, b, s):
    """u_c = beta_c mean(x_c) + b_c, no activation; x (C, H, W), beta and b (C,) -> (C, H/s, W/s)."""
    return beta[:, None, None] * mean_pool(x, s) + b[:, None, None]
