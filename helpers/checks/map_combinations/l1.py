"""l1_latent_gradient, equation (5.16)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_argument, returns_zeros
from helpers.checks.map_combinations.cases import WEIGHTS, strength, through_softmax


def cases(rng):
    """Real weights of both signs, an exact 0 among them; their columns do not add up to 1."""
    found = [normal(rng, *shape) for shape in [*WEIGHTS, (4, 3)]]
    found[-1][1, 0] = 0.0
    return [(alpha, strength(rng)) for alpha in found]


def expected(alpha, strength):
    """dOmega/dalpha = strength sign(alpha), then the matrix diag(alpha) - alpha alpha' of each column."""
    return through_softmax(alpha, strength * np.sign(alpha))


def with_size(rule):
    """strength (|alpha| - alpha rule(alpha)), with another factor in the second term."""
    return lambda alpha, strength: strength * (np.abs(alpha) - alpha * rule(alpha))


L1_LATENT_GRADIENT = Exercise(
    "l1_latent_gradient", "l1_latent_gradient(alpha, strength)", cases, expected,
    (
        Misconception("sum-taken-as-one", with_size(lambda a: 1.0),
                      "The sum of |alpha| was taken as 1: the formula keeps it, for any real alpha.", "5.16"),
        Misconception("sum-without-magnitudes", with_size(lambda a: a.sum(axis=0)),
                      "The sum runs over alpha: its terms are the magnitudes |alpha|.", "5.16"),
        Misconception("first-term-without-magnitude", lambda a, s: s * (a - a * np.abs(a).sum(axis=0)),
                      "The first term is alpha: it is the magnitude |alpha|.", "5.16"),
        Misconception("no-magnitudes", lambda a, s: s * (a - a * a.sum(axis=0)),
                      "No magnitude is taken anywhere: this belongs to a penalty on the sum of alpha.", "5.14"),
        Misconception("sign-for-magnitude", lambda a, s: s * (np.sign(a) - a * np.abs(a).sum(axis=0)),
                      "The first term is the sign of alpha: times alpha_i it is the magnitude.", "5.16"),
        Misconception("magnitude-in-both-terms", lambda a, s: s * np.abs(a) * (1 - np.abs(a).sum(axis=0)),
                      "The second term has |alpha_i| in front of the sum: there it is alpha_i with its sign.", "5.16"),
        Misconception("stops-at-alpha", lambda a, s: s * np.sign(a),
                      "This is dOmega/dalpha: it has yet to pass the softmax.", "5.15"),
        Misconception("diagonal-only", lambda a, s: s * np.abs(a) * (1 - a),
                      "Only the diagonal of the softmax's Jacobian is used.", "5.6"),
        Misconception("first-term-only", lambda a, s: s * np.abs(a),
                      "The second term is missing.", "5.16"),
        Misconception("sum-over-outputs", with_size(lambda a: np.abs(a).sum(axis=1, keepdims=True)),
                      "The sum runs over the output maps: it belongs to one output map, over the inputs.", "5.16"),
        Misconception("sum-over-everything", with_size(lambda a: np.abs(a).sum()),
                      "One sum is used for all output maps: each column has its own.", "5.16"),
        Misconception("signs-summed", with_size(lambda a: np.sign(a).sum(axis=0)),
                      "The sum runs over the signs: each is multiplied by its alpha, which makes it |alpha|.", "5.16"),
        Misconception("strength-on-the-first-term", lambda a, s: s * np.abs(a) - a * np.abs(a).sum(axis=0),
                      "The strength multiplies the first term only: it stands before the bracket.", "5.16"),
        Misconception("strength-missing", lambda a, s: expected(a, 1.0),
                      "The strength is not used.", "5.14"),
        Misconception("wrong-sign", lambda a, s: -expected(a, s),
                      "The sign is wrong throughout: the penalty is added to the error.", "5.14"),
        returns_argument(0, "alpha", "5.16"),
        returns_zeros(expected, "5.16"),
    ),
)  # fmt: skip
