"""mean_pool_delta, equation (4.6)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import deltas
from helpers.checks.pooling.mistakes import repeated_flat, spread_first, tiled
from helpers.gradcheck import vjp
from helpers.operations.pooling import mean_pool, upsample


def expected(d, s):
    """The numerical derivative of mean_pool, which is linear: a step of 1 is exact."""
    x = np.zeros([n * s for n in d.shape])
    return vjp(lambda x: mean_pool(x, s), x, d, eps=1.0)


MEAN_POOL_DELTA = Exercise(
    "mean_pool_delta", "mean_pool_delta(d, s)", deltas, expected,
    (
        Misconception("not-divided", upsample,
                      "Every entry of a window gets all of delta: the sum of delta grows by s*s.", "4.6"),
        Misconception("divided-by-s", lambda d, s: upsample(d, s) / s,
                      "You divided by s: a window has s*s entries to share delta.", "4.6"),
        Misconception("divided-by-four", lambda d, s: upsample(d, s) / 4,
                      "You divided by 4: that is s*s for s = 2 only.", "4.6"),
        Misconception("divided-by-the-map", lambda d, s: upsample(d, s) / d.size,
                      "You divided by the number of windows: a delta is shared among the entries of one window.",
                      "4.6"),
        Misconception("divided-twice", lambda d, s: upsample(d, s) / s**4,
                      "You divided by s*s twice.", "4.6"),
        Misconception("multiplied", lambda d, s: upsample(d, s) * s**2,
                      "You multiplied by s*s where delta is shared out.", "4.6"),
        Misconception("kron-arguments-exchanged", lambda d, s: tiled(d, s) / s**2,
                      "Your shares are right and stand in the wrong windows: the whole map is repeated.", "4.3"),
        Misconception("first-entry-only", spread_first,
                      "The first entry of each window gets all of delta: all entries took part in the mean.", "4.5"),
        Misconception("repeated-flat", lambda d, s: repeated_flat(d, s) / s**2,
                      "Each entry was repeated s*s times in one line: a block has s rows and s columns.", "4.3"),
        Misconception("sum-of-map-shared", lambda d, s: np.full_like(upsample(d, s), d.sum() / (d.size * s**2)),
                      "The sum of delta is shared among all windows: each keeps its own.", "4.5"),
        Misconception("rows-only", lambda d, s: np.repeat(d, s, axis=0) / s**2, "Only the rows were repeated.", "4.3"),
        returns_argument(0, "d", "4.6"),
        returns_zeros(expected, "4.6"),
    ),
)  # fmt: skip
