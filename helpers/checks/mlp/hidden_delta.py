"""hidden_delta, the recursion (2.13)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.mlp.cases import layers_between
from helpers.gradcheck import vjp
from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.operations.mlp import net_input


def expected(delta_next, W_next, u):
    """The numerical derivative of the next layer by its inputs (linear: a step of 1 is exact), times f'(u)."""
    b = np.zeros(len(W_next))
    return vjp(lambda x: net_input(x, W_next, b), 0 * u, delta_next, eps=1.0) * scaled_tanh_prime(u)


def delta_with(prime=scaled_tanh_prime, back=np.matmul, divide=lambda delta, W: 1):
    """(2.13) with one of its parts exchanged."""
    return lambda delta, W, u: back(delta, W) * prime(u) / divide(delta, W)


def strongest_connection_only(delta, W):
    """Every unit hears from one unit above, the one it feeds most strongly."""
    above = np.argmax(np.abs(W), axis=0)
    return delta[:, above] * W[above, np.arange(W.shape[1])]


HIDDEN_DELTA = Exercise(
    "hidden_delta", "hidden_delta(delta_next, W_next, u)", layers_between, expected,
    (
        Misconception("w-transposed-again", delta_with(back=lambda delta, W: delta @ W.T),
                      "You multiplied the batch by the transposed weights. For rows of examples it is delta W; the "
                      "transpose belongs to the form for one column.", "2.13"),
        Misconception("form-for-one-column", delta_with(back=lambda delta, W: W.T @ delta),
                      "W' delta is the form for one column: here delta has one row for each example.", "2.13"),
        Misconception("f-prime-on-the-weights", lambda delta, W, u: delta @ (W * scaled_tanh_prime(u)),
                      "f'(u) was multiplied into the weights before the product: it belongs to its result.", "2.13"),
        Misconception("f-prime-of-delta", lambda delta, W, u: (delta * scaled_tanh_prime(delta)) @ W,
                      "f' was taken at delta_next: it is taken at u, and after the product.", "2.13"),
        Misconception("f-prime-forgotten", delta_with(prime=np.ones_like),
                      "The factor f'(u) is missing: this is dE/dx, not dE/du of the layer below.", "2.13"),
        Misconception("f-prime-at-x", delta_with(prime=lambda u: scaled_tanh_prime(scaled_tanh(u))),
                      "f' is taken at x = f(u); it is taken at the net input u.", "2.13"),
        Misconception("f-for-f-prime", delta_with(prime=scaled_tanh),
                      "You multiplied by f(u) where the derivative f'(u) is meant.", "2.13"),
        Misconception("net-input-for-f-prime", delta_with(prime=np.copy),
                      "You multiplied by u where f'(u) is meant.", "2.13"),
        Misconception("plain-tanh-prime", delta_with(prime=lambda u: 1 - np.tanh(u) ** 2),
                      "You used the derivative of tanh(u); f is the scaled tanh.", "2.2"),
        Misconception("n-again", delta_with(divide=lambda delta, W: len(delta)),
                      "You divided by N: delta_next carries the 1/N of the batch already.", "2.13"),
        Misconception("mean-over-next-units", delta_with(divide=lambda delta, W: len(W)),
                      "You took the mean over the units of the next layer where the sum is meant.", "2.11"),
        Misconception("one-connection-only", delta_with(back=strongest_connection_only),
                      "Only one unit of the next layer sends delta back; a unit hears from all that it feeds.", "2.11"),
        Misconception("absolute-weights", delta_with(back=lambda delta, W: delta @ np.abs(W)),
                      "The weights have lost their signs.", "2.11"),
        Misconception("summed-over-batch", lambda *a: delta_with()(*a).sum(axis=0),
                      "The examples are summed up already; every example keeps a delta of its own.", "2.13"),
        returns_argument(0, "delta_next", "2.13"),
        returns_zeros(expected, "2.13"),
    ),
)  # fmt: skip
