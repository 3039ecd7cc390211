"""output_delta, equation (2.10)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.mlp.cases import outputs_and_targets
from helpers.gradcheck import numerical_gradient
from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.operations.mlp import squared_error


def expected(u, t):
    """The numerical derivative of E by the outputs (quadratic: a step of 1 is exact), times f'(u)."""
    return numerical_gradient(lambda y: squared_error(y, t), scaled_tanh(u), eps=1.0) * scaled_tanh_prime(u)


def delta_with(error=lambda u, t: scaled_tanh(u) - t, prime=scaled_tanh_prime, divide=len):
    """(2.10) with one of its parts exchanged; divide(u) is the number under the fraction bar."""
    return lambda u, t: error(u, t) * prime(u) / divide(u)


OUTPUT_DELTA = Exercise(
    "output_delta", "output_delta(u, t)", outputs_and_targets, expected,
    (
        Misconception("n-missing", delta_with(divide=lambda u: 1),
                      "The 1/N of the batch is missing: E is a mean over the examples.", "2.10"),
        Misconception("n-twice", delta_with(divide=lambda u: len(u) ** 2),
                      "The result is divided by N twice.", "2.10"),
        Misconception("divided-by-entries", delta_with(divide=np.size),
                      "You divided by the number of entries N D; only the examples are averaged.", "2.10"),
        Misconception("divided-by-outputs", delta_with(divide=lambda u: u.shape[1]),
                      "You divided by the number of output units; the examples are averaged.", "2.10"),
        Misconception("half-left-over", delta_with(divide=lambda u: 2 * len(u)),
                      "A factor 1/2 is left over: the square's derivative brings a 2 that cancels it.", "2.10"),
        Misconception("half-ignored", delta_with(divide=lambda u: len(u) / 2),
                      "A factor 2 too many: the 1/2 in E cancels the 2 of the square's derivative.", "2.10"),
        Misconception("f-prime-forgotten", delta_with(prime=np.ones_like),
                      "The factor f'(u) is missing: this is dE/dx of the output, not dE/du.", "2.10"),
        Misconception("f-prime-at-x", delta_with(prime=lambda u: scaled_tanh_prime(scaled_tanh(u))),
                      "f' is taken at the output f(u); it is taken at the net input u.", "2.10"),
        Misconception("plain-tanh-prime", delta_with(prime=lambda u: 1 - np.tanh(u) ** 2),
                      "You used the derivative of tanh(u); f is the scaled tanh.", "2.2"),
        Misconception("sign-reversed", delta_with(error=lambda u, t: t - scaled_tanh(u)),
                      "The sign is reversed: the error is output minus target.", "2.10"),
        Misconception("net-input-for-output", delta_with(error=lambda u, t: u - t),
                      "You subtracted the target from the net input u, not from the output f(u).", "2.10"),
        Misconception("target-missing", delta_with(error=lambda u, t: scaled_tanh(u)),
                      "The target is not subtracted.", "2.10"),
        Misconception("summed-over-batch", lambda u, t: delta_with()(u, t).sum(axis=0),
                      "The examples are summed up already; every example keeps a delta of its own.", "2.10"),
        returns_argument(0, "u", "2.10"),
        returns_zeros(expected, "2.10"),
    ),
)  # fmt: skip
