"""The ladder of lesson 07: one convolutional layer there and back, from scalar loops to the final form, as ratios.

The layer is the second of the small LeNet, 6 maps of 12 x 12 to 16 maps by 5 x 5 kernels, in float32. A slow
form is run on few images and its time divided by their number.
"""

import time
from dataclasses import dataclass

import numpy as np

from helpers.operations import ladder as forms

MAPS_IN, MAPS_OUT, SIDE, KERNEL = 6, 16, 12, 5


@dataclass(frozen=True)
class Row:
    """One form: its name, how many images it was timed on, seconds an image, and how many times the final form's."""

    name: str
    images: int
    seconds: float
    ratio: float


def batch(images, seed=0, dtype=np.float32):
    """(x, k, b, delta) of the layer for so many images, the image first."""
    rng = np.random.default_rng(seed)
    out = SIDE - KERNEL + 1
    shapes = [(images, MAPS_IN, SIDE, SIDE), (MAPS_OUT, MAPS_IN, KERNEL, KERNEL), (MAPS_OUT,),
              (images, MAPS_OUT, out, out)]  # fmt: skip
    return tuple(rng.standard_normal(shape).astype(dtype) for shape in shapes)


def operations(images):
    """Multiplications and additions of the three products: u, dx and dk."""
    out = SIDE - KERNEL + 1
    return 3 * 2 * images * MAPS_OUT * out * out * MAPS_IN * KERNEL * KERNEL


def fastest(function, *arguments, repeats=5):
    """The shortest of `repeats` runs in seconds; what else the machine does only ever adds."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        function(*arguments)
        found.append(time.perf_counter() - start)
    return min(found)


def peak(dtype=np.float32, size=512, repeats=10):
    """Operations a second of a large square matrix product: the best that this machine's BLAS does."""
    a = np.ones((size, size), dtype)
    return 2 * size**3 / fastest(np.matmul, a, a, repeats=repeats)


def floor_seconds(dtype=np.float32):
    """Seconds an image that the layer's arithmetic takes at the peak, were there nothing else to do."""
    return operations(1) / peak(dtype)


def form_table(images):
    """[(name, function, images, arguments)], the slowest first; loops see one image."""
    one, many = batch(1), batch(images)
    x, k, b, delta = many
    last = forms.image_last(x), k, b, forms.image_last(delta)
    return [
        ("scalar loops", forms.scalar_loops, 1, one),
        ("patch loops", forms.patch_loops, 1, one),
        ("einsum on windows", forms.contracted, images, many),
        ("im2col, one product", forms.unrolled, images, many),
        ("final form, image last", forms.final, images, last),
    ]


def ladder(images=32, rounds=5):
    """Rows from the slowest form to the final one and, last, the arithmetic floor.

    Each form is timed in every round, once where it loops and five times where it does not; its shortest time
    counts, so that a busy moment of the machine cannot fall on one form alone.
    """
    table, best = form_table(images), {}
    floor = min(floor_seconds() for _ in range(rounds))
    for round_number in range(rounds):
        for name, function, count, arguments in table:
            if count == 1 and round_number > 1:
                continue
            seconds = fastest(function, *arguments, repeats=1 if count == 1 else 5) / count
            best[name] = min(seconds, best.get(name, seconds))
    reference = best[table[-1][0]]
    rows = [Row(name, count, best[name], best[name] / reference) for name, _, count, _ in table]
    return [*rows, Row("arithmetic floor", 0, floor, floor / reference)]
