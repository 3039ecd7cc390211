"""max_pool_delta, equation (4.12): delta goes where the switches point.

The planted bug of the lesson, a mask filled in row order, has the same contract and the same catalogue.
"""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import maps, with_delta
from helpers.checks.pooling.mistakes import in_row_order, spread_first, tiled
from helpers.gradcheck import vjp
from helpers.operations.pooling import max_pool, routed, upsample


def cases(rng):
    """(d, switches, s) with the switches of maps without ties."""
    return [(d, max_pool(x, s)[1], s) for d, x, s in with_delta(maps(rng), rng)]


def expected(d, switches, s):
    """The numerical derivative of what fixed switches let through: linear, a step of 1 is exact."""
    return vjp(lambda x: routed(x, switches, s), np.zeros(switches.shape), d, eps=1.0)


CATALOGUE = (
    Misconception("masked-in-row-order", lambda d, switches, s: in_row_order(d, switches),
                  "dx[switches] = ... fills the True entries in row order of the whole map; the windows of one "
                  "row of d are mixed up by it.", "4.12"),
    Misconception("everywhere", lambda d, switches, s: upsample(d, s),
                  "Every entry of a window gets delta: only the winner acted on y.", "4.11"),
    Misconception("shared-like-the-mean", lambda d, switches, s: upsample(d, s) / s**2,
                  "Delta is shared out as for the mean; here the winner gets all of it.", "4.11"),
    Misconception("divided-at-the-switch", lambda d, switches, s: upsample(d, s) * switches / s**2,
                  "You divided by s*s as for the mean: the winner gets all of delta.", "4.11"),
    Misconception("kron-arguments-exchanged", lambda d, switches, s: tiled(d, s) * switches,
                  "The switches meet the deltas of other windows: d is repeated as a whole, not entry by entry.",
                  "4.3"),
    Misconception("masked-in-column-order", lambda d, switches, s: in_row_order(d.T, switches),
                  "dx[switches] = ... fills the True entries in row order of the whole map; the columns of d follow "
                  "each other in another order.", "4.12"),
    Misconception("first-entry-only", lambda d, switches, s: spread_first(d, s),
                  "The first entry of each window gets delta, whoever won.", "4.12"),
    Misconception("losers", lambda d, switches, s: upsample(d, s) * ~switches,
                  "The losers get delta and the winner nothing.", "4.11"),
    Misconception("delta-ignored", lambda d, switches, s: switches.astype(float),
                  "Your result is 1 at the winners: delta is missing.", "4.12"),
    Misconception("one-delta-for-all", lambda d, switches, s: switches * d.sum(),
                  "Every winner gets the sum of delta: each gets that of its own window.", "4.12"),
    returns_argument(0, "d", "4.12"),
    returns_zeros(expected, "4.12"),
)  # fmt: skip

MAX_POOL_DELTA = Exercise("max_pool_delta", "max_pool_delta(d, switches, s)", cases, expected, CATALOGUE)
REPAIRED_SWITCH_DELTA = Exercise(
    "repaired_switch_delta", "repaired_switch_delta(d, switches, s)", cases, expected, CATALOGUE
)
