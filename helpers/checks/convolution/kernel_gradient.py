"""kernel_gradient, equations (3.10) and (3.11)."""

import numpy as np

from helpers.checks.convolution.cases import maps_and_deltas
from helpers.checks.convolution.mistakes import kernel_gradient, transpose, valid_by_loops
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.gradcheck import vjp
from helpers.operations.convolution import conv2_full, conv2_valid, rot180, xcorr2_valid


def expected(x, delta):
    """The numerical derivative of conv2_valid by k, which is linear in k: a step of 1 is exact."""
    k = np.zeros([n - m + 1 for n, m in zip(x.shape, delta.shape, strict=True)])
    return vjp(lambda k: conv2_valid(x, k), k, delta, eps=1.0)


def window_not_moved(x, delta):
    """The same corner of x for every kernel entry."""
    h, w = delta.shape
    return np.full_like(expected(x, delta), np.sum(delta * x[:h, :w]))


KERNEL_GRADIENT = Exercise(
    "kernel_gradient", "kernel_gradient(x, delta)", maps_and_deltas, expected,
    (
        Misconception("result-not-rotated", xcorr2_valid,
                      "Your result is the gradient turned by 180 degrees: it equals the valid cross-correlation of x "
                      "with delta, which belongs to a forward pass without a flip.", "3.11"),
        Misconception("flips-missing", conv2_valid,
                      "Neither x nor the result was rotated: your result equals conv2_valid(x, delta).", "3.11"),
        Misconception("flips-doubled", lambda x, delta: conv2_valid(rot180(x), rot180(delta)),
                      "Both x and delta were rotated; one rotation is enough.", "3.11"),
        Misconception("flipped-on-one-axis", lambda x, delta: conv2_valid(x[::-1], delta),
                      "x was reversed on one axis only.", "3.11"),
        Misconception("full-for-valid", lambda x, delta: conv2_full(rot180(x), delta),
                      "You used the full convolution: dE/dk has the size of the kernel, which valid gives.", "3.11"),
        Misconception("arguments-exchanged", lambda x, delta: valid_by_loops(delta, rot180(x)),
                      "The arguments are exchanged: x is the map, delta the kernel that slides over it.", "3.11"),
        Misconception("transposed", lambda x, delta: transpose(kernel_gradient(x, delta)),
                      "Your result is the transposed gradient: rows and columns are exchanged.", "3.10"),
        Misconception("mean-for-sum", lambda x, delta: kernel_gradient(x, delta) / delta.size,
                      "You took the mean over the outputs: the tied entries' gradients are summed.", "3.10"),
        Misconception("window-not-moved", window_not_moved,
                      "Every entry is the same: the window on x does not move with p and q.", "3.10"),
        Misconception("bias-gradient", lambda x, delta: np.full_like(expected(x, delta), delta.sum()),
                      "Every entry is the sum of delta: that is the gradient of the bias, x is missing.", "3.12"),
        returns_argument(1, "delta", "3.10"),
        returns_zeros(expected, "3.10"),
    ),
)  # fmt: skip
