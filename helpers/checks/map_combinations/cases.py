"""Cases of the lesson: weights, maps and layers that hide no mistake.

As many outputs as inputs hides an exchange of the two, so the numbers differ but for one case; a single
input map, which has weight 1 whatever its c, is there as well.
"""

import numpy as np

from helpers.checks.engine.generic import normal, view
from helpers.operations.combination import map_weights

WEIGHTS = [(3, 2), (2, 4), (3, 3), (1, 2), (5, 1), (8, 3)]
LAYERS = [  # inputs, outputs, map, kernel
    (3, 2, (5, 4), (2, 3)),
    (2, 3, (4, 6), (3, 2)),
    (3, 3, (5, 5), (2, 2)),
    (1, 2, (4, 3), (1, 1)),
    (4, 1, (4, 5), (2, 1)),
]


def latent_weights(rng):
    """(I, J) arrays of latent weights, the last one a view that is not contiguous."""
    return [*(normal(rng, *shape) for shape in WEIGHTS), view(rng, 4, 3)]


def far_latent_weights(rng):
    """Latent weights of +-1000: far apart in a column, far down in a whole column, and close together up there."""
    near = rng.standard_normal(3)
    far = np.array([[1e3, -1e3, -1e3], [-1e3, -1e3, 1e3], [999.0, -1e3, -1e3], [-1e3, -1e3, -1e3]])
    return [np.stack([near + 1e3, near - 1e3], axis=1), far]


def softmax_weights(rng):
    """Column-wise softmax weights; the last two arrays have weights of exactly 0, a uniform column and a single map."""
    drawn = [map_weights(c) for c in latent_weights(rng)]
    found = np.array([[0.5, 0.25, 0.0], [0.25, 0.25, 1.0], [0.25, 0.25, 0.0], [0.0, 0.25, 0.0]])
    sparse = map_weights(normal(rng, 4, 3) + np.array([[0.0], [-1e3], [0.0], [0.0]]))
    return [*drawn, found[rng.permutation(4)], sparse]


def strength(rng):
    """A strength of a penalty, none near 0 or 1."""
    return float(rng.uniform(1.3, 2.4))


def layers(rng):
    """Dicts of x, k, c, b, delta, alpha and of z, the convolved maps; the second of views."""
    found = []
    for number, (inputs, outputs, size, kernel) in enumerate(LAYERS):
        make = view if number == 1 else normal
        out = [n - m + 1 for n, m in zip(size, kernel, strict=True)]
        found.append({
            "x": make(rng, inputs, *size),
            "k": make(rng, inputs, *kernel),
            "c": make(rng, inputs, outputs),
            "b": normal(rng, outputs),
            "delta": make(rng, outputs, *out),
            "z": make(rng, inputs, *out),
        })  # fmt: skip
    return found


def pick(*names):
    """cases(rng) that hands over these entries of every layer as one tuple of arguments."""

    def cases(rng):
        return [tuple(layer[name] for name in names) for layer in layers(rng)]

    return cases


def jacobian(alpha):
    """The softmax's matrix d alpha_k / d c_i of one column (5.6); alpha (I,) -> (I, I)."""
    return np.diag(alpha) - np.outer(alpha, alpha)


def through_softmax(alpha, dalpha):
    """dE/dc column by column, from dE/dalpha by the whole matrix (5.7); both (I, J)."""
    columns = [jacobian(a) @ d for a, d in zip(alpha.T, dalpha.T, strict=True)]
    return np.stack(columns, axis=1)
