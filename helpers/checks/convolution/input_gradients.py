"""input_gradient, equation (3.9), and xcorr_input_gradient, equation (3.17).

The right answer is the numerical derivative of the forward pass; no formula of it stands here.
"""

import numpy as np

from helpers.checks.convolution.cases import deltas_and_kernels
from helpers.checks.convolution.mistakes import (
    full_assigned,
    full_padded_square,
    one_axis,
    same_size,
    transpose,
    valid_by_loops,
)
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.gradcheck import vjp
from helpers.operations.convolution import conv2_full, conv2_valid, rot180, xcorr2_valid


def by_forward(forward):
    """expected(delta, k): dE/dx for u = forward(x, k), which is linear, so that a step of 1 is exact."""

    def expected(delta, k):
        x = np.zeros([n + m - 1 for n, m in zip(delta.shape, k.shape, strict=True)])
        return vjp(lambda x: forward(x, k), x, delta, eps=1.0)

    return expected


def shared_mistakes(right, valid_equation, expected):
    """Entries of both exercises; right(k) is the kernel as the full convolution needs it."""
    eq = valid_equation
    return (
        Misconception("rotated-on-one-axis", lambda delta, k: conv2_full(delta, one_axis(k)),
                      "The kernel was reversed on one axis only.", eq),
        Misconception("transposed-kernel", lambda delta, k: conv2_full(delta, transpose(k)),
                      "The kernel was transposed; that is not the rotation, and not the kernel itself.", eq),
        Misconception("valid-for-full", lambda delta, k: valid_by_loops(delta, right(k)),
                      "You used the valid convolution: dE/dx has the size of x, which full gives back.", "3.5"),
        Misconception("same-for-full", lambda delta, k: same_size(delta, right(k)),
                      "Your result has the size of delta; dE/dx has the size of x.", "3.5"),
        Misconception("assigned-not-added", lambda delta, k: full_assigned(delta, right(k)),
                      "An x that feeds several outputs gets a sum: contributions are added with +=, not set with =.",
                      "3.7"),
        Misconception("padded-as-if-square", lambda delta, k: full_padded_square(delta, right(k)),
                      "You padded both axes by the kernel's height less one: it works for square kernels only.", "3.5"),
        Misconception("mean-for-sum", lambda delta, k: conv2_full(delta, right(k)) / k.size,
                      "You divided by the number of kernel entries: the chain rule sums, it does not average.", "3.7"),
        returns_argument(0, "delta", eq),
        returns_zeros(expected, eq),
    )  # fmt: skip


CONVOLUTION, CORRELATION = by_forward(conv2_valid), by_forward(xcorr2_valid)

INPUT_GRADIENT = Exercise(
    "input_gradient", "input_gradient(delta, k)", deltas_and_kernels, CONVOLUTION,
    (
        Misconception("not-rotated", conv2_full,
                      "The kernel was not rotated: your result equals conv2_full(delta, k).", "3.9"),
        Misconception("delta-for-kernel", lambda delta, k: conv2_full(rot180(delta), k),
                      "You rotated delta instead of the kernel: this is the gradient turned by 180 degrees.", "3.9"),
        Misconception("delta-rotated", lambda delta, k: conv2_full(rot180(delta), rot180(k)),
                      "Delta and the kernel were both rotated, or the result was: only the kernel turns.", "3.9"),
        *shared_mistakes(rot180, "3.9", CONVOLUTION),
    ),
)  # fmt: skip

XCORR_INPUT_GRADIENT = Exercise(
    "xcorr_input_gradient", "xcorr_input_gradient(delta, k)", deltas_and_kernels, CORRELATION,
    (
        Misconception("rotated-twice", lambda delta, k: conv2_full(delta, rot180(k)),
                      "You rotated the kernel as for a convolution; a cross-correlation did not flip it, so the "
                      "full convolution's own flip is the only one.", "3.17"),
        Misconception("delta-rotated", lambda delta, k: conv2_full(rot180(delta), k),
                      "You rotated delta: neither delta nor the kernel needs it here.", "3.17"),
        *shared_mistakes(lambda k: k, "3.17", CORRELATION),
    ),
)  # fmt: skip
