"""Right answers made of the single-map operations of lessons 03 and 04, image by image."""

import numpy as np

from helpers.operations.convolution import conv_layer, rot180
from helpers.operations.pooling import winners


def correlate(x, k, b):
    """u_nj = b_j + sum_i xcorr2_valid(x_ni, k_ji), by lesson 03's layer with its kernels turned."""
    kernels = rot180(k).swapaxes(0, 1)
    table = np.ones(kernels.shape[:2], bool)
    return np.stack([conv_layer(image, kernels, b, table) for image in x])


def unroll(x, kh, kw):
    """V (N, C*kh*kw, H'*W') of equation (7.5), row by row."""
    rows, columns = x.shape[2] - kh + 1, x.shape[3] - kw + 1
    parts = [
        x[:, c, p : p + rows, q : q + columns].reshape(len(x), -1)
        for c in range(x.shape[1])
        for p in range(kh)
        for q in range(kw)
    ]
    return np.stack(parts, axis=1)


def route(d, x, s):
    """d at the first maximum, in row order, of each window of lesson 04; zero elsewhere."""
    dx = np.zeros(x.shape)
    for n, c in np.ndindex(x.shape[:2]):
        dx[n, c].flat[winners(x[n, c], s, s)] = d[n, c]
    return dx


def blocks(d, s):
    """Entry (y, z) is d[y // s, z // s]."""
    rows, columns = (np.arange(size * s) // s for size in d.shape[2:])
    return d[:, :, rows[:, None], columns]
