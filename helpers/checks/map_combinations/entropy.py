"""entropy_latent_gradient, equation (5.22)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.map_combinations.cases import softmax_weights, strength, through_softmax
from helpers.operations.combination import entropy


def cases(rng):
    return [(alpha, strength(rng)) for alpha in softmax_weights(rng)]


def safe_log(alpha):
    return np.log(np.where(alpha > 0, alpha, 1.0))


def expected(alpha, strength):
    """dOmega/dalpha = -strength (ln alpha + 1), then the whole Jacobian; a weight of 0 stays at 0."""
    return through_softmax(alpha, -strength * (safe_log(alpha) + 1))


def with_entropy(rule):
    """-strength alpha (ln alpha + rule(alpha)), with another term in place of the entropy."""
    return lambda alpha, strength: -strength * alpha * (safe_log(alpha) + rule(alpha))


def zeros_are_not_numbers(alpha, strength):
    with np.errstate(all="ignore"):
        H = -np.sum(alpha * np.log(alpha), axis=0)
        return -strength * alpha * (np.log(alpha) + H)


def unweighted(alpha):
    return -np.sum(safe_log(alpha), axis=0)


def before_the_softmax(alpha, strength):
    return -strength * (safe_log(alpha) + 1)


ENTROPY_LATENT_GRADIENT = Exercise(
    "entropy_latent_gradient", "entropy_latent_gradient(alpha, strength)", cases, expected,
    (
        Misconception("wrong-sign", lambda a, s: -expected(a, s),
                      "The sign is wrong: a step downhill with this gradient makes the entropy grow.", "5.22"),
        Misconception("zero-times-infinity", zeros_are_not_numbers,
                      "A weight of exactly 0 gives 0 times minus infinity; 0 ln 0 counts as 0.", "5.20"),
        Misconception("stops-at-alpha", before_the_softmax,
                      "This is dOmega/dalpha: it has yet to pass the softmax.", "5.21"),
        Misconception("diagonal-only", lambda a, s: a * (1 - a) * before_the_softmax(a, s),
                      "Only the diagonal of the softmax's Jacobian is used.", "5.6"),
        Misconception("entropy-left-out", with_entropy(lambda a: 0.0),
                      "The entropy inside the bracket is missing.", "5.22"),
        Misconception("one-for-the-entropy", with_entropy(lambda a: 1.0),
                      "1 stands where the entropy belongs: the ones cancel on the way through the softmax.", "5.22"),
        Misconception("entropy-subtracted", with_entropy(lambda a: -entropy(a)),
                      "The entropy is subtracted from the logarithm: the two are added.", "5.22"),
        Misconception("logarithms-unweighted", with_entropy(unweighted),
                      "The entropy was summed without its weights alpha.", "5.20"),
        Misconception("factor-alpha-missing", lambda a, s: -s * (safe_log(a) + entropy(a)),
                      "The factor alpha_i in front is missing.", "5.22"),
        Misconception("base-two", lambda a, s: expected(a, s) / np.log(2.0),
                      "The logarithm has base 2; the natural one is meant.", "5.20"),
        Misconception("one-entropy-for-all", with_entropy(lambda a: entropy(a).sum()),
                      "The entropies of all output maps are added up in the bracket: each column has its own.", "5.22"),
        Misconception("mean-over-outputs", lambda a, s: expected(a, s) / a.shape[1],
                      "The penalty is averaged over the output maps: it is their sum.", "5.20"),
        Misconception("strength-missing", lambda a, s: expected(a, 1.0),
                      "The strength is not used.", "5.22"),
        Misconception("squared-norm", lambda a, s: through_softmax(a, -2 * s * a),
                      "This is the gradient of minus the sum of squares: a penalty that acts, but not the entropy.",
                      "5.23"),
        returns_argument(0, "alpha", "5.22"),
        returns_zeros(expected, "5.22"),
    ),
)  # fmt: skip
