"""Cases of the lesson: maps, windows and layers that hide no mistake.

Sizes are not square, so that exchanged axes show; a square map, windows of 1 x 1 and a window as large as
its map are there as well. Ties stand only where the contract says who wins them: where switches are asked for, and
in one map with overlapping windows.
"""

import numpy as np

from helpers.checks.engine.generic import normal, view

SIZES = [  # pooled map, s
    ((1, 2), 2),
    ((2, 3), 2),
    ((3, 2), 3),
    ((2, 2), 2),
    ((3, 5), 1),
    ((2, 1), 4),
    ((1, 1), 3),
]
LAYERS = [  # maps, pooled map, s
    (2, (2, 3), 2),
    (3, (3, 2), 2),
    (3, (2, 3), 3),
    (1, (2, 1), 2),
    (4, (3, 2), 1),
    (4, (3, 2), 2),
]
OVERLAPS = [  # map, size, stride
    ((5, 6), 3, 2),
    ((4, 5), 2, 1),
    ((6, 5), 3, 1),
    ((7, 8), 2, 3),
    ((4, 6), 2, 2),
    ((3, 3), 3, 1),
]


def maps(rng):
    """(x, s) pairs without ties; one map is negative throughout, the last one a view that is not contiguous."""
    pairs = [(normal(rng, m * s, n * s), s) for (m, n), s in SIZES]
    return [*pairs, (-0.1 - abs(normal(rng, 4, 6)), 2), (view(rng, 6, 4), 2)]


def deltas(rng):
    """(d, s) pairs with d of the size of a pooled map."""
    return [(normal(rng, *size), s) for size, s in SIZES] + [(view(rng, 2, 4), 3)]


def tied_map(rng):
    """A (6, 4) map of few values with ties of two, three and four entries in windows of 2 x 2."""
    x = rng.integers(-3, 1, (6, 4)) / 2
    x[:2, :2] = [[-1.5, -0.5], [-0.5, -1.5]]
    x[:2, 2:] = -0.5
    x[2:4, :2] = [[-1.5, -0.5], [-0.5, -0.5]]
    x[2:4, 2:] = [[-2.5, -1.0], [-2.5, -1.5]]
    return x


def tied_maps(rng):
    """The maps without ties, and two with them."""
    wide = np.round(2 * normal(rng, 6, 9)) / 2
    wide[:3, :3] = -0.5
    return [*maps(rng), (tied_map(rng), 2), (wide, 3)]


def with_delta(pairs, rng):
    """(d, x, s) for pairs (x, s)."""
    return [(normal(rng, x.shape[0] // s, x.shape[1] // s), x, s) for x, s in pairs]


def overlaps(rng):
    """(d, x, size, stride): every entry of a map is another number.

    Where windows overlap, an entry that lies in several of them is the largest of them all. The last map
    has ties: in row order, and across, where the first going down the columns is another entry.
    """
    found = []
    for (height, width), size, stride in OVERLAPS:
        x = rng.permutation(height * width).reshape(height, width) / 7 - 2.0
        x[min(2, height - 2), 2] = 9.0 + rng.random()
        found.append((x, size, stride))
    found.append((view(rng, 5, 6), 2, 1))
    tied = rng.integers(-3, 0, (5, 7)) / 2
    tied[:3, :3] = [[-1.5, -0.5, -1.5], [-0.5, -1.5, -0.5], [-1.5, -0.5, -1.5]]
    found.append((tied, 3, 2))
    return [
        (normal(rng, *(1 + (n - size) // stride for n in x.shape)), x, size, stride)
        for x, size, stride in found
    ]


def layers(rng):
    """Dicts of x, beta, b, s, delta, u_prev.

    Some have as many maps as rows or columns, pooled or not: then a beta on the wrong axis raises no error.
    """
    found = []
    for number, (count, (m, n), s) in enumerate(LAYERS):
        make = view if number == 1 else normal
        found.append({
            "x": make(rng, count, m * s, n * s),
            "beta": normal(rng, count),
            "b": normal(rng, count),
            "s": s,
            "delta": make(rng, count, m, n),
            "u_prev": make(rng, count, m * s, n * s),
        })  # fmt: skip
    return found


def pick(*names):
    """cases(rng) that hands over these entries of every layer as one tuple of arguments."""

    def cases(rng):
        return [tuple(layer[name] for name in names) for layer in layers(rng)]

    return cases
