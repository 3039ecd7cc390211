"""max_pool_fast, equation (7.11)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.vectorisation.cases import maps, tied_maps
from helpers.operations.pooling import windows


def cases(rng):
    return [*maps(rng), *tied_maps(rng)[:2]]


def expected(x, s):
    """The maximum of each window of lesson 04."""
    return windows(x, s, s).max(axis=(-2, -1))


def wrong_blocks(x, s):
    n, c, h, w = x.shape
    return x.reshape(n, c, s, h // s, s, w // s).max(axis=(2, 4))


def runs(x, s):
    n, c, h, w = x.shape
    return x.reshape(n, c, h // s, w // s, s * s).max(axis=-1)


MAX_POOL_FAST = Exercise(
    "max_pool_fast", "max_pool_fast(x, s)", cases, expected,
    (
        Misconception("blocks-exchanged", wrong_blocks,
                      "Your windows gather pixels far apart: split H into (H/s, s), not (s, H/s).", "7.11"),
        Misconception("runs-in-memory", runs,
                      "Your windows are runs of s*s numbers in memory; split H into (H/s, s) and W into (W/s, s).",
                      "7.11"),
        Misconception("starts-at-zero", lambda x, s: np.maximum(expected(x, s), 0),
                      "Windows of negative numbers come out as 0: start from the first entry, not from zeros.", "7.11"),
        Misconception("rows-only", lambda x, s: np.max([x[:, :, p::s, ::s] for p in range(s)], axis=0),
                      "Only the first column of each window is looked at.", "7.11"),
        Misconception("columns-only", lambda x, s: np.max([x[:, :, ::s, q::s] for q in range(s)], axis=0),
                      "Only the first row of each window is looked at.", "7.11"),
        Misconception("diagonal-only", lambda x, s: np.max([x[:, :, p::s, p::s] for p in range(s)], axis=0),
                      "Only the diagonal of each window is looked at: two offsets, p and q, run on their own.", "7.11"),
        Misconception("first-entry", lambda x, s: x[:, :, ::s, ::s].copy(),
                      "Your result is the first entry of each window.", "7.11"),
        Misconception("minimum", lambda x, s: -expected(-x, s), "Your result is the minimum.", "7.11"),
        Misconception("mean", lambda x, s: windows(x, s, s).mean(axis=(-2, -1)), "Your result is the mean.", "7.11"),
        Misconception("largest-by-size", lambda x, s: expected(abs(x), s),
                      "Your result is the largest absolute value.", "7.11"),
        Misconception("stride-one", lambda x, s: windows(x, s, 1).max(axis=(-2, -1)),
                      "Your windows move on by one pixel; they stand side by side.", "7.11"),
        Misconception("over-maps", lambda x, s: expected(x, s).max(axis=1, keepdims=True),
                      "The maximum was taken over the maps as well.", "7.11"),
        returns_argument(0, "x", "7.11"),
        returns_zeros(expected, "7.11"),
    ),
)  # fmt: skip
