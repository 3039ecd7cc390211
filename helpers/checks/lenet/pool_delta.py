"""repaired_pool_delta, equation (8.9): on maps of real digits, where the background ties."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_zeros
from helpers.checks.lenet import backward as wrong
from helpers.checks.lenet.cases import SMALL, random_params, small_digits
from helpers.operations.image_batches import convolve, max_pool, max_pool_delta, relu


def cases(rng):
    """Maps of digits whose background is one number, ties of integers, windows of two and three."""
    found = []
    for shape, shapes in SMALL:
        params = random_params(rng, shapes)
        x = relu(convolve(small_digits(rng, 2, shape)[0][:, None], params["k1"], 0.3 + np.abs(params["b1"])))
        found.append((normal(rng, *max_pool(x, 2).shape), x, 2))
    few = rng.integers(0, 3, (2, 2, 6, 9)).astype(float)
    return [*found, (normal(rng, 2, 2, 2, 3), few, 3)]


def tie_shared(d, x, s):
    full = wrong.everywhere(d, x, s)
    mask = x == wrong.everywhere(max_pool(x, s), x, s)
    blocks = mask.reshape(*x.shape[:2], x.shape[2] // s, s, x.shape[3] // s, s)
    return full * mask / wrong.everywhere(blocks.sum(axis=(3, 5)), x, s)


def column_first(d, x, s):
    """At a tie the first entry in column order gets d."""
    return max_pool_delta(d.swapaxes(2, 3), x.swapaxes(2, 3), s).swapaxes(2, 3).copy()


def paid_again(d, x, s):
    """What is left counts down from d at every place, not from what was left before."""
    left, largest, dx = d, max_pool(x, s), np.zeros(x.shape)
    for p, q in np.ndindex(s, s):
        wins = x[:, :, p::s, q::s] == largest
        dx[:, :, p::s, q::s] = left * wins
        left = d * ~wins
    return dx


REPAIRED_POOL_DELTA = Exercise(
    "repaired_pool_delta", "repaired_pool_delta(d, x, s)", cases, max_pool_delta,
    (
        Misconception("still-paid-twice", wrong.equality_mask,
                      "Every entry that equals the maximum still gets the whole delta.", "8.9"),
        Misconception("tie-shared", tie_shared,
                      "At a tie delta is shared; the sum is right, but the first entry in row order gets it all "
                      "here.", "8.9"),
        Misconception("last-of-a-tie", wrong.last_wins,
                      "At a tie the last entry of the window gets delta; the convention here is the first.", "8.9"),
        Misconception("column-first", column_first,
                      "At a tie the first entry in column order gets delta; the convention here is row order.", "8.9"),
        Misconception("paid-again", paid_again,
                      "After an entry that lost, a later one is paid again: once delta is given, nothing is left.",
                      "8.9"),
        Misconception("spread-over-the-window", wrong.spread,
                      "Delta is shared out equally in each window, as behind a mean.", "8.9"),
        Misconception("upsampled-only", wrong.everywhere, "Every entry of a window gets delta.", "8.9"),
        returns_zeros(max_pool_delta, "8.9"),
    ),
)  # fmt: skip
