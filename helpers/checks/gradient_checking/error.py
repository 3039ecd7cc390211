"""relative_error, equation (1.8)."""

import numpy as np

from helpers import gradcheck
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_zeros, view

FLOOR = 1e-12


def cases(rng):
    """Several shapes, equal arrays, zeros, arrays so small that the floor acts, a NaN."""
    a, cube, flat = normal(rng, 3, 4), view(rng, 2, 3, 2), normal(rng, 6)
    same = rng.integers(1, 99, (4, 4)).astype(float)
    spoilt = normal(rng, 2, 3)
    spoilt[1, 2] = np.nan
    return [
        (a, a + 0.1 * normal(rng, 3, 4)), (cube, -0.3 * cube + normal(rng, 2, 3, 2)),
        (flat, 1.5 * flat), (1.5 * flat, flat),
        (same, same.copy()), (same.copy(), same.T), (np.zeros((2, 3)), np.zeros((2, 3))),
        (1e-13 * normal(rng, 3), 1e-13 * normal(rng, 3)), (spoilt, normal(rng, 2, 3)), (normal(rng, 2, 3), spoilt),
    ]  # fmt: skip


def ratio(norm=lambda a: np.linalg.norm(a.ravel()), below=lambda p, q: max(p + q, FLOOR)):
    """(1.8) with another norm, or with something else below the fraction bar."""
    return lambda a, b: float(norm(a - b) / below(norm(a), norm(b)))


def elementwise(a, b):
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), FLOOR)))


def mean_elementwise(a, b):
    return float(np.mean(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), FLOOR)))


def of_sums(a, b):
    return float(abs(a.sum() - b.sum()) / max(abs(a.sum()) + abs(b.sum()), FLOOR))


def spectral(a):
    """Raises ValueError for more than two axes."""
    return np.linalg.norm(a, 2)


def over_norm_of_sum(a, b):
    return float(np.linalg.norm((a - b).ravel()) / max(np.linalg.norm((a + b).ravel()), FLOOR))


def difference_of_norms(a, b):
    p, q = np.linalg.norm(a.ravel()), np.linalg.norm(b.ravel())
    return float(abs(p - q) / max(p + q, FLOOR))


def cosine(a, b):
    return float(1 - np.sum(a * b) / max(np.linalg.norm(a.ravel()) * np.linalg.norm(b.ravel()), FLOOR))


RIGHT = ratio()
RELATIVE_ERROR = Exercise(
    "relative_error", "relative_error(a, b)", cases, gradcheck.relative_error,
    (
        Misconception("elementwise", elementwise,
                      "You took the largest relative error of an entry; one tiny entry then spoils a right gradient.",
                      "1.8"),
        Misconception("mean-of-entries", mean_elementwise,
                      "You averaged the relative errors of the entries; take the norms of the whole arrays.", "1.8"),
        Misconception("absolute", ratio(below=lambda p, q: 1.0),
                      "This is the absolute error: it is not divided by the size of the arrays.", "1.8"),
        Misconception("divided-by-first", ratio(below=lambda p, q: max(p, FLOOR)),
                      "You divided by the norm of a alone; the two norms are added.", "1.8"),
        Misconception("divided-by-second", ratio(below=lambda p, q: max(q, FLOOR)),
                      "You divided by the norm of b alone; the two norms are added.", "1.8"),
        Misconception("divided-by-larger", ratio(below=lambda p, q: max(p, q, FLOOR)),
                      "You divided by the larger norm; the two norms are added.", "1.8"),
        Misconception("floor-missing", ratio(below=lambda p, q: p + q),
                      "Two arrays of zeros give 0/0: the floor under the fraction bar is missing.", "1.8"),
        Misconception("floor-added", ratio(below=lambda p, q: p + q + FLOOR),
                      "The floor is added to the norms; the larger of the two is meant.", "1.8"),
        Misconception("floor-too-high", ratio(below=lambda p, q: max(p + q, 1e-8)),
                      "The floor is 1e-8, so that small gradients are not compared.", "1.8"),
        Misconception("nan-hidden", lambda a, b: RIGHT(np.nan_to_num(a), np.nan_to_num(b)),
                      "A NaN in an array is counted as 0; a NaN must come out.", "1.9"),
        Misconception("nan-gives-zero", lambda a, b: float(np.nan_to_num(RIGHT(a, b))),
                      "A NaN comes out as 0, the mark of a perfect agreement.", "1.9"),
        Misconception("squared", ratio(norm=lambda a: np.sum(a**2)),
                      "The squares are summed but no root is taken.", "1.8"),
        Misconception("sum-of-magnitudes", ratio(norm=lambda a: np.sum(np.abs(a))),
                      "You summed magnitudes; the Euclidean norm is meant.", "1.8"),
        Misconception("largest-entry", ratio(norm=lambda a: np.max(np.abs(a))),
                      "You compared the largest entries; the Euclidean norm is meant.", "1.8"),
        Misconception("spectral-norm", ratio(norm=spectral),
                      "norm(a, 2) is the largest stretch of a matrix and raises for three axes; all entries count "
                      "here, squared and summed.", "1.8"),
        Misconception("norm-of-the-sum", over_norm_of_sum,
                      "You divided by the norm of a + b; the two norms are added.", "1.8"),
        Misconception("difference-of-norms", difference_of_norms,
                      "You subtracted the norms: arrays of one length in different directions agree then.", "1.8"),
        Misconception("smaller-for-larger", ratio(below=lambda p, q: min(p + q, FLOOR)),
                      "You took the smaller of the norms' sum and the floor; the larger is meant.", "1.8"),
        Misconception("compares-sums", of_sums,
                      "You compared the sums of the arrays: errors of opposite sign cancel.", "1.8"),
        Misconception("angle-only", cosine,
                      "You compared directions; a wrong factor goes unnoticed.", "1.8"),
        returns_zeros(lambda a, b: 0.0, "1.8"),
    ),
)  # fmt: skip
