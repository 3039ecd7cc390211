"""repaired_step, equation (2.28): the planted bug of the lesson, a step whose layers do not move at once."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.mlp.backprop import expected as numerical
from helpers.checks.mlp.cases import nets_with
from helpers.checks.mlp.recursion import gradients
from helpers.operations.activation import scaled_tanh_prime
from helpers.operations.mlp import forward


def expected(x, t, weights, biases, rate):
    """Every parameter less the rate times its numerical derivative, all taken at the old parameters."""
    _, dweights, dbiases = numerical(x, t, weights, biases)
    return moved(weights, dweights, rate), moved(biases, dbiases, rate)


def moved(parameters, directions, rate):
    return [p - rate * d for p, d in zip(parameters, directions, strict=True)]


def step_with(weights=moved, biases=moved):
    """The right gradients with another way of stepping."""

    def step(x, t, W, b, rate):
        dW, db = gradients(x, t, W, b)
        return weights(W, dW, rate), biases(b, db, rate)

    return step


def still_planted(x, t, weights, biases, rate):
    """Each layer is updated before its weights have carried delta back."""
    weights, biases = list(weights), list(biases)
    us, xs = forward(x, weights, biases)
    delta = (xs[-1] - t) * scaled_tanh_prime(us[-1]) / len(x)
    for layer in reversed(range(len(weights))):
        dW, db = delta.T @ xs[layer], delta.sum(axis=0)
        weights[layer] = weights[layer] - rate * dW
        biases[layer] = biases[layer] - rate * db
        if layer > 0:
            delta = delta @ weights[layer] * scaled_tanh_prime(us[layer - 1])
    return weights, biases


def layer_after_layer(x, t, weights, biases, rate):
    """From the top down, each layer's gradient from a forward pass with the layers above already moved."""
    weights, biases = list(weights), list(biases)
    for layer in reversed(range(len(weights))):
        dW, db = gradients(x, t, weights, biases)
        weights[layer] = weights[layer] - rate * dW[layer]
        biases[layer] = biases[layer] - rate * db[layer]
    return weights, biases


def carried_too_early(x, t, weights, biases, rate):
    """Delta goes to the layer below before it has met this layer's inputs."""
    weights, biases = list(weights), list(biases)
    us, xs = forward(x, weights, biases)
    delta = (xs[-1] - t) * scaled_tanh_prime(us[-1]) / len(x)
    for layer in reversed(range(len(weights))):
        if layer > 0:
            delta = delta @ weights[layer] * scaled_tanh_prime(us[layer - 1])
        weights[layer] = weights[layer] - rate * delta.T @ xs[layer]
        biases[layer] = biases[layer] - rate * delta.sum(axis=0)
    return weights, biases


def last_only(parameters, directions, rate):
    return [*parameters[:-1], parameters[-1] - rate * directions[-1]]


def per_example(x, t, W, b, rate):
    """N online steps, one for each example in turn."""
    for n in range(len(x)):
        W, b = step_with()(x[n : n + 1], t[n : n + 1], W, b, rate)
    return W, b


def kept(parameters, directions, rate):
    return [np.array(p) for p in parameters]


RIGHT = step_with()
REPAIRED_STEP = Exercise(
    "repaired_step", "repaired_step(x, t, weights, biases, rate)",
    nets_with((0.8,), (0.5,), (1.5,), (1.0,)), expected,
    (
        Misconception("updated-weights-carry-delta", still_planted,
                      "The layers above have moved before their weights carry delta back: every derivative belongs to "
                      "the old parameters.", "2.28"),
        Misconception("layer-after-layer", layer_after_layer,
                      "Each layer's gradient is computed anew after the layers above have moved; all belong to the old "
                      "parameters.", "2.28"),
        Misconception("carried-too-early", carried_too_early,
                      "Delta went to the layer below before this layer's gradients were taken from it.", "2.15"),
        Misconception("uphill", lambda x, t, W, b, rate: RIGHT(x, t, W, b, -rate),
                      "The step goes uphill: the gradient is subtracted.", "2.28"),
        Misconception("rate-missing", lambda x, t, W, b, rate: RIGHT(x, t, W, b, 1.0),
                      "The rate has no effect.", "2.28"),
        Misconception("rate-divided-by-n", lambda x, t, W, b, rate: RIGHT(x, t, W, b, rate / len(x)),
                      "The step is divided by N: the gradients carry the 1/N already.", "2.28"),
        Misconception("rate-times-n", lambda x, t, W, b, rate: RIGHT(x, t, W, b, rate * len(x)),
                      "The step is N times too long: the gradients are those of the mean.", "2.28"),
        Misconception("one-step-per-example", per_example,
                      "This is one step for each example in turn; the batch takes one step together.", "2.28"),
        Misconception("biases-kept", step_with(biases=kept), "The biases do not move.", "2.28"),
        Misconception("weights-kept", step_with(weights=kept), "The weights do not move.", "2.28"),
        Misconception("last-layer-only", step_with(last_only, last_only), "Only the last layer moves.", "2.28"),
        Misconception("gradients-returned", lambda x, t, W, b, rate: gradients(x, t, W, b),
                      "You return the gradients; the moved parameters are meant.", "2.28"),
        Misconception("changes-returned", lambda x, t, W, b, rate: tuple(
                          [-rate * d for d in part] for part in gradients(x, t, W, b)),
                      "You return the changes; add them to the parameters.", "2.28"),
        Misconception("nothing-moved", step_with(kept, kept), "The parameters come back as they were.", "2.28"),
        Misconception("order-exchanged", lambda *a: RIGHT(*a)[::-1],
                      "The results are in the order (biases, weights); (weights, biases) is meant.", "2.28"),
        returns_zeros(RIGHT, "2.28"),
    ),
)  # fmt: skip
