"""Layers whose weights join every input with every output: dense, and the combination of maps."""

import numpy as np

from helpers.layers.layer import Layer, require, require_maps
from helpers.operations.combination import map_weights


class Dense(Layer):
    """W x without a bias; x (D, N) -> (units, N). Parameter w (units, D)."""

    def __init__(self, units, gain=2.0):
        super().__init__()
        self.units, self.gain = units, gain

    def output_shape(self, shape):
        require(len(shape) == 1, f"Dense takes vectors (D,), not {tuple(shape)}: put a Flatten before it")
        self.inputs = shape[0]
        return (self.units,)

    def shapes(self):
        return {"w": (self.units, self.inputs)}

    def initial(self, rng):
        return {"w": rng.standard_normal((self.units, self.inputs)) * np.sqrt(self.gain / self.inputs)}

    def forward(self, x):
        self.x = x
        return self.parameters["w"] @ x

    def backward(self, d, below=True):
        np.matmul(d, self.x.T, out=self.gradients["w"])
        return self.parameters["w"].T @ d if below else None


class FreeCombination(Layer):
    """u_j = sum_i alpha_ij x_i with any real alpha; Bouvrie (2006), section 3.3.

    Parameter alpha (I, maps). Output (H, maps, W, N). A penalty on |alpha| can act here, by
    soft-thresholding after each step; under a softmax it cannot.
    """

    def __init__(self, maps):
        super().__init__()
        self.maps = maps

    def output_shape(self, shape):
        h, self.inputs, w = require_maps(self, shape)
        return h, self.maps, w

    def shapes(self):
        return {"alpha": (self.inputs, self.maps)}

    def initial(self, rng):
        return {"alpha": rng.standard_normal((self.inputs, self.maps)) / np.sqrt(self.inputs)}

    def weights(self):
        """alpha as the forward pass uses it."""
        return self.parameters["alpha"]

    def forward(self, x):
        self.x, self.alpha = x, self.weights()
        h, _, w, n = x.shape
        return (self.alpha.T @ x.reshape(h, self.inputs, w * n)).reshape(h, self.maps, w, n)

    def backward(self, d, below=True):
        h, _, w, n = d.shape
        flat, x = d.reshape(h, self.maps, w * n), self.x.reshape(h, self.inputs, w * n)
        self.keep_gradient((x @ flat.transpose(0, 2, 1)).sum(axis=0))
        return (self.alpha @ flat).reshape(self.x.shape) if below else None

    def keep_gradient(self, dalpha):
        self.gradients["alpha"][...] = dalpha


class MapCombination(FreeCombination):
    """u_j = sum_i alpha_ij x_i with alpha a softmax over the inputs i; Bouvrie (2006), section 3.3.

    Parameter c (I, maps), the latent weights.
    """

    def shapes(self):
        return {"c": (self.inputs, self.maps)}

    def initial(self, rng):
        return {"c": 0.1 * rng.standard_normal((self.inputs, self.maps))}

    def weights(self):
        return map_weights(self.parameters["c"])

    def keep_gradient(self, dalpha):
        alpha = self.alpha
        self.gradients["c"][...] = alpha * (dalpha - (alpha * dalpha).sum(axis=0))
