"""alpha_gradient, equation (5.5)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.map_combinations.cases import pick
from helpers.gradcheck import vjp
from helpers.operations.combination import weighted_sum


def expected(delta, z):
    """Numerical derivatives of the weighted sum, which is linear in alpha: a step of 1 is exact."""
    b = np.zeros(len(delta))
    return vjp(lambda alpha: weighted_sum(z, alpha, b), np.zeros((len(z), len(delta))), delta, eps=1.0)


def product_of_sums(delta, z):
    return np.outer(z.sum(axis=(1, 2)), delta.sum(axis=(1, 2)))


def cosine(delta, z):
    lengths = np.outer(np.linalg.norm(z, axis=(1, 2)), np.linalg.norm(delta, axis=(1, 2)))
    return expected(delta, z) / lengths


def delta_of_the_input(delta, z):
    return np.array([[np.sum(delta[i] * z[i]) for _ in delta] for i in range(len(z))])


def one_row_of_pixels(delta, z):
    return expected(delta[:, :1], z[:, :1])


def turned(delta, z):
    return expected(delta[:, ::-1, ::-1], z)


ALPHA_GRADIENT = Exercise(
    "alpha_gradient", "alpha_gradient(delta, z)", pick("delta", "z"), expected,
    (
        Misconception("transposed", lambda delta, z: expected(delta, z).T.copy(),
                      "The result is indexed by output, then input; like alpha it is (I, J).", "5.5"),
        Misconception("mean-for-sum", lambda delta, z: expected(delta, z) / z[0].size,
                      "You took the mean over the pixels where the sum is meant.", "5.5"),
        Misconception("product-of-sums", product_of_sums,
                      "delta and z were summed first and multiplied then: multiply pixel by pixel, then sum.", "5.5"),
        Misconception("delta-left-out", lambda delta, z: expected(np.ones_like(delta), z),
                      "delta is not used: this is the sum of each convolved map.", "5.5"),
        Misconception("map-left-out", lambda delta, z: expected(delta, np.ones_like(z)),
                      "z is not used: this is the sum of delta, the gradient of a bias.", "5.5"),
        Misconception("delta-of-the-input", delta_of_the_input,
                      "delta is read at the input map's index: it belongs to the output map j.", "5.5"),
        Misconception("summed-over-one-axis", lambda delta, z: np.einsum("jmn,imn->ijn", delta, z),
                      "The products are summed over one axis of the maps only.", "5.5"),
        Misconception("first-row-only", one_row_of_pixels,
                      "Only the first row of each map is summed.", "5.5"),
        Misconception("map-turned", turned,
                      "One of the two maps was turned by 180 degrees: a weight is no kernel, nothing flips.", "5.5"),
        Misconception("divided-by-the-norms", cosine,
                      "The sums are divided by the lengths of the maps: that is a correlation, not a gradient.", "5.5"),
        Misconception("wrong-sign", lambda delta, z: -expected(delta, z),
                      "The sign is wrong: u grows with alpha where z is positive.", "5.5"),
        returns_argument(0, "delta", "5.5"),
        returns_zeros(expected, "5.5"),
    ),
)  # fmt: skip
