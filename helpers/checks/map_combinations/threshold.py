"""soft_threshold, equation (5.25)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_argument, returns_zeros, view
from helpers.operations.combination import soft_threshold


def cases(rng):
    """Vectors to stacks of kernels, an entry on each edge, a threshold of 0 and one above everything."""
    t = float(rng.uniform(0.4, 0.8))
    edge = np.array([t, -t, 2 * t, -3 * t, 0.0, t / 2, -t / 2])
    a = normal(rng, 4, 3)
    return [
        (rng.permutation(edge), t), (a, 0.5), (view(rng, 5, 3), t), (normal(rng, 2, 3, 4), 1.2),
        (normal(rng, 6), 0.0), (a, 1 + float(np.abs(a).max())), (normal(rng, 2, 3, 2, 2), t),
    ]  # fmt: skip


def hard(a, t):
    return np.where(np.abs(a) > t, a, 0.0)


def no_floor(a, t):
    return a - t * np.sign(a)


def one_sided(a, t):
    return np.maximum(a - t, 0.0)


def whole_block(a, t):
    """One factor for all entries: the threshold of the norm instead of that of each entry."""
    size = np.linalg.norm(a)
    return a * max(1 - t / size, 0.0)


SOFT_THRESHOLD = Exercise(
    "soft_threshold", "soft_threshold(a, t)", cases, soft_threshold,
    (
        Misconception("hard-threshold", hard,
                      "Entries beyond the threshold are kept as they are: they move towards 0 by t as well.", "5.25"),
        Misconception("passes-through-zero", no_floor,
                      "Small entries pass through 0 and come out with the other sign: they stop at 0.", "5.25"),
        Misconception("positive-only", one_sided,
                      "Negative entries are all 0: a negative entry below -t moves up by t.", "5.25"),
        Misconception("sign-lost", lambda a, t: np.maximum(np.abs(a) - t, 0.0),
                      "The sign is lost: a negative entry stays negative.", "5.25"),
        Misconception("clipped", lambda a, t: np.clip(a, -t, t),
                      "You cut off what exceeds t: that is the part the threshold takes away, not what it leaves.",
                      "5.25"),
        Misconception("shifted-down", lambda a, t: a - t,
                      "Every entry is lowered by t: negative ones must rise, small ones stop at 0.", "5.25"),
        Misconception("half-threshold", lambda a, t: soft_threshold(a, t / 2),
                      "The threshold is t/2: the half belongs to the square that is minimised, not to t.", "5.25"),
        Misconception("times-a", lambda a, t: a * np.maximum(np.abs(a) - t, 0.0),
                      "What is left of the magnitude was multiplied by a: its sign is enough.", "5.25"),
        Misconception("threshold-of-the-norm", whole_block,
                      "All entries shrink by one factor, that of their norm: each entry is thresholded alone.", "5.25"),
        Misconception("relative-shrinking", lambda a, t: a * np.maximum(1 - t, 0.0),
                      "Every entry is multiplied by 1 - t: the step towards 0 is t, whatever the entry.", "5.25"),
        returns_argument(0, "a", "5.25"),
        returns_zeros(soft_threshold, "5.25"),
    ),
)  # fmt: skip
