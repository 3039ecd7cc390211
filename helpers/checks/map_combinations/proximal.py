"""repaired_proximal_step, equations (5.26) and (5.28)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_zeros, view
from helpers.checks.map_combinations.cases import strength
from helpers.operations.combination import soft_threshold, unit_norm

SIZES = [  # rate, inputs, outputs, kernel
    (0.3, 3, 2, (2, 3)),
    (0.05, 2, 4, (3, 2)),
    (1.0, 3, 3, (2, 2)),
    (1.6, 4, 1, (1, 2)),
]


def cases(rng):
    """(alpha, k, dalpha, dk, rate, strength) with several maps; rates below, at and above 1."""
    found = []
    for rate, inputs, outputs, kernel in SIZES:
        make = view if rate < 0.1 else normal
        weights = [make(rng, inputs, outputs), make(rng, inputs, outputs)]
        kernels = [make(rng, inputs, *kernel), make(rng, inputs, *kernel)]
        found.append((weights[0], kernels[0], weights[1], kernels[1], rate, strength(rng) / 4))
    return found


def step(alpha, k, dalpha, dk, rate, strength):
    """One proximal gradient step on the free weights; a gradient step on the kernels, then norm 1."""
    moved = soft_threshold(alpha - rate * dalpha, rate * strength)
    return moved, unit_norm(k - rate * dk)


def euclidean(k):
    return np.linalg.norm(k, axis=(1, 2), keepdims=True)


def with_alpha(rule):
    """The right kernels with another rule(alpha, dalpha, rate, strength) for the weights."""
    return lambda alpha, k, dalpha, dk, rate, strength: (
        rule(alpha, dalpha, rate, strength),
        unit_norm(k - rate * dk),
    )


def with_kernels(rule):
    """The right weights with another rule(k, dk, rate) for the kernels."""
    return lambda *a: (step(*a)[0], rule(a[1], a[3], a[4]))


def shares(alpha, dalpha, rate, strength):
    moved = np.abs(soft_threshold(alpha - rate * dalpha, rate * strength))
    total = moved.sum(axis=0)
    return moved / np.where(total > 0, total, 1.0)


REPAIRED_PROXIMAL_STEP = Exercise(
    "repaired_proximal_step", "repaired_proximal_step(alpha, k, dalpha, dk, rate, strength)", cases, step,
    (
        Misconception("threshold-without-rate",
                      with_alpha(lambda a, d, rate, s: soft_threshold(a - rate * d, s)),
                      "The fault is still there: the threshold does not shrink with the step.", "5.26"),
        Misconception("threshold-over-rate",
                      with_alpha(lambda a, d, rate, s: soft_threshold(a - rate * d, s / rate)),
                      "The threshold is the strength divided by the rate: a smaller step needs a smaller one.", "5.26"),
        Misconception("threshold-is-the-rate",
                      with_alpha(lambda a, d, rate, s: soft_threshold(a - rate * d, rate)),
                      "The threshold is the rate alone: the strength is not used.", "5.26"),
        Misconception("threshold-first",
                      with_alpha(lambda a, d, rate, s: soft_threshold(a, rate * s) - rate * d),
                      "The threshold comes before the step: no weight ends at exactly 0.", "5.26"),
        Misconception("gradient-thresholded",
                      with_alpha(lambda a, d, rate, s: a - rate * soft_threshold(d, s)),
                      "The gradient was thresholded instead of the weights.", "5.26"),
        Misconception("rate-missing-in-the-step",
                      with_alpha(lambda a, d, rate, s: soft_threshold(a - d, rate * s)),
                      "The rate is missing in the step of the weights.", "5.26"),
        Misconception("subgradient-step",
                      with_alpha(lambda a, d, rate, s: a - rate * (d + s * np.sign(a))),
                      "A step along the sign of alpha replaces the threshold: weights then jump over 0.", "5.26"),
        Misconception("no-threshold", with_alpha(lambda a, d, rate, s: a - rate * d),
                      "The weights are not thresholded at all.", "5.26"),
        Misconception("weights-uphill",
                      with_alpha(lambda a, d, rate, s: soft_threshold(a + rate * d, rate * s)),
                      "The weights go uphill: rate times the gradient is subtracted.", "5.26"),
        Misconception("weights-made-shares", with_alpha(shares),
                      "The weights were made to add up to 1: free weights are not, and their sum is what is penalised.",
                      "5.24"),
        Misconception("kernels-not-normalised", with_kernels(lambda k, d, rate: k - rate * d),
                      "The kernels are left at any norm: alpha can shrink while they grow.", "5.28"),
        Misconception("one-norm-for-all",
                      with_kernels(lambda k, d, rate: (k - rate * d) / np.linalg.norm(k - rate * d)),
                      "All kernels are divided by one norm: each kernel is to have norm 1.", "5.28"),
        Misconception("normalised-before-the-step", with_kernels(lambda k, d, rate: unit_norm(k) - rate * d),
                      "The kernels are normalised before their step: afterwards the norm is not 1.", "5.28"),
        Misconception("kernels-not-moved", with_kernels(lambda k, d, rate: unit_norm(k)),
                      "The kernels take no step.", "5.28"),
        Misconception("squared-norm",
                      with_kernels(lambda k, d, rate: unit_norm(k - rate * d) / euclidean(k - rate * d)),
                      "Each kernel is divided by its squared norm: take the root.", "5.28"),
        Misconception("sum-of-magnitudes",
                      with_kernels(lambda k, d, rate: (k - rate * d) / np.abs(k - rate * d).sum((1, 2), keepdims=True)),
                      "Each kernel is divided by the sum of its magnitudes: the Euclidean norm is meant.", "5.28"),
        Misconception("results-exchanged", lambda *a: step(*a)[::-1],
                      "The results are in the order (k, alpha); (alpha, k) is meant.", "5.26"),
        Misconception("returns-its-input", lambda alpha, k, *a: (alpha, k),
                      "Your function returns alpha and k as they came in.", "5.26"),
        returns_zeros(step, "5.26"),
    ),
)  # fmt: skip
