"""Batches that hide no mistake: images, maps, rows and columns differ in number, some arrays are views.

A square layer with as many outputs as inputs is there too, a 1 x 1 kernel, a kernel as large as its map,
and a single image, for which a wrong order of images and maps does not show.
"""

import numpy as np

from helpers.checks.engine.generic import normal, view
from helpers.data import load_digits

LAYERS = [  # images, input maps, output maps, (H, W), (kh, kw)
    (2, 3, 4, (5, 6), (3, 2)),
    (3, 2, 3, (6, 4), (2, 3)),
    (2, 2, 2, (5, 5), (3, 3)),
    (1, 3, 2, (4, 6), (2, 2)),
    (4, 1, 2, (4, 5), (1, 1)),
    (2, 2, 3, (3, 4), (3, 4)),
]
POOLED = [  # images, maps, pooled map, s
    (2, 3, (2, 3), 2),
    (3, 2, (3, 2), 3),
    (2, 2, (2, 2), 2),
    (1, 4, (3, 5), 1),
    (3, 1, (2, 1), 4),
    (2, 3, (1, 1), 3),
]


def layers(rng):
    """Dicts of x, k, b, delta of a convolutional layer, and the kernel's kh and kw."""
    found = []
    for number, (n, i, j, (h, w), (kh, kw)) in enumerate(LAYERS):
        make = view if number % 3 == 1 else normal
        found.append({
            "x": make(rng, n, i, h, w),
            "k": make(rng, j, i, kh, kw),
            "b": normal(rng, j),
            "delta": make(rng, n, j, h - kh + 1, w - kw + 1),
            "kh": kh,
            "kw": kw,
        })  # fmt: skip
    return found


def pick(*names):
    """cases(rng) that hands over these entries of every layer as one tuple of arguments."""

    def cases(rng):
        return [tuple(layer[name] for name in names) for layer in layers(rng)]

    return cases


def maps(rng):
    """(x, s) without ties; one batch is negative throughout, the last one a view that is not contiguous."""
    pairs = [(normal(rng, n, c, h * s, w * s), s) for n, c, (h, w), s in POOLED]
    return [*pairs, (-0.1 - abs(normal(rng, 2, 1, 4, 6)), 2), (view(rng, 2, 3, 6, 4), 2)]


def tied_maps(rng):
    """(x, s) with ties: few values, one constant batch, and digits, whose background ties in every window."""
    few = rng.integers(-2, 1, (2, 3, 6, 8)) / 2
    few[0, 0, :2, :4] = [[-1.0, -0.5, -0.5, -1.0], [-0.5, -1.0, -1.0, -0.5]]
    images, _ = load_digits("test")
    chosen = rng.choice(len(images), 3, replace=False)
    pixels = images[chosen, 4:24, 6:22].astype(float)[:, None] / 255
    wide = rng.integers(0, 3, (2, 2, 6, 9)).astype(float)
    return [(few, 2), (pixels, 2), (wide, 3), (np.full((2, 1, 4, 2), 0.5), 2)]


def deltas(rng):
    """(d, s) pairs with d of the size of pooled maps."""
    return [(normal(rng, n, c, *size), s) for n, c, size, s in POOLED] + [(view(rng, 2, 3, 2, 4), 3)]


def routed(rng):
    """(d, x, s) for maps without and with ties."""
    pairs = [*maps(rng), *tied_maps(rng)]
    return [(normal(rng, *x.shape[:2], x.shape[2] // s, x.shape[3] // s), x, s) for x, s in pairs]
