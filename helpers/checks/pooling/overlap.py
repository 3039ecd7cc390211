"""max_pool_overlap_delta, equation (4.15): an entry may win in several windows."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import overlaps
from helpers.checks.pooling.mistakes import column_order, every, largest_magnitude, last
from helpers.gradcheck import vjp
from helpers.operations.pooling import winners


def expected(d, x, size, stride):
    """The numerical derivative of what the winners hand on: linear, a step of 1 is exact."""
    found = winners(x, size, stride)
    return vjp(lambda z: z.ravel()[found], np.zeros(x.shape), d, eps=1.0)


def scatter(choose=np.argmax, put=lambda window, share: window + share, step=None, share=lambda w, d: d):
    """(4.15) with a part exchanged.

    choose(window) -> flat index, or booleans; put(entries, share) -> their new values; step(size, stride)
    between windows; share(chosen, d).
    """

    def back(d, x, size, stride):
        dx, gap = np.zeros(x.shape), step(size, stride) if step else stride
        for (m, n), upstream in np.ndenumerate(d):
            area = (slice(m * gap, m * gap + size), slice(n * gap, n * gap + size))
            chosen = np.asarray(choose(x[area]))
            if chosen.dtype != bool:
                chosen = np.arange(x[area].size).reshape(x[area].shape) == chosen
            dx[area] = np.where(chosen, put(dx[area], share(chosen, upstream)), dx[area])
        return dx

    return back


def mean_of_hits(d, x, size, stride):
    hits = expected(np.ones_like(d), x, size, stride)
    return expected(d, x, size, stride) / np.maximum(hits, 1)


def placed(put, step=lambda size, stride: stride):
    """The loop of the hints, with place = divmod(argmax, size) written to put(corner, place, number of the window)."""

    def back(d, x, size, stride):
        dx, by = np.zeros(x.shape), step(size, stride)
        for number, upstream in np.ndenumerate(d):
            i, j = corner = by * np.array(number)
            place = divmod(int(np.argmax(x[i : i + size, j : j + size])), size)
            dx[tuple(put(corner, np.array(place), number))] += upstream
        return dx

    return back


def exchanged(d, x, size, stride):
    return scatter()(d, x, stride, size)


MAX_POOL_OVERLAP_DELTA = Exercise(
    "max_pool_overlap_delta", "max_pool_overlap_delta(d, x, size, stride)", overlaps, expected,
    (
        Misconception("assigned-not-added", scatter(put=lambda entry, share: share),
                      "An entry that wins in several windows keeps the delta written last: contributions are added "
                      "with +=, not set with =.", "4.15"),
        Misconception("first-window-only", scatter(put=lambda entry, share: np.where(entry == 0, share, entry)),
                      "An entry that wins in several windows keeps the first delta only: contributions are added.",
                      "4.15"),
        Misconception("mean-of-contributions", mean_of_hits,
                      "An entry that wins in several windows gets the mean of their deltas: it gets the sum.", "4.15"),
        Misconception("stride-ignored",
                      placed(lambda corner, place, number: corner + place, lambda size, stride: size),
                      "Your windows lie side by side: they begin at multiples of the stride, not of the size.", "4.14"),
        Misconception("stride-one", scatter(step=lambda size, stride: 1),
                      "Your windows step by one entry: they begin at multiples of the stride.", "4.14"),
        Misconception("size-and-stride-exchanged", exchanged, "Size and stride are exchanged.", "4.14"),
        Misconception("place-not-moved", placed(lambda corner, place, number: place),
                      "The winner's place is counted inside its window: add where the window begins.", "4.15"),
        Misconception("window-number-added", placed(lambda corner, place, number: place + number),
                      "You add the number of the window to the winner's place: window (m, n) begins at "
                      "(stride*m, stride*n).", "4.15"),
        Misconception("rows-for-columns", placed(lambda corner, place, number: corner + place[::-1]),
                      "Row and column of the winner's place in its window are exchanged.", "4.15"),
        Misconception("every-entry-at-a-tie", scatter(every),
                      "At a tie every largest entry gets the window's delta; the first in row order gets it.", "4.10"),
        Misconception("last-at-a-tie", scatter(last),
                      "At a tie the last largest entry in row order gets delta; the first gets it.", "4.10"),
        Misconception("column-order", scatter(column_order),
                      "At a tie you take the first entry going down the columns; row order is meant.", "4.10"),
        Misconception("largest-magnitude", scatter(largest_magnitude),
                      "Delta goes to the entry furthest from zero; the maximum has a sign.", "4.14"),
        Misconception("everywhere", scatter(lambda window: window == window),
                      "Every entry of a window gets delta: only the winner acted on y.", "4.11"),
        Misconception("shared-like-the-mean", scatter(lambda w: w == w, share=lambda chosen, d: d / chosen.size),
                      "Delta is shared out as for the mean: the winner gets all of it.", "4.11"),
        returns_argument(1, "x", "4.15"),
        returns_zeros(expected, "4.15"),
    ),
)  # fmt: skip
