"""One convolutional layer there and back, in the forms that lesson 07 climbs: from scalar loops to the fast layers.

Each form maps (x, k, b, delta) to (u, dx, dk, db) for u_nj = b_j + sum_i xcorr2_valid(x_ni, k_ji) and
delta = dE/du: x (N, I, H, W), k (J, I, kh, kw), b (J,), delta (N, J, H', W'). `final` takes and gives
batches with the image last, (H, C, W, N), and square kernels.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def empty_results(x, k, delta):
    """Zeros for u, dx, dk and db."""
    return (
        np.zeros_like(delta),
        np.zeros(x.shape, x.dtype),
        np.zeros(k.shape, x.dtype),
        delta.sum(axis=(0, 2, 3)),
    )


def scalar_loops(x, k, b, delta):
    """Seven nested loops, one number at a time."""
    u, dx, dk, db = empty_results(x, k, delta)
    for n, j, r, s in np.ndindex(delta.shape):
        u[n, j, r, s] = b[j]
        for i, p, q in np.ndindex(k.shape[1:]):
            u[n, j, r, s] += k[j, i, p, q] * x[n, i, r + p, s + q]
            dk[j, i, p, q] += delta[n, j, r, s] * x[n, i, r + p, s + q]
            dx[n, i, r + p, s + q] += delta[n, j, r, s] * k[j, i, p, q]
    return u, dx, dk, db


def patch_loops(x, k, b, delta):
    """Four loops over the outputs; what happens in a window is NumPy's."""
    u, dx, dk, db = empty_results(x, k, delta)
    kh, kw = k.shape[2:]
    for n, j, r, s in np.ndindex(delta.shape):
        patch = x[n, :, r : r + kh, s : s + kw]
        u[n, j, r, s] = np.sum(k[j] * patch) + b[j]
        dk[j] += delta[n, j, r, s] * patch
        dx[n, :, r : r + kh, s : s + kw] += delta[n, j, r, s] * k[j]
    return u, dx, dk, db


def contracted(x, k, b, delta):
    """Windows as a view, sums by np.einsum as it stands."""
    kh, kw = k.shape[2:]
    seen = sliding_window_view(x, (kh, kw), axis=(2, 3))
    padded = np.pad(delta, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    back = sliding_window_view(padded, (kh, kw), axis=(2, 3))
    u = np.einsum("nirspq,jipq->njrs", seen, k) + b[:, None, None]
    dx = np.einsum("njyzpq,jipq->niyz", back, k[:, :, ::-1, ::-1])
    return u, dx, np.einsum("nirspq,njrs->jipq", seen, delta), delta.sum(axis=(0, 2, 3))


def unrolled(x, k, b, delta):
    """Windows copied into the columns of a matrix (im2col), three matrix products an image."""
    (j, i, kh, kw), (n, _, rows, columns) = k.shape, delta.shape
    seen = sliding_window_view(x, (kh, kw), axis=(2, 3))
    v = seen.transpose(0, 1, 4, 5, 2, 3).reshape(n, i * kh * kw, -1)
    weights, d = k.reshape(j, -1), delta.reshape(n, j, -1)
    u = (weights @ v + b[:, None]).reshape(delta.shape)
    dk = (d @ v.transpose(0, 2, 1)).sum(axis=0).reshape(k.shape)
    dv = (weights.T @ d).reshape(n, i, kh, kw, rows, columns)
    dx = np.zeros(x.shape, x.dtype)
    for p, q in np.ndindex(kh, kw):
        dx[:, :, p : p + rows, q : q + columns] += dv[:, :, p, q]
    return u, dx, dk, d.sum(axis=(0, 2))


def final(x, k, b, delta):
    """The fast layer: image last, kw copies instead of kh*kw, one product an output row; see helpers.layers."""
    from helpers.layers.convolution import Convolution

    layer = Convolution(len(k), k.shape[2])
    layer.output_shape(x.shape[:3])
    layer.parameters, layer.gradients = {"k": k}, {"k": np.empty(k.shape, k.dtype)}
    u = layer.forward(x)
    u += b[:, None, None]
    return u, layer.backward(delta), layer.gradients["k"], delta.sum(axis=(0, 2, 3))


def image_last(x):
    """(N, C, H, W) -> (H, C, W, N), contiguous."""
    return np.ascontiguousarray(x.transpose(2, 1, 3, 0))


def image_first(x):
    """(H, C, W, N) -> (N, C, H, W), contiguous."""
    return np.ascontiguousarray(x.transpose(3, 1, 0, 2))
