"""Independent oracles for the exercises of 07_vectorisation: SciPy's correlations and loops over single numbers.

vectorisation_claims has none: its verdicts are decided by the experiments in the lesson itself.
"""

import numpy as np
from scipy import ndimage, signal


def windows(x, kh, kw):
    """Every window is cut out and flattened on its own."""
    h, w = x.shape[2:]
    places = [(r, s) for r in range(h - kh + 1) for s in range(w - kw + 1)]
    return np.array([[image[:, r : r + kh, s : s + kw].ravel() for r, s in places] for image in x]).swapaxes(
        1, 2
    )


def conv_fast(x, k, b):
    n, j = len(x), len(k)
    u = [[sum(signal.correlate2d(x[a, i], k[c, i], "valid") for i in range(x.shape[1])) + b[c] for c in range(j)]
         for a in range(n)]  # fmt: skip
    return np.array(u)


def conv_fast_gradients(x, k, delta):
    dx, dk = np.zeros(x.shape), np.zeros(k.shape)
    for a, c, i in np.ndindex(len(x), len(k), x.shape[1]):
        dx[a, i] += signal.convolve2d(delta[a, c], k[c, i], "full")
        dk[c, i] += signal.correlate2d(x[a, i], delta[a, c], "valid")
    return dx, dk, np.array([np.sum(delta[:, c]) for c in range(len(k))])


def max_pool_fast(x, s):
    """A running maximum filter, its entries taken where the windows stand."""
    filtered = ndimage.maximum_filter(x, size=(1, 1, s, s), origin=(0, 0, -((s - 1) // 2), -((s - 1) // 2)))
    return filtered[:, :, s // 2 - (s - 1) // 2 :: s, s // 2 - (s - 1) // 2 :: s]


def max_pool_fast_delta(d, x, s):
    dx = np.zeros(x.shape)
    for n, c, m, o in np.ndindex(d.shape):
        window = [(x[n, c, y, z], -y, -z) for y in range(m * s, m * s + s) for z in range(o * s, o * s + s)]
        _, y, z = max(window)
        dx[n, c, -y, -z] = d[n, c, m, o]
    return dx


def upsample_fast(d, s):
    return np.kron(d, np.ones((1, 1, s, s)))


ORACLES = {
    "windows": windows,
    "conv_fast": conv_fast,
    "conv_fast_gradients": conv_fast_gradients,
    "max_pool_fast": max_pool_fast,
    "max_pool_fast_delta": max_pool_fast_delta,
    "upsample_fast": upsample_fast,
    "repaired_batch_conv": conv_fast,
}
