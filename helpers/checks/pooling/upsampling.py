"""upsample, equation (4.3): the Kronecker product with a block of ones."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import deltas
from helpers.checks.pooling.mistakes import repeated_flat, spread_first, tiled


def expected(d, s):
    """Entry (i, j) is d[i // s, j // s]."""
    rows, columns = (np.arange(n * s) // s for n in d.shape)
    return d[np.ix_(rows, columns)]


UPSAMPLE = Exercise(
    "upsample", "upsample(d, s)", deltas, expected,
    (
        Misconception("kron-arguments-exchanged", tiled,
                      "Your result repeats the whole map: the entries of kron's first argument become blocks.",
                      "4.3"),
        Misconception("rows-only", lambda d, s: np.repeat(d, s, axis=0), "Only the rows were repeated.", "4.3"),
        Misconception("columns-only", lambda d, s: np.repeat(d, s, axis=1), "Only the columns were repeated.", "4.3"),
        Misconception("repeated-flat", repeated_flat,
                      "Each entry was repeated s*s times in one line: a block has s rows and s columns.", "4.3"),
        Misconception("repeated-without-axis", lambda d, s: np.repeat(np.repeat(d, s), s),
                      "Without an axis, np.repeat flattens the map first.", "4.3"),
        Misconception("zeros-between", spread_first,
                      "Each entry stands at one corner of its block with zeros around; it belongs to the whole block.",
                      "4.3"),
        Misconception("divided", lambda d, s: expected(d, s) / s**2,
                      "You divided by s*s: that belongs to the mean's delta, not to upsample.", "4.3"),
        Misconception("transposed", lambda d, s: expected(d, s).T.copy(),
                      "Your result is transposed: rows and columns are exchanged.", "4.3"),
        Misconception("one-axis-twice", lambda d, s: np.repeat(d, s * s, axis=0),
                      "The same axis was repeated twice.", "4.3"),
        returns_argument(0, "d", "4.3"),
        returns_zeros(expected, "4.3"),
    ),
)  # fmt: skip
