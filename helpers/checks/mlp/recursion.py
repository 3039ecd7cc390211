"""The whole backward pass in closed form, with parts that can be exchanged: material for the wrong versions."""

import numpy as np

from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.operations.mlp import forward


def next_weights(weights, layer):
    """W of the layer above `layer`, by which its delta is carried back."""
    return weights[layer + 1]


def gradients(
    x, t, weights, biases, *,
    output_prime=scaled_tanh_prime, hidden_prime=scaled_tanh_prime, carrier=next_weights,
    back=np.matmul, inputs=lambda xs, layer: xs[layer], bias=lambda delta: delta.sum(axis=0), below=lambda delta: delta,
    top=lambda us, xs: us[-1],
):  # fmt: skip
    """(dweights, dbiases) of the squared error without decay, equations (2.10) to (2.16).

    carrier(weights, layer): the matrix that delta is carried back with; inputs(xs, layer): the layer's inputs;
    below(delta): what is handed to the layer below in place of delta; top(us, xs): what the output delta is taken at.
    """
    us, xs = forward(x, weights, biases)
    delta = (scaled_tanh(top(us, xs)) - t) * output_prime(top(us, xs)) / len(x)
    dweights, dbiases = [None] * len(weights), [None] * len(weights)
    for layer in reversed(range(len(weights))):
        if layer < len(weights) - 1:
            delta = back(below(delta), carrier(weights, layer)) * hidden_prime(us[layer])
        dweights[layer] = delta.T @ inputs(xs, layer)
        dbiases[layer] = bias(delta)
    return dweights, dbiases


def at_output(u):
    """f' taken at the output f(u) in place of the net input."""
    return scaled_tanh_prime(scaled_tanh(u))
