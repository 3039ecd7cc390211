"""Cases of the lesson: networks and batches that hide no mistake.

Layers of different widths, so that a missing transposition shows; one network with equal widths, where
it shows in the numbers only; one example and many; non-contiguous views.
"""

import numpy as np

from helpers.checks.engine.generic import normal, view
from helpers.operations.mlp import forward

NETWORKS = [  # examples, widths from input to output
    (1, (2, 3, 2)),
    (5, (3, 4, 2)),
    (3, (4, 2, 3, 2)),
    (4, (3, 3, 3)),
    (2, (3, 2)),
]
VIEWED = 2


def networks(rng):
    """Dicts of x (N, D0), t (N, DL), weights and biases (lists); one of them of views."""
    found = []
    for number, (count, widths) in enumerate(NETWORKS):
        make = view if number == VIEWED else normal
        pairs = list(zip(widths[1:], widths[:-1], strict=True))
        found.append({
            "x": make(rng, count, widths[0]),
            "t": make(rng, count, widths[-1]),
            "weights": [make(rng, *shape) / np.sqrt(shape[1]) for shape in pairs],
            "biases": [0.5 * normal(rng, width) for width in widths[1:]],
        })  # fmt: skip
    return found


def pick(*names):
    """cases(rng) that hands over these entries of every network as one tuple of arguments."""

    def cases(rng):
        return [tuple(net[name] for name in names) for net in networks(rng)]

    return cases


def nets_with(*extras):
    """cases(rng): every network's x, t, weights, biases, and in turn one of the extras, a tuple, behind them."""

    def cases(rng):
        nets = pick("x", "t", "weights", "biases")(rng)
        return [(*net, *extras[n % len(extras)]) for n, net in enumerate(nets)]

    return cases


def outputs_and_targets(rng):
    """(u, t) of the last layers, and a pair far out where f' is small."""
    pairs = [(forward(n["x"], n["weights"], n["biases"])[0][-1], n["t"]) for n in networks(rng)]
    return [*pairs, (3 * normal(rng, 6, 4), np.sign(normal(rng, 6, 4))), (view(rng, 3, 1), view(rng, 3, 1))]


def layers_between(rng):
    """(delta_next (N, J), W_next (J, I), u (N, I)), J unlike I except once."""
    sizes = [(1, 2, 3), (5, 3, 4), (4, 3, 3), (3, 4, 2)]
    found = [(normal(rng, n, j), normal(rng, j, i), 1.5 * normal(rng, n, i)) for n, j, i in sizes]
    return [*found, (view(rng, 2, 3), view(rng, 3, 5), view(rng, 2, 5))]


def deltas_and_inputs(rng):
    """(delta (N, J), x_prev (N, I)), one example, many, equal widths, views."""
    sizes = [(1, 2, 3), (5, 3, 4), (3, 3, 3), (4, 1, 2), (2, 4, 3)]
    found = [(normal(rng, n, j), normal(rng, n, i)) for n, j, i in sizes]
    return [*found, (view(rng, 4, 3), view(rng, 4, 2))]
