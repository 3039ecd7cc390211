"""max_pool_fast_delta, equations (7.14) and (7.15): checked where entries tie, on digits among others."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.vectorisation.cases import routed
from helpers.checks.vectorisation.trusted import blocks, route
from helpers.operations.pooling import windows


def highest(x, s):
    """The maximum of its window at every entry."""
    return blocks(windows(x, s, s).max(axis=(-2, -1)), s)


def all_winners(d, x, s):
    return blocks(d, s) * (x == highest(x, s))


def shared(d, x, s):
    ties = (x == highest(x, s)).astype(float)
    return blocks(d, s) * ties / blocks(windows(ties, s, s).sum(axis=(-2, -1)), s)


def last_wins(d, x, s):
    return route(d[..., ::-1, ::-1], x[..., ::-1, ::-1], s)[..., ::-1, ::-1].copy()


def forgets_what_was_paid(d, x, s):
    """l_{t+1} = d - dx_t in place of l_t - dx_t."""
    left, dx, y = d, np.zeros(x.shape), windows(x, s, s).max(axis=(-2, -1))
    for p, q in np.ndindex(s, s):
        dx[:, :, p::s, q::s] = left * (x[:, :, p::s, q::s] == y)
        left = d - dx[:, :, p::s, q::s]
    return dx


def first_column_wins(d, x, s):
    return route(d.swapaxes(2, 3), x.swapaxes(2, 3), s).swapaxes(2, 3).copy()


def row_then_column(d, x, s):
    """Every row that holds the maximum gets d, at its first place: paid once a row."""
    dx = np.zeros(x.shape)
    for p in range(s):
        row = x[:, :, p::s]
        here = np.stack([row[..., q::s] for q in range(s)])
        wins = here == highest(x, s)[:, :, ::s, ::s]
        for q in range(s):
            dx[:, :, p::s, q::s] = d * (wins[q] & ~wins[:q].any(axis=0))
    return dx


MAX_POOL_FAST_DELTA = Exercise(
    "max_pool_fast_delta", "max_pool_fast_delta(d, x, s)", routed, route,
    (
        Misconception("paid-at-every-tie", all_winners,
                      "Every entry that equals the maximum gets the whole delta; where entries tie, one gets it.",
                      "7.15"),
        Misconception("paid-once-a-row", row_then_column,
                      "At a tie between rows of a window each of them gets delta; one entry of the window gets it.",
                      "7.15"),
        Misconception("paid-again", forgets_what_was_paid,
                      "After an entry that lost, a later one is paid again: what is left counts down from what was "
                      "left before, not from d.", "7.15"),
        Misconception("shared-at-a-tie", shared,
                      "At a tie delta is shared; here the first entry in row order gets it all.", "7.15"),
        Misconception("last-of-a-tie", last_wins,
                      "At a tie the last entry of the window gets delta; here it is the first in row order.", "7.15"),
        Misconception("first-column-of-a-tie", first_column_wins,
                      "At a tie your function takes the first column; here it is the first in row order.", "7.15"),
        Misconception("everywhere", lambda d, x, s: blocks(d, s),
                      "Every entry of a window gets delta: only the winner acted on y.", "7.14"),
        Misconception("spread", lambda d, x, s: blocks(d, s) / s**2,
                      "Delta is shared out over the window as for the mean.", "7.14"),
        Misconception("losers", lambda d, x, s: blocks(d, s) * (x != highest(x, s)),
                      "The losers get delta and the winner nothing.", "7.14"),
        Misconception("delta-ignored", lambda d, x, s: route(np.ones(d.shape), x, s),
                      "Your result is 1 at the winners: delta is missing.", "7.14"),
        Misconception("times-the-maximum", lambda d, x, s: route(d, x, s) * x,
                      "You multiplied by x at the winner: the derivative there is 1.", "7.14"),
        returns_argument(0, "d", "7.14"),
        returns_zeros(route, "7.14"),
    ),
)  # fmt: skip
