"""Subsampling layers: the larger of each s x s window, its mean, or a trained multiple of the mean."""

import numpy as np

from helpers.layers.layer import Layer, require, require_maps


class Pooling(Layer):
    """A layer over windows of s x s that do not overlap."""

    def __init__(self, s):
        super().__init__()
        self.s = s

    def output_shape(self, shape):
        h, c, w = require_maps(self, shape)
        require(h % self.s == 0 and w % self.s == 0, f"windows of {self.s} do not tile a map of {h}x{w}")
        self.channels = c
        return h // self.s, c, w // self.s

    def slices(self, x, axis):
        """The s interleaved parts of x along an axis, as views."""
        return [x[(slice(None),) * axis + (slice(i, None, self.s),)] for i in range(self.s)]


class MaxPool(Pooling):
    """The largest of each window; at a tie one entry gets all of delta.

    It is the first column's, and in it the first row's: comparing whole rows first is faster in this layout.
    """

    def forward(self, x):
        x, self.rows = largest(self.slices(x, 0))
        x, self.columns = largest(self.slices(x, 2))
        return x

    def backward(self, d, below=True):
        return self.route(self.route(d, self.columns, 2), self.rows, 0)

    def route(self, d, rises, axis):
        """Hand d to the part that made the running maximum rise last; exactly one gets it."""
        shape = list(d.shape)
        shape[axis] *= self.s
        dx = np.empty(shape, d.dtype)
        targets = self.slices(dx, axis)
        for i in range(self.s - 1, 0, -1):
            np.multiply(d, rises[i - 1], out=targets[i])
            d = np.subtract(d, targets[i], out=targets[0] if i == 1 else None)
        if self.s == 1:
            targets[0][...] = d
        return dx


def largest(parts):
    """(maximum of the parts, for each part but the first where it exceeds all before it)."""
    found, rises = parts[0], []
    for part in parts[1:]:
        rises.append(part > found)
        found = np.maximum(found, part)
    return found, rises


class MeanPool(Pooling):
    """The mean of each window; delta goes back in equal shares of 1/s^2."""

    def forward(self, x):
        half = sum(self.slices(x, 0))
        return sum(self.slices(half, 2)) * x.dtype.type(1 / self.s**2)

    def backward(self, d, below=True):
        share = d * d.dtype.type(1 / self.s**2)
        return share.repeat(self.s, axis=0).repeat(self.s, axis=2)


class Subsample(MeanPool):
    """u_c = beta_c mean(x_c) + b_c, LeCun et al. (1998), section II.B; parameters beta and b (C, 1, 1)."""

    def shapes(self):
        return {"beta": (self.channels, 1, 1), "b": (self.channels, 1, 1)}

    def initial(self, rng):
        shape = (self.channels, 1, 1)
        return {"beta": np.ones(shape), "b": np.zeros(shape)}

    def forward(self, x):
        self.mean = super().forward(x)
        return self.mean * self.parameters["beta"] + self.parameters["b"]

    def backward(self, d, below=True):
        self.gradients["beta"][:, 0, 0] = np.einsum("hcwn,hcwn->c", d, self.mean)
        self.gradients["b"][:, 0, 0] = d.sum(axis=(0, 2, 3))
        return super().backward(d * self.parameters["beta"]) if below else None
