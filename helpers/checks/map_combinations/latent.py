"""latent_gradient, equation (5.8)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_argument, returns_zeros
from helpers.checks.map_combinations.cases import softmax_weights, through_softmax


def cases(rng):
    """Softmax weights with a random upstream dE/dalpha."""
    return [(alpha, normal(rng, *alpha.shape)) for alpha in softmax_weights(rng)]


def with_term(rule):
    """alpha (dalpha - rule(alpha, dalpha)), with another second term."""
    return lambda alpha, dalpha: alpha * (dalpha - rule(alpha, dalpha))


def weighted_mean(alpha, dalpha):
    return np.sum(alpha * dalpha, axis=0)


def off_diagonal_only(alpha, dalpha):
    return alpha * (alpha * dalpha - weighted_mean(alpha, dalpha))


LATENT_GRADIENT = Exercise(
    "latent_gradient", "latent_gradient(alpha, dalpha)", cases, through_softmax,
    (
        Misconception("diagonal-only", lambda a, d: a * (1 - a) * d,
                      "Only the diagonal of the Jacobian is used: each c moves every alpha of its column.", "5.6"),
        Misconception("off-diagonal-only", off_diagonal_only,
                      "The diagonal of the Jacobian is missing: c_i moves alpha_i most of all.", "5.6"),
        Misconception("first-term-only", lambda a, d: a * d,
                      "The second term, the weighted mean of dalpha, is missing.", "5.8"),
        Misconception("second-term-only", lambda a, d: -a * weighted_mean(a, d),
                      "The first term, alpha_i dalpha_i, is missing.", "5.8"),
        Misconception("plain-mean", with_term(lambda a, d: d.mean(axis=0)),
                      "The plain mean of dalpha is subtracted: the mean is weighted by alpha.", "5.8"),
        Misconception("mean-of-products", with_term(lambda a, d: np.mean(a * d, axis=0)),
                      "The products alpha_k dalpha_k were averaged: their sum is the weighted mean.", "5.8"),
        Misconception("plain-sum", with_term(lambda a, d: d.sum(axis=0)),
                      "The plain sum of dalpha is subtracted: each term is weighted by its alpha.", "5.8"),
        Misconception("factor-alpha-missing", lambda a, d: d - weighted_mean(a, d),
                      "The factor alpha_i in front is missing.", "5.8"),
        Misconception("plus-for-minus", with_term(lambda a, d: -weighted_mean(a, d)),
                      "The two terms are added: the weighted mean is subtracted.", "5.8"),
        Misconception("mean-over-outputs", with_term(lambda a, d: np.sum(a * d, axis=1, keepdims=True)),
                      "The weighted mean runs over the output maps: each output map has a softmax of its own.", "5.8"),
        Misconception("one-mean-for-all", with_term(lambda a, d: np.sum(a * d)),
                      "One weighted mean is used for all output maps: each column has its own.", "5.8"),
        Misconception("divided-by-alpha", lambda a, d: np.where(a > 0, d / np.where(a > 0, a, 1.0), 0.0),
                      "dalpha is divided by alpha: that is no part of the softmax's derivative.", "5.7"),
        Misconception("wrong-sign", lambda a, d: -through_softmax(a, d),
                      "The sign is wrong throughout.", "5.8"),
        returns_argument(1, "dalpha", "5.7"),
        returns_zeros(through_softmax, "5.8"),
    ),
)  # fmt: skip
