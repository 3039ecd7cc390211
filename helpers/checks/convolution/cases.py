"""Cases of the lesson: maps, kernels and layers that hide no mistake.

Sizes are not square and kernels not symmetric, so that a transposition or a missing flip shows;
a square pair, a 1x1 kernel and a kernel as large as its map are there as well.
"""

import numpy as np

from helpers.checks.engine.generic import normal, view

SIZES = [  # map, kernel
    ((3, 3), (2, 2)),
    ((5, 4), (2, 3)),
    ((4, 7), (3, 2)),
    ((5, 5), (3, 3)),
    ((4, 5), (1, 1)),
    ((3, 5), (1, 4)),
    ((4, 3), (4, 3)),
]
LAYERS = [  # inputs, outputs, map, kernel
    (2, 3, (5, 4), (2, 3)),
    (3, 2, (4, 6), (3, 2)),
    (3, 3, (5, 5), (2, 2)),
    (1, 2, (4, 3), (1, 1)),
    (4, 3, (4, 5), (2, 1)),
]


def maps_and_kernels(rng):
    """(x, k) pairs; the last one again as views that are not contiguous."""
    pairs = [(normal(rng, *size), normal(rng, *kernel)) for size, kernel in SIZES]
    return [*pairs, (view(rng, 6, 5), view(rng, 3, 2))]


def deltas_and_kernels(rng):
    """(delta, k) pairs with delta of the size of conv2_valid(x, k)."""
    return [(d, k) for d, k, _ in valid_triples(rng)]


def maps_and_deltas(rng):
    """(x, delta) pairs with delta of the size of conv2_valid(x, k)."""
    return [(x, d) for d, _, x in valid_triples(rng)]


def valid_triples(rng):
    triples = []
    for x, k in maps_and_kernels(rng):
        size = [n - m + 1 for n, m in zip(x.shape, k.shape, strict=True)]
        make = normal if x.flags.c_contiguous else view
        triples.append((make(rng, *size), k, x))
    return triples


def layers(rng):
    """Dicts of x, k, b, table, delta, u_prev; every table has a True and, beyond one input, a False."""
    found = []
    for number, (inputs, outputs, size, kernel) in enumerate(LAYERS):
        make = view if number == 1 else normal
        out = [n - m + 1 for n, m in zip(size, kernel, strict=True)]
        found.append({
            "x": make(rng, inputs, *size),
            "k": make(rng, inputs, outputs, *kernel),
            "b": normal(rng, outputs),
            "table": connection_table(rng, inputs, outputs),
            "delta": make(rng, outputs, *out),
            "u_prev": make(rng, inputs, *size),
        })  # fmt: skip
    found[-1]["table"][:, 0] = False
    return found


def connection_table(rng, inputs, outputs):
    """Random booleans with every input used, and an absent connection wherever two inputs exist."""
    table = rng.random((inputs, outputs)) < 0.6
    table[np.arange(inputs), rng.integers(0, outputs, inputs)] = True
    if inputs > 1:
        table[0, 0], table[1, 0], table[0, 1], table[1, 1] = False, True, True, False
    return table


def pick(*names):
    """cases(rng) that hands over these entries of every layer as one tuple of arguments."""

    def cases(rng):
        return [tuple(layer[name] for name in names) for layer in layers(rng)]

    return cases
