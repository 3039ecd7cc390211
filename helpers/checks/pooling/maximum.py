"""max_pool, equations (4.9) and (4.10); at a tie the first in row order has the switch."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import tied_maps
from helpers.checks.pooling.mistakes import (
    column_order,
    every,
    folded,
    largest_magnitude,
    last,
    rows_for_columns,
    switches_by,
    window_maximum,
)
from helpers.operations.pooling import max_pool, mean_pool, routed


def switched_by(choose):
    """The right maxima with other switches."""
    return lambda x, s: (window_maximum(x, s), switches_by(x, s, choose))


def chosen_by(choose):
    """The entry that choose(window) picks, and its switch."""

    def pool(x, s):
        switches = switches_by(x, s, choose)
        return routed(x, switches, s), switches

    return pool


def from_zero(x, s):
    y, switches = max_pool(x, s)
    return np.maximum(y, 0.0), switches


def misplaced(corner):
    """The right maxima; switches at corner(m, n, s) plus the place in the window, corner (s m, s n) being right."""

    def pool(x, s):
        switches = np.zeros(x.shape, bool)
        for m, n in np.ndindex(x.shape[0] // s, x.shape[1] // s):
            p, q = divmod(int(np.argmax(x[s * m : s * m + s, s * n : s * n + s])), s)
            row, column = corner(m, n, s)
            switches[row + p, column + q] = True
        return window_maximum(x, s), switches

    return pool


def places(x, s):
    """Which entry of its window wins, counted from 0, for a switch."""
    views = [x[p::s, q::s] for p in range(s) for q in range(s)]
    return window_maximum(x, s), np.argmax(views, axis=0)


MAX_POOL = Exercise(
    "max_pool", "max_pool(x, s)", tied_maps, max_pool,
    (
        Misconception("starts-at-zero", from_zero,
                      "A window of negative numbers gives 0: the maximum starts at 0 instead of at the window's own "
                      "entries.", "4.9"),
        Misconception("last-at-a-tie", switched_by(last),
                      "At a tie the last entry in row order has the switch; the first has it.", "4.10"),
        Misconception("column-order", switched_by(column_order),
                      "At a tie you take the first entry going down the columns; row order is meant.", "4.10"),
        Misconception("every-entry-at-a-tie", switched_by(every),
                      "At a tie all largest entries have a switch; each window has exactly one.", "4.10"),
        Misconception("rows-for-columns", switched_by(rows_for_columns),
                      "In your switches row and column of the place in a window are exchanged; the maxima are right.",
                      "4.10"),
        Misconception("place-not-moved", misplaced(lambda m, n, s: (0, 0)),
                      "A switch's place is counted inside its window: add where the window begins.", "4.10"),
        Misconception("window-number-added", misplaced(lambda m, n, s: (m, n)),
                      "Your switches add the number of the window to the place in it: window (m, n) begins at "
                      "(s*m, s*n).", "4.10"),
        Misconception("largest-magnitude", chosen_by(largest_magnitude),
                      "Your entries are the furthest from zero; the maximum has a sign.", "4.9"),
        Misconception("minimum", chosen_by(np.argmin), "Your entries are the smallest of each window.", "4.9"),
        Misconception("mean-for-max", lambda x, s: (mean_pool(x, s), max_pool(x, s)[1]),
                      "Your y is the mean of each window; the switches are right.", "4.9"),
        Misconception("folded-without-windows", lambda x, s: (folded(x, s).max(axis=2), max_pool(x, s)[1]),
                      "A reshape takes the s*s entries that follow each other in row order; a window's rows stand "
                      "W apart.", "4.9"),
        Misconception("places-for-switches", places,
                      "You return which entry of each window wins; switches are a map of booleans like x.", "4.10"),
        Misconception("switches-as-numbers", lambda x, s: (max_pool(x, s)[0], max_pool(x, s)[1].astype(float)),
                      "The switches are numbers; booleans are meant.", "4.10"),
        Misconception("switches-missing", lambda x, s: max_pool(x, s)[0],
                      "Only y came back; the switches are the second result.", "4.10"),
        Misconception("order-exchanged", lambda x, s: max_pool(x, s)[::-1],
                      "The results are in the order (switches, y); (y, switches) is meant.", "4.10"),
        returns_argument(0, "x", "4.9"),
        returns_zeros(max_pool, "4.9"),
    ),
)  # fmt: skip
