"""upsample_fast, equation (7.12)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.vectorisation.cases import deltas
from helpers.checks.vectorisation.trusted import blocks


def zeros_between(d, s):
    n, c, h, w = d.shape
    found = np.zeros((n, c, h * s, w * s))
    found[:, :, ::s, ::s] = d
    return found


def in_one_line(d, s):
    n, c, h, w = d.shape
    return d.repeat(s * s).reshape(n, c, h * s, w * s)


UPSAMPLE_FAST = Exercise(
    "upsample_fast", "upsample_fast(d, s)", deltas, blocks,
    (
        Misconception("tiled", lambda d, s: np.tile(d, (1, 1, s, s)),
                      "The whole map is repeated; each entry becomes a block.", "7.12"),
        Misconception("rows-only", lambda d, s: d.repeat(s, axis=2), "Only the rows were repeated.", "7.12"),
        Misconception("columns-only", lambda d, s: d.repeat(s, axis=3), "Only the columns were repeated.", "7.12"),
        Misconception("first-axes", lambda d, s: d.repeat(s, axis=0).repeat(s, axis=1),
                      "Images and maps were repeated; rows and columns are the last two axes.", "7.12"),
        Misconception("maps-repeated", lambda d, s: d.repeat(s, axis=1).repeat(s, axis=2),
                      "Maps and rows were repeated; rows and columns are the last two axes.", "7.12"),
        Misconception("repeated-flat", in_one_line,
                      "Each entry was repeated s*s times in one line: a block has s rows and s columns.", "7.12"),
        Misconception("zeros-between", zeros_between,
                      "Each entry stands at the corner of its block with zeros around; the block is filled.", "7.12"),
        Misconception("divided", lambda d, s: blocks(d, s) / s**2,
                      "You divided by s*s: that belongs to the mean's delta.", "7.12"),
        returns_argument(0, "d", "7.12"),
        returns_zeros(blocks, "7.12"),
    ),
)  # fmt: skip
