"""Convolution and cross-correlation of single maps and of a layer with a connection table.

Maps are (H, W), kernels (kh, kw); stride 1, no padding. Convolution flips the kernel,
cross-correlation does not (Goodfellow et al. 2016, eqs. 9.4 to 9.6).
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def rot180(k):
    """k rotated by 180 degrees: both of the last two axes reversed."""
    return k[..., ::-1, ::-1].copy()


def xcorr2_valid(x, k):
    """u[m, n] = sum_pq k[p, q] x[m+p, n+q]; (H, W), (kh, kw) -> (H-kh+1, W-kw+1)."""
    return np.einsum("mnpq,pq->mn", sliding_window_view(x, k.shape), k)


def conv2_valid(x, k):
    """True convolution where the kernel lies wholly inside: (H, W), (kh, kw) -> (H-kh+1, W-kw+1)."""
    return xcorr2_valid(x, rot180(k))


def conv2_full(d, k):
    """True convolution wherever kernel and map overlap: (H, W), (kh, kw) -> (H+kh-1, W+kw-1)."""
    kh, kw = k.shape
    return conv2_valid(np.pad(d, ((kh - 1, kh - 1), (kw - 1, kw - 1))), k)


def conv_layer(x, k, b, table):
    """u_j = b_j + sum_i table_ij conv2_valid(x_i, k_ij), the net input of a convolutional layer.

    x (I, H, W); k (I, J, kh, kw); b (J,); table (I, J) of booleans -> u (J, H-kh+1, W-kw+1).
    Bouvrie (2006), section 3.1; a table as in LeCun et al. (1998), Table I.
    """
    windows = sliding_window_view(x, k.shape[2:], axis=(1, 2))
    kept = rot180(k) * table[:, :, None, None]
    return np.einsum("imnpq,ijpq->jmn", windows, kept, optimize=False) + b[:, None, None]
