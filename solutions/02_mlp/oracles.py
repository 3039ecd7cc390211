"""Independent oracles of lesson 02: autograd through forward passes of their own, SciPy for the softmax.

ORACLES = {name: function of the exercise's arguments}. `mlp_claims` has none: its answer is seven verdicts,
which the lesson's own solution decides by experiment.
"""

import autograd.numpy as anp
import numpy as np
from autograd import elementwise_grad, grad
from scipy import special


def activation(u):
    """1.7159 tanh(2u/3) by its exponentials: tanh v = 1 - 2/(exp(2v) + 1)."""
    return 1.7159 * (1 - 2 / (anp.exp(4 * u / 3) + 1))


def outputs(x, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        x = activation(anp.dot(x, w.T) + b)
    return x


def loss(parameters, x, t, decay):
    weights, biases = parameters
    penalty = sum(anp.sum(w**2) for w in weights)
    return 0.5 * anp.mean(anp.sum((outputs(x, weights, biases) - t) ** 2, axis=1)) + 0.5 * decay * penalty


def scaled_tanh(u):
    """The logistic function again, SciPy's: tanh v = 2 expit(2v) - 1."""
    return 1.7159 * (2 * special.expit(4 * u / 3) - 1)


def scaled_tanh_prime(u):
    return elementwise_grad(lambda u: 1.7159 * anp.tanh(u / 1.5))(np.array(u))


def forward(x, weights, biases):
    xs = [x] + [np.array(outputs(x, weights[: n + 1], biases[: n + 1])) for n in range(len(weights))]
    us = [
        np.tensordot(below, w, axes=([1], [1])) + b
        for below, w, b in zip(xs[:-1], weights, biases, strict=True)
    ]
    return us, xs


def output_delta(u, t):
    return grad(lambda u: 0.5 * anp.mean(anp.sum((activation(u) - t) ** 2, axis=1)))(np.array(u))


def hidden_delta(delta_next, W_next, u):
    return grad(lambda u: anp.sum(delta_next * anp.dot(activation(u), W_next.T)))(np.array(u))


def layer_gradients(delta, x_prev):
    def above(W, b):
        return anp.sum(delta * (anp.dot(x_prev, W.T) + b))

    W, b = np.zeros((delta.shape[1], x_prev.shape[1])), np.zeros(delta.shape[1])
    return grad(above, 0)(W, b), grad(above, 1)(W, b)


def backprop(x, t, weights, biases, decay=0.0):
    parameters = [np.array(w) for w in weights], [np.array(b) for b in biases]
    dweights, dbiases = grad(loss)(parameters, x, t, decay)
    return float(loss(parameters, x, t, decay)), list(dweights), list(dbiases)


def softmax_cross_entropy(u, labels):
    value = -np.mean(special.log_softmax(u, axis=1)[np.arange(len(u)), labels])
    delta = special.softmax(u, axis=1)
    np.subtract.at(delta, (np.arange(len(u)), labels), 1.0)
    return float(value), delta / len(u)


def repaired_step(x, t, weights, biases, rate):
    _, dweights, dbiases = backprop(x, t, weights, biases)
    new_weights = [w - rate * d for w, d in zip(weights, dweights, strict=True)]
    return new_weights, [b - rate * d for b, d in zip(biases, dbiases, strict=True)]


ORACLES = {
    function.__name__: function
    for function in (
        scaled_tanh, scaled_tanh_prime, forward, output_delta, hidden_delta, layer_gradients, backprop,
        softmax_cross_entropy, repaired_step,
    )
}  # fmt: skip
