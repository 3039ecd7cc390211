"""Output maps as learned combinations of input maps: Bouvrie (2006), section 3.3.

Maps are (H, W), kernels (kh, kw), one for each input map; alpha[i, j] weighs input map i in output map j.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from helpers.operations.convolution import rot180


def map_weights(c):
    """alpha = softmax of each column of the latent weights; c (I, J) -> (I, J), columns add up to 1.

    The largest entry of a column is subtracted first, so that no finite c overflows.
    """
    e = np.exp(c - c.max(axis=0))
    return e / e.sum(axis=0)


def convolved_maps(x, k):
    """z_i = conv2_valid(x_i, k_i), true convolution; x (I, H, W), k (I, kh, kw) -> (I, H', W')."""
    windows = sliding_window_view(x, k.shape[1:], axis=(1, 2))
    return np.einsum("imnpq,ipq->imn", windows, rot180(k))


def weighted_sum(z, alpha, b):
    """u_j = sum_i alpha_ij z_i + b_j for any real weights; z (I, H', W'), alpha (I, J), b (J,) -> (J, H', W')."""
    return np.einsum("ij,imn->jmn", alpha, z) + b[:, None, None]


def combine(x, k, c, b):
    """u_j = sum_i alpha_ij conv2_valid(x_i, k_i) + b_j with alpha = map_weights(c), the net input of the layer.

    x (I, H, W), k (I, kh, kw), c (I, J), b (J,) -> u (J, H-kh+1, W-kw+1).
    """
    return weighted_sum(convolved_maps(x, k), map_weights(c), b)


def entropy(alpha):
    """H_j = -sum_i alpha_ij ln alpha_ij in nats, with 0 ln 0 = 0; alpha (I, J), not negative -> (J,)."""
    return -np.sum(alpha * np.log(np.where(alpha > 0, alpha, 1.0)), axis=0)


def soft_threshold(a, t):
    """The minimiser of (y - a)^2 / 2 + t |y|, entry by entry: a moved towards 0 by t, and no further."""
    return np.sign(a) * np.maximum(np.abs(a) - t, 0.0)


def unit_norm(k):
    """Each kernel of a stack (I, kh, kw) divided by its Euclidean norm."""
    return k / np.sqrt(np.sum(k**2, axis=(1, 2), keepdims=True))
