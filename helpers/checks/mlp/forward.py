"""forward, equation (2.6)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.mlp.cases import pick
from helpers.operations.activation import scaled_tanh
from helpers.operations.mlp import forward as trusted


def pass_with(layer=lambda x, w, b: x @ w.T + b, hidden=scaled_tanh, output=scaled_tanh):
    """The forward pass with one of its parts exchanged."""

    def forward(x, weights, biases):
        us, xs = [], [x]
        for number, (w, b) in enumerate(zip(weights, biases, strict=True), 1):
            us.append(layer(xs[-1], w, b))
            xs.append((output if number == len(weights) else hidden)(us[-1]))
        return us, xs

    return forward


def without_input(x, weights, biases):
    us, xs = trusted(x, weights, biases)
    return us, xs[1:]


def net_input_fed_on(x, weights, biases):
    us, below = [], x
    for w, b in zip(weights, biases, strict=True):
        below = below @ w.T + b
        us.append(below)
    return us, [x, *map(scaled_tanh, us)]


def bias_after_activation(x, weights, biases):
    us, xs = [], [x]
    for w, b in zip(weights, biases, strict=True):
        us.append(xs[-1] @ w.T)
        xs.append(scaled_tanh(us[-1]) + b)
    return us, xs


def always_the_input(x, weights, biases):
    us = [x @ w.T + b for w, b in zip(weights, biases, strict=True)]
    return us, [x, *map(scaled_tanh, us)]


FORWARD = Exercise(
    "forward", "forward(x, weights, biases)", pick("x", "weights", "biases"), trusted,
    (
        Misconception("bias-missing", pass_with(layer=lambda x, w, b: x @ w.T), "The biases are not added.", "2.6"),
        Misconception("linear-output", pass_with(output=np.copy),
                      "The last layer's output is its net input: f belongs to every layer.", "2.6"),
        Misconception("linear-hidden", pass_with(hidden=np.copy),
                      "f is applied in the last layer only; it belongs to every layer.", "2.6"),
        Misconception("not-transposed", pass_with(layer=lambda x, w, b: x @ w + b),
                      "You multiplied by W where its transpose belongs: with one example a row, inputs meet the "
                      "second axis of W.", "2.6"),
        Misconception("plain-tanh", pass_with(hidden=np.tanh, output=np.tanh),
                      "The activation is tanh(u) where the scaled tanh is meant.", "2.1"),
        Misconception("net-input-fed-on", net_input_fed_on,
                      "Each layer is fed the net input of the layer below, not its output f(u).", "2.6"),
        Misconception("bias-after-activation", bias_after_activation,
                      "The biases are added to f(Wx); they belong inside, to the net input.", "2.6"),
        Misconception("always-the-input", always_the_input,
                      "Every layer is fed x itself, not the output of the layer below.", "2.6"),
        Misconception("xs-without-input", without_input,
                      "xs begins with the first layer's output; xs[0] is the input x.", "2.6"),
        Misconception("order-exchanged", lambda *a: trusted(*a)[::-1],
                      "The results are in the order (xs, us); (us, xs) is meant.", "2.6"),
        Misconception("last-layer-only", lambda *a: tuple(part[-1] for part in trusted(*a)),
                      "You return the last layer's u and x only; the way back needs all of them, as two lists.", "2.6"),
        returns_zeros(trusted, "2.6"),
    ),
)  # fmt: skip
