"""backprop, equations (2.10) to (2.18)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.mlp.cases import nets_with
from helpers.checks.mlp.recursion import at_output, gradients
from helpers.operations.mlp import loss

SHAPED = "backprop(x, t, weights, biases, decay)"


def expected(x, t, weights, biases, decay=0.0):
    """The loss, and its numerical derivatives by every weight and bias in turn."""
    return (
        loss(x, t, weights, biases, decay),
        [
            slope(lambda w, n=n: loss(x, t, put(weights, n, w), biases, decay), w)
            for n, w in enumerate(weights)
        ],
        [
            slope(lambda b, n=n: loss(x, t, weights, put(biases, n, b), decay), b)
            for n, b in enumerate(biases)
        ],
    )


def slope(f, x, step=1e-30):
    """The gradient by the complex step, Im f(x + ih)/h (Squire and Trapp 1998): exact to rounding, no formula known."""
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        nudged = x.astype(complex)
        nudged[index] += step * 1j
        gradient[index] = f(nudged).imag / step
    return gradient


def put(arrays, place, array):
    """The list with one of its arrays replaced."""
    return [*arrays[:place], array, *arrays[place + 1 :]]


def with_decay(value=loss, weights=lambda dw, w, decay, n: dw + decay * w,
               biases=lambda db, b, decay, n: db, **parts):  # fmt: skip
    """backprop with another value, other rules for the two gradients, or other parts of the recursion."""

    def backprop(x, t, W, b, decay=0.0):
        dW, db = gradients(x, t, W, b, **parts)
        return (
            value(x, t, W, b, decay),
            [weights(g, w, decay, len(x)) for g, w in zip(dW, W, strict=True)],
            [biases(g, c, decay, len(x)) for g, c in zip(db, b, strict=True)],
        )

    return backprop


def bare_loss(x, t, weights, biases, decay):
    return loss(x, t, weights, biases)


def decay_on_biases_too(x, t, weights, biases, decay):
    return loss(x, t, weights, biases, decay) + decay / 2 * sum(float(np.sum(b**2)) for b in biases)


def decay_over_n(x, t, weights, biases, decay):
    return loss(x, t, weights, biases, decay / len(x))


RIGHT = with_decay()


def mean_over_outputs(x, t, weights, biases, decay):
    data = loss(x, t, weights, biases)
    return data / t.shape[1] + loss(x, t, weights, biases, decay) - data


def reversed_layers(*arguments):
    value, dweights, dbiases = RIGHT(*arguments)
    return value, dweights[::-1], dbiases[::-1]


def entry(name, wrong, hint, equation):
    return Misconception(name, wrong, hint, equation)


DECAY = (
    entry("decay-ignored", with_decay(bare_loss, lambda dw, w, decay, n: dw),
          "decay has no effect, neither on the loss nor on the gradients.", "2.17"),
    entry("decay-on-biases", with_decay(decay_on_biases_too, biases=lambda db, b, decay, n: db + decay * b),
          "The biases decay as well; the penalty counts the weights only.", "2.17"),
    entry("decay-on-bias-gradients", with_decay(biases=lambda db, b, decay, n: db + decay * b),
          "The bias gradients contain decay * b, which the loss does not have.", "2.18"),
    entry("decay-divided-by-n", with_decay(decay_over_n, lambda dw, w, decay, n: dw + decay * w / n),
          "The decay is divided by N: it stands beside the mean, not inside.", "2.17"),
    entry("decay-loss-divided-by-n", with_decay(decay_over_n),
          "The penalty in the loss is divided by N: it stands beside the mean. The gradients are right.", "2.17"),
    entry("all-divided-by-n", with_decay(weights=lambda dw, w, decay, n: (dw + decay * w) / n,
                                         biases=lambda db, b, decay, n: db / n),
          "Every gradient, decay included, is divided by N at the end: the output delta has the 1/N already.", "2.10"),
    entry("decay-gradient-divided-by-n", with_decay(weights=lambda dw, w, decay, n: dw + decay * w / n),
          "The decay's gradient is divided by N, and its loss is not.", "2.18"),
    entry("decay-gradient-without-loss", with_decay(bare_loss),
          "The gradients have the decay, the returned loss does not.", "2.17"),
    entry("decay-loss-without-gradient", with_decay(weights=lambda dw, w, decay, n: dw),
          "The returned loss has the decay, the gradients do not.", "2.18"),
    entry("decay-half-missing", with_decay(lambda x, t, W, b, decay: loss(x, t, W, b, 2 * decay)),
          "The factor 1/2 of the penalty is missing in the loss.", "2.17"),
    entry("decay-half-left-over", with_decay(weights=lambda dw, w, decay, n: dw + decay * w / 2),
          "decay/2 * W in the gradient: the square's derivative brings a 2 that cancels the 1/2.", "2.18"),
    entry("decay-gradient-doubled", with_decay(weights=lambda dw, w, decay, n: dw + 2 * decay * w),
          "2 decay * W in the gradient: the 1/2 of the penalty cancels the 2.", "2.18"),
    entry("decay-sign", with_decay(weights=lambda dw, w, decay, n: dw - decay * w),
          "The decay enters the gradient with a minus: the step's minus comes later.", "2.18"),
    entry("decay-by-magnitude", with_decay(weights=lambda dw, w, decay, n: dw + decay * np.sign(w)),
          "The gradient has decay * sign(W), which belongs to a penalty on |W|.", "2.18"),
)  # fmt: skip

RECURSION = (
    entry("n-again", with_decay(weights=lambda dw, w, decay, n: dw / n + decay * w,
                                biases=lambda db, b, decay, n: db / n),
          "The gradients are divided by N once too often: the output delta has it already.", "2.10"),
    entry("n-missing", with_decay(weights=lambda dw, w, decay, n: dw * n + decay * w,
                                  biases=lambda db, b, decay, n: db * n),
          "The gradients lack the 1/N of the batch, which the loss has.", "2.10"),
    entry("sum-for-mean", with_decay(lambda x, t, W, b, decay: len(x) * loss(x, t, W, b) + loss(x, t, W, b, decay)
                                     - loss(x, t, W, b)),
          "The loss is a sum over the examples where the mean is meant; the gradients are right.", "2.7"),
    entry("mean-over-outputs", with_decay(mean_over_outputs),
          "The loss is averaged over the outputs as well: only the examples are averaged.", "2.7"),
    entry("loss-without-half", with_decay(lambda x, t, W, b, decay: loss(x, t, W, b) + loss(x, t, W, b, decay)),
          "The factor 1/2 of the squared error is missing in the loss; the gradients are right.", "2.7"),
    entry("f-prime-forgotten", with_decay(hidden_prime=np.ones_like),
          "The hidden deltas lack the factor f'(u).", "2.13"),
    entry("output-f-prime-forgotten", with_decay(output_prime=np.ones_like),
          "The output delta lacks the factor f'(u).", "2.10"),
    entry("output-delta-at-x", with_decay(top=lambda us, xs: xs[-1]),
          "The output delta is taken at the outputs xs[-1]: it is taken at the net inputs us[-1].", "2.10"),
    entry("f-prime-at-x", with_decay(hidden_prime=at_output, output_prime=at_output),
          "f' is taken at the outputs xs; it is taken at the net inputs us.", "2.13"),
    entry("own-weights-for-next", with_decay(carrier=lambda weights, layer: weights[layer]),
          "Delta is carried back by the layer's own weights; it crosses the weights of the layer above.", "2.13"),
    entry("w-transposed-again", with_decay(back=lambda delta, W: delta @ W.T),
          "Delta is carried back by the transposed weights; for rows of examples it is delta W.", "2.13"),
    entry("output-for-input", with_decay(inputs=lambda xs, layer: xs[layer + 1]),
          "Each layer's delta meets the layer's own output; it meets the layer's input, xs[l].", "2.15"),
    entry("bias-mean", with_decay(bias=lambda delta: delta.mean(axis=0)),
          "The bias gradients are means over the examples; delta carries the 1/N already.", "2.16"),
    entry("delta-averaged", with_decay(below=lambda delta: np.tile(delta.mean(axis=0), (len(delta), 1))),
          "Delta is averaged over the examples before it goes back; every example keeps its own.", "2.13"),
    entry("layers-reversed", reversed_layers,
          "The gradients are in the order of the way back; return them in the order of the layers.", "2.15"),
    returns_zeros(RIGHT, "2.15"),
)  # fmt: skip

BACKPROP = Exercise(
    "backprop", SHAPED, nets_with((0.3,), (), (0.0,), (0.1,), (0.7,)), expected, (*DECAY, *RECURSION),
)  # fmt: skip
