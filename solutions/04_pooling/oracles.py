"""Independent oracles of lesson 04: SciPy's filters, and autograd through forward passes of their own.

ORACLES = {name: function of the exercise's arguments}. `pooling_claims` has none: its answer is
eight verdicts, which the lesson's own solution decides by experiment.
"""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from scipy import ndimage, signal


def down(x, s):
    """Means of s x s windows as a sum of interleaved parts, in operations that autograd follows."""
    return sum(x[..., p::s, q::s] for p in range(s) for q in range(s)) / s**2


def larger_size(d, s):
    return np.zeros((d.shape[0] * s, d.shape[1] * s))


def activation(u):
    return 1.7159 * anp.tanh(2 * u / 3)


def mean_pool(x, s):
    """The box filter, read at the first place where its window lies on each block."""
    return ndimage.uniform_filter(x, s)[s // 2 :: s, s // 2 :: s]


def upsample(d, s):
    return ndimage.zoom(d, s, order=0, grid_mode=True, mode="nearest")


def mean_pool_delta(d, s):
    return grad(lambda x: anp.sum(d * down(x, s)))(larger_size(d, s))


def max_pool(x, s):
    """Labels the windows and lets SciPy find the maximum of each and its first position."""
    height, width = (n // s for n in x.shape)
    labels = np.kron(np.arange(height * width).reshape(height, width), np.ones((s, s), int))
    wanted = np.arange(height * width)
    y = np.asarray(ndimage.maximum(x, labels, wanted)).reshape(height, width)
    switches = np.zeros(x.shape, bool)
    for label in wanted:
        inside = np.argwhere(labels == label)
        best = max(x[i, j] for i, j in inside)
        switches[tuple(next(place for place in inside if x[tuple(place)] == best))] = True
    return y, switches


def max_pool_delta(d, switches, s):
    """Differentiates a mean pooling that the switches mask: s^2 times the mean of the one entry left."""
    return grad(lambda x: anp.sum(d * down(s**2 * x * switches, s)))(np.zeros(switches.shape))


def max_pool_overlap_delta(d, x, size, stride):
    """Differentiates the maxima after a ramp too small to matter but at a tie, where it lets the first win."""
    ramp = 1e-9 * np.arange(size**2).reshape(size, size)

    def loss(x):
        total = 0.0
        for m, n in np.ndindex(d.shape):
            i, j = m * stride, n * stride
            total = total + d[m, n] * anp.max(x[i : i + size, j : j + size] - ramp)
        return total

    return grad(loss)(np.array(x))


def subsample(x, beta, b, s):
    box = np.ones((s, s)) / s**2
    maps = [signal.correlate2d(m, box, mode="valid")[::s, ::s] for m in x]
    return np.array([f * m + c for f, m, c in zip(beta, maps, b, strict=True)])


def subsample_gradients(x, delta, s):
    def loss(beta, b):
        return anp.sum(delta * (beta[:, None, None] * down(x, s) + b[:, None, None]))

    ones = np.ones(len(x))
    return grad(loss, 0)(ones, ones), grad(loss, 1)(ones, ones)


def subsample_delta(delta, beta, u_prev, s):
    def loss(u):
        return anp.sum(delta * beta[:, None, None] * down(activation(u), s))

    return grad(loss)(np.array(u_prev))


ORACLES = {
    function.__name__: function
    for function in (
        mean_pool, upsample, mean_pool_delta, max_pool, max_pool_delta, max_pool_overlap_delta, subsample,
        subsample_gradients, subsample_delta,
    )
}  # fmt: skip
ORACLES["repaired_switch_delta"] = max_pool_delta
