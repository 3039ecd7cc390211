"""Layers that work entry by entry: activations and the bias."""

import numpy as np

from helpers.layers.layer import Layer, require
from helpers.operations.activation import AMPLITUDE, SLOPE


class Bias(Layer):
    """x + b, one b a map of (H, C, W, N) or one a unit of (D, N).

    A bias and a ReLU may stand after a max pool instead of before it: both are monotone and the same for
    a whole map, so the function is the same and the work a quarter.
    """

    def output_shape(self, shape):
        self.shape = (shape[1], 1, 1) if len(shape) == 3 else (shape[0], 1)
        return shape

    def shapes(self):
        return {"b": self.shape}

    def forward(self, x):
        return x + self.parameters["b"]

    def backward(self, d, below=True):
        axes = (0, 2, 3) if d.ndim == 4 else (1,)
        self.gradients["b"][...] = d.sum(axis=axes).reshape(self.shape)
        return d


class ReLU(Layer):
    """max(x, 0); the derivative at 0 is taken as 0."""

    def forward(self, x):
        self.on = x > 0
        return np.maximum(x, 0)

    def backward(self, d, below=True):
        return d * self.on


class Tanh(Layer):
    """1.7159 tanh(2x/3), LeCun et al. (1998)."""

    def forward(self, x):
        self.t = np.tanh(x * x.dtype.type(SLOPE))
        return self.t * x.dtype.type(AMPLITUDE)

    def backward(self, d, below=True):
        return d * ((1 - self.t * self.t) * self.t.dtype.type(AMPLITUDE * SLOPE))


class Flatten(Layer):
    """(H, C, W, N) -> (H*C*W, N); the features are in the order row, map, column."""

    def output_shape(self, shape):
        require(len(shape) == 3, f"Flatten takes maps (H, C, W), not {tuple(shape)}")
        self.shape = shape
        return (int(np.prod(shape)),)

    def forward(self, x):
        return x.reshape(-1, x.shape[-1])

    def backward(self, d, below=True):
        return d.reshape(*self.shape, d.shape[-1])
