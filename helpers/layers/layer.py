"""What all layers share: a forward pass that remembers, a backward pass that uses it.

Activations are (H, C, W, N): image row, map, image column, and the image of the batch last, so that
every inner loop runs over many images at once. Dense activations are (D, N).
"""

import numpy as np


class Layer:
    """One step of a network.

    forward(x) -> y keeps what backward needs. backward(d, below=True) -> dE/dx, or None where nothing
    below needs it; it writes dE/dparameter into `gradients`, replacing what was there.
    shapes(): {parameter name: shape}; initial(rng): {parameter name: array} to start from.
    """

    def __init__(self):
        self.parameters = {}
        self.gradients = {}

    def output_shape(self, shape):
        """Shape of one image's output, (H, C, W) or (D,), for the input shape; sets up the parameters."""
        return shape

    def shapes(self):
        return {}

    def initial(self, rng):
        return {name: np.zeros(shape) for name, shape in self.shapes().items()}


def require(condition, message):
    """Raise ValueError(message) unless the condition holds; messages carry the shapes."""
    if not condition:
        raise ValueError(message)


def require_maps(layer, shape):
    """(H, C, W) of a layer's input, or a ValueError that says what came instead."""
    require(len(shape) == 3, f"{type(layer).__name__} takes maps (H, C, W), not {tuple(shape)}")
    return shape
