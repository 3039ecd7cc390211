"""adjoint_gap, equation (1.12)."""

import numpy as np

from helpers import gradcheck
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_zeros, view


def cases(rng):
    """Wrong transposes with gaps of either sign, and right ones of whole numbers, whose gap is exactly 0."""
    found = []
    pairs = (
        (normal(rng, 5), normal(rng, 3)),
        (view(rng, 2, 3), normal(rng, 4)),
        (normal(rng, 3, 3), view(rng, 3, 3)),
    )
    for x, d in pairs:
        A, B = normal(rng, d.size, x.size), normal(rng, x.size, d.size)
        there, back = linear(A, d.shape), linear(B, x.shape)
        sign = np.sign(np.sum(there(x) * d) - np.sum(x * back(d)))
        found.append((there, back, x, d * (sign if len(found) % 2 else -sign)))
    whole = rng.integers(1, 9, (4, 6)).astype(float)
    x, d = rng.integers(1, 9, (2, 3)).astype(float), rng.integers(1, 9, 4).astype(float)
    return [*found, (linear(whole, d.shape), linear(whole.T, x.shape), x, d)]


def linear(A, shape):
    """The map x -> A x on arrays of any shape, with results of the given shape."""

    def apply(x):
        return (A @ np.ravel(x)).reshape(shape)

    return apply


def sides(combine):
    """combine(<A x, d>, <x, A' d>)."""

    def gap(apply, apply_transpose, x, d):
        return float(combine(np.sum(apply(x) * d), np.sum(x * apply_transpose(d))))

    return gap


def without_products(apply, apply_transpose, x, d):
    return float(abs(np.sum(apply(x)) - np.sum(apply_transpose(d))))


def round_trip(apply, apply_transpose, x, d):
    return float(np.linalg.norm((apply_transpose(apply(x)) - x).ravel()))


def forward_twice(apply, apply_transpose, x, d):
    """Raises where x and d differ in size."""
    return gradcheck.adjoint_gap(apply, apply, x, d)


def exchanged(apply, apply_transpose, x, d):
    """Raises where x and d differ in size."""
    return float(abs(np.sum(apply(d) * x) - np.sum(d * apply_transpose(x))))


def matrix_products(apply, apply_transpose, x, d):
    """Raises for arrays of two axes."""
    return float(abs(apply(x) @ d - x @ apply_transpose(d)))


def of_ones(apply, apply_transpose, x, d):
    x, d = np.ones(x.shape), np.ones(d.shape)
    return gradcheck.adjoint_gap(apply, apply_transpose, x, d)


ADJOINT_GAP = Exercise(
    "adjoint_gap", "adjoint_gap(apply, apply_transpose, x, d)", cases, gradcheck.adjoint_gap,
    (
        Misconception("sign-kept", sides(lambda p, q: p - q),
                      "The difference may be negative; its magnitude is meant.", "1.12"),
        Misconception("sum-of-both", sides(lambda p, q: abs(p + q)),
                      "The two inner products are added; they are subtracted.", "1.12"),
        Misconception("relative", sides(lambda p, q: abs(p - q) / max(abs(p) + abs(q), 1e-12)),
                      "You divided by the size of the inner products; the plain difference is meant.", "1.12"),
        Misconception("squared", sides(lambda p, q: (p - q) ** 2),
                      "The difference is squared; its magnitude is meant.", "1.12"),
        Misconception("magnitudes-compared", sides(lambda p, q: abs(abs(p) - abs(q))),
                      "You took magnitudes before the difference: a wrong sign of the transpose is not seen.", "1.12"),
        Misconception("first-side-only", sides(lambda p, q: abs(p)),
                      "This is one side of the identity alone.", "1.11"),
        Misconception("second-side-only", sides(lambda p, q: abs(q)),
                      "This is one side of the identity alone.", "1.11"),
        Misconception("weights-forgotten", without_products,
                      "The results are summed without the products by d and by x.", "1.11"),
        Misconception("inverse-for-transpose", round_trip,
                      "You asked whether the transpose undoes the map; that is an inverse.", "1.11"),
        Misconception("forward-twice", forward_twice,
                      "You used apply on both sides; x meets apply_transpose(d).", "1.12"),
        Misconception("arguments-exchanged", exchanged,
                      "apply takes x and apply_transpose takes d: yours are exchanged.", "1.12"),
        Misconception("matrix-products", matrix_products,
                      "p @ q is the inner product for one axis only; for more it is a product of matrices.", "1.12"),
        Misconception("own-ones", of_ones,
                      "You put ones in the place of x and d: only the sums of the matrix are compared.", "1.12"),
        returns_zeros(lambda *arguments: 0.0, "1.12"),
    ),
)  # fmt: skip
