"""subsample_delta, equation (4.21)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import pick
from helpers.checks.pooling.mistakes import spread_first
from helpers.gradcheck import vjp
from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.operations.pooling import mean_pool, subsample, upsample


def expected(delta, beta, u_prev, s):
    """The numerical derivative of subsample by its input (linear: a step of 1 is exact), times f'(u_prev)."""
    zero = np.zeros(len(beta))
    dx = vjp(lambda x: subsample(x, beta, zero, s), 0 * u_prev, delta, eps=1.0)
    return dx * scaled_tanh_prime(u_prev)


def delta_with(up=upsample, weight=lambda beta: beta, share=lambda s: 1 / s**2, prime=scaled_tanh_prime):
    """(4.21) with one of its factors exchanged."""

    def back(delta, beta, u_prev, s):
        return weight(beta)[:, None, None] * up(delta, s) * share(s) * prime(u_prev)

    return back


def tiled(delta, s):
    return np.tile(delta, (1, s, s))


def along_columns(delta, beta, u_prev, s):
    """Broadcast along the last axis: raises unless there are as many maps as pooled columns."""
    return upsample(beta * delta, s) / s**2 * scaled_tanh_prime(u_prev)


def along_columns_below(delta, beta, u_prev, s):
    """The same on the larger maps: raises unless there are as many maps as columns of u_prev."""
    return beta * (upsample(delta, s) / s**2 * scaled_tanh_prime(u_prev))


def prime_of_the_mean(delta, beta, u_prev, s):
    slope = scaled_tanh_prime(mean_pool(u_prev, s))
    return upsample(beta[:, None, None] * delta * slope, s) / s**2


RIGHT = delta_with()

SUBSAMPLE_DELTA = Exercise(
    "subsample_delta", "subsample_delta(delta, beta, u_prev, s)", pick("delta", "beta", "u_prev", "s"), expected,
    (
        Misconception("not-divided", delta_with(share=lambda s: 1.0),
                      "Your result is s*s too large: that is the delta of a layer whose down is a sum.", "4.20"),
        Misconception("divided-by-s", delta_with(share=lambda s: 1 / s),
                      "You divided by s: the mean over a window divides by s*s.", "4.20"),
        Misconception("divided-twice", delta_with(share=lambda s: 1 / s**4), "You divided by s*s twice.", "4.20"),
        Misconception("beta-missing", delta_with(weight=np.ones_like),
                      "beta is missing: it weighs what flows back as it weighed what flowed on.", "4.20"),
        Misconception("divided-by-beta", delta_with(weight=lambda beta: 1 / beta),
                      "You divided by beta: going back multiplies by the same weight.", "4.20"),
        Misconception("maps-reversed", delta_with(weight=lambda beta: beta[::-1]),
                      "Each map has the beta of another one.", "4.20"),
        Misconception("f-prime-forgotten", delta_with(prime=np.ones_like),
                      "The factor f'(u_prev) is missing: this is dE/dx, not dE/du of the layer below.", "4.21"),
        Misconception("f-prime-at-x", delta_with(prime=lambda u: scaled_tanh_prime(scaled_tanh(u))),
                      "f' is taken at x = f(u_prev); it is taken at the net input u_prev.", "4.21"),
        Misconception("f-for-f-prime", delta_with(prime=scaled_tanh),
                      "You multiplied by f(u_prev) where the derivative f'(u_prev) is meant.", "4.21"),
        Misconception("plain-tanh-prime", delta_with(prime=lambda u: 1 - np.tanh(u) ** 2),
                      "You used the derivative of tanh(u); f is the scaled tanh.", "4.22"),
        Misconception("f-prime-of-the-mean", prime_of_the_mean,
                      "f' is taken at the pooled net inputs: each entry of the window has its own.", "4.21"),
        Misconception("kron-arguments-exchanged", delta_with(up=tiled),
                      "Delta went back to the wrong windows: the whole map is repeated.", "4.3"),
        Misconception("first-entry-only", delta_with(up=lambda d, s: spread_first(d, s) * s**2),
                      "The first entry of each window gets all of delta: all entries took part in the mean.", "4.5"),
        Misconception("along-columns", along_columns,
                      "beta * delta broadcasts beta along the columns: it belongs to the first axis.", "4.20"),
        Misconception("along-columns-below", along_columns_below,
                      "beta * maps broadcasts beta along the columns: it belongs to the first axis.", "4.20"),
        returns_argument(2, "u_prev", "4.21"),
        returns_zeros(RIGHT, "4.21"),
    ),
)  # fmt: skip
