"""mean_pool, equation (4.1)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import maps
from helpers.checks.pooling.mistakes import folded, window_maximum
from helpers.operations.pooling import mean_pool, upsample, windows


def rows_only(x, s):
    return x.reshape(-1, s, x.shape[1]).mean(axis=1)


def split(x, s, axes):
    """The mean of x.reshape(H/s, s, W/s, s) over two of its axes; (1, 3) is right."""
    return x.reshape(x.shape[0] // s, s, x.shape[1] // s, s).mean(axis=axes)


def place_before_window(x, s):
    """The mean of entries that stand H/s rows and W/s columns apart."""
    return x.reshape(s, x.shape[0] // s, s, x.shape[1] // s).mean(axis=(0, 2))


def corner_not_moved(x, s):
    """Windows (m, n) that begin at (m, n), as many as pooled entries."""
    height, width = (n // s for n in x.shape)
    return windows(x, s, 1).mean(axis=(-2, -1))[:height, :width].copy()


def over_windows(x, s):
    """The mean over windows of the entries that stand at the same place in them."""
    return split(x, s, (0, 2))


MEAN_POOL = Exercise(
    "mean_pool", "mean_pool(x, s)", maps, mean_pool,
    (
        Misconception("sum-for-mean", lambda x, s: mean_pool(x, s) * s**2,
                      "Your result is the sum over each window; the mean divides it by s*s.", "4.1"),
        Misconception("divided-by-s", lambda x, s: mean_pool(x, s) * s,
                      "You divided the sum by s: a window has s*s entries.", "4.1"),
        Misconception("max-for-mean", window_maximum, "You took the largest of each window, not the mean.", "4.1"),
        Misconception("every-sth-entry", lambda x, s: x[::s, ::s],
                      "You kept one entry of each window and dropped the others.", "4.1"),
        Misconception("windows-step-by-one", lambda x, s: windows(x, s, 1).mean(axis=(-2, -1)),
                      "Your windows step by one entry: the next one begins s further on.", "4.1"),
        Misconception("corner-not-moved", corner_not_moved,
                      "Your window (m, n) begins at row m and column n: it begins at row s*m and column s*n.", "4.1"),
        Misconception("place-before-window", place_before_window,
                      "Your reshape takes the place in the window for the slower index: in i = s*m + p it is the "
                      "faster one.", "4.1"),
        Misconception("whole-rows", lambda x, s: split(x, s, (2, 3)),
                      "Your mean runs over a whole row of the map; it runs over the rows and columns of one window.",
                      "4.1"),
        Misconception("rows-only", rows_only, "You averaged along one axis only.", "4.1"),
        Misconception("folded-without-windows", lambda x, s: folded(x, s).mean(axis=2),
                      "A reshape takes the s*s entries that follow each other in row order; a window's rows stand "
                      "W apart.", "4.1"),
        Misconception("averaged-over-windows", over_windows,
                      "You averaged over the windows; the mean is over the entries inside each window.", "4.1"),
        Misconception("size-kept", lambda x, s: upsample(mean_pool(x, s), s),
                      "Your result has the size of x: a pooled map has one entry for each window.", "4.1"),
        Misconception("transposed", lambda x, s: mean_pool(x, s).T.copy(),
                      "Your result is transposed: rows and columns are exchanged.", "4.1"),
        Misconception("mean-of-everything", lambda x, s: np.full_like(mean_pool(x, s), x.mean()),
                      "Every entry is the mean of the whole map.", "4.1"),
        returns_argument(0, "x", "4.1"),
        returns_zeros(mean_pool, "4.1"),
    ),
)  # fmt: skip
