"""layer_gradients, equations (2.15) and (2.16)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.mlp.cases import deltas_and_inputs
from helpers.gradcheck import vjp
from helpers.operations.mlp import net_input


def expected(delta, x_prev):
    """Numerical derivatives of the net input by weights and biases, linear in both: a step of 1 is exact."""
    W, b = np.zeros((delta.shape[1], x_prev.shape[1])), np.zeros(delta.shape[1])
    dW = vjp(lambda W: net_input(x_prev, W, b), W, delta, eps=1.0)
    return dW, vjp(lambda b: net_input(x_prev, W, b), b, delta, eps=1.0)


def gradients_with(weights=lambda delta, x: delta.T @ x, biases=lambda delta: delta.sum(axis=0)):
    """The two gradients with one of them exchanged."""
    return lambda delta, x_prev: (weights(delta, x_prev), biases(delta))


LAYER_GRADIENTS = Exercise(
    "layer_gradients", "layer_gradients(delta, x_prev)", deltas_and_inputs, expected,
    (
        Misconception("transposed", gradients_with(lambda d, x: x.T @ d),
                      "dW is transposed: like W it has one row for each unit of delta, one column for each input.",
                      "2.15"),
        Misconception("n-again", lambda d, x: ((d.T @ x) / len(d), d.mean(axis=0)),
                      "Both are divided by N: delta carries the 1/N of the batch already, so the examples are summed.",
                      "2.16"),
        Misconception("weights-mean", gradients_with(lambda d, x: (d.T @ x) / len(d)),
                      "dW is a mean over the examples; delta carries the 1/N already.", "2.15"),
        Misconception("bias-mean", gradients_with(biases=lambda d: d.mean(axis=0)),
                      "db is a mean over the examples; delta carries the 1/N already.", "2.16"),
        Misconception("bias-over-units", gradients_with(biases=lambda d: d.sum(axis=1)),
                      "db is summed over the units; a bias belongs to one unit, sum over the examples.", "2.16"),
        Misconception("bias-not-summed", gradients_with(biases=np.copy),
                      "db still has one row for each example: the batch shares one bias, so sum.", "2.16"),
        Misconception("bias-keeps-axis", gradients_with(biases=lambda d: d.sum(axis=0, keepdims=True)),
                      "db has a leftover axis of length 1; its shape is (D,), like b.", "2.16"),
        Misconception("bias-zero", gradients_with(biases=lambda d: np.zeros(d.shape[1])),
                      "db is zero: the bias learns too, as a weight whose input is 1.", "2.16"),
        Misconception("first-example-only", lambda d, x: (np.outer(d[0], x[0]), d[0].copy()),
                      "Only the first example counts; the batch's gradient is the sum over all.", "2.15"),
        Misconception("one-outer-per-example", gradients_with(lambda d, x: d[:, :, None] * x[:, None, :]),
                      "The outer products of the examples are stacked; they are to be added up.", "2.15"),
        Misconception("product-of-sums", gradients_with(lambda d, x: np.outer(d.sum(axis=0), x.sum(axis=0))),
                      "You summed first and multiplied then: each example's delta meets its own input.", "2.15"),
        Misconception("input-missing", gradients_with(lambda d, x: np.outer(d.sum(axis=0), np.ones(x.shape[1]))),
                      "dW does not depend on x_prev: a weight's gradient is delta times the input it carries.", "2.14"),
        Misconception("order-exchanged", lambda d, x: (d.sum(axis=0), d.T @ x),
                      "The results are in the order (db, dW); (dW, db) is meant.", "2.15"),
        returns_zeros(expected, "2.15"),
    ),
)  # fmt: skip
