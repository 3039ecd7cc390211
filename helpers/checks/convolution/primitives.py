"""rot180, conv2_valid and conv2_full, equations (3.1) to (3.5)."""

import numpy as np

from helpers.checks.convolution.cases import maps_and_kernels
from helpers.checks.convolution.mistakes import (
    corner_of_zeros,
    full_assigned,
    full_padded_square,
    full_with_rim,
    one_axis,
    same_size,
    turned_at_every_window,
    valid_square_kernel,
)  # fmt: skip
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.operations.convolution import conv2_full, conv2_valid, rot180, xcorr2_valid


def kernels(rng):
    return [(k,) for _, k in maps_and_kernels(rng)]


ROT180 = Exercise(
    "rot180", "rot180(k)", kernels, rot180,
    (
        Misconception("rows-only", lambda k: k[::-1].copy(),
                      "You reversed the rows and left the columns: that is a flip, not a half turn.", "3.3"),
        Misconception("columns-only", lambda k: k[:, ::-1].copy(),
                      "You reversed the columns and left the rows: that is a flip, not a half turn.", "3.3"),
        Misconception("transposed", lambda k: k.T.copy(), "You transposed the kernel instead of rotating it.", "3.3"),
        Misconception("rotated-by-90", lambda k: np.rot90(k).copy(),
                      "You rotated by 90 degrees; a half turn is two of those.", "3.3"),
        Misconception("rotated-by-270", lambda k: np.rot90(k, -1).copy(),
                      "You rotated by 90 degrees clockwise; a half turn is two of those.", "3.3"),
        Misconception("rotated-and-transposed", lambda k: k[::-1, ::-1].T.copy(),
                      "You rotated the kernel and then transposed it as well.", "3.3"),
        Misconception("flattened", lambda k: k.ravel()[::-1].copy(),
                      "The entries are in the right order, but flat: the result keeps the shape (kh, kw).", "3.3"),
        returns_argument(0, "k", "3.3"),
        returns_zeros(rot180, "3.3"),
    ),
)  # fmt: skip

CONV2_VALID = Exercise(
    "conv2_valid", "conv2_valid(x, k)", maps_and_kernels, conv2_valid,
    (
        Misconception("correlation-for-convolution", xcorr2_valid,
                      "You computed the cross-correlation: the kernel was not flipped.", "3.2"),
        Misconception("flipped-on-one-axis", lambda x, k: xcorr2_valid(x, one_axis(k)),
                      "You flipped the kernel on one axis only.", "3.2"),
        Misconception("transposed-kernel", lambda x, k: xcorr2_valid(x, k.T.copy()),
                      "You transposed the kernel where it is to be flipped on both axes.", "3.3"),
        Misconception("full-for-valid", conv2_full,
                      "You computed the full convolution: valid keeps only places where the kernel lies inside.",
                      "3.5"),
        Misconception("same-for-valid", same_size,
                      "Your result has the size of x: valid keeps only places where the kernel lies inside.", "3.5"),
        Misconception("corner-of-zeros", corner_of_zeros,
                      "Your result has the size of x, and stays 0 where no window fits: u is smaller than x.", "3.5"),
        Misconception("one-window-short", lambda x, k: conv2_valid(x, k)[:-1, :-1].copy(),
                      "The last window of each axis is missing: count the places where the kernel lies inside.", "3.5"),
        Misconception("turned-at-every-window", turned_at_every_window,
                      "The kernel is turned anew at every window, so every second one meets it unturned.", "3.3"),
        Misconception("square-kernels-only", valid_square_kernel,
                      "You used the kernel's height for its width: it works for square kernels only.", "3.2"),
        Misconception("assigned-not-added", lambda x, k: x[: x.shape[0] - k.shape[0] + 1,
                                                          : x.shape[1] - k.shape[1] + 1] * k[-1, -1],
                      "Each product replaces the one before: the sum over the kernel needs += instead of =.", "3.2"),
        Misconception("mean-for-sum", lambda x, k: conv2_valid(x, k) / k.size,
                      "You took the mean over the window where the sum is meant.", "3.2"),
        returns_argument(0, "x", "3.2"),
        returns_zeros(conv2_valid, "3.2"),
    ),
)  # fmt: skip

CONV2_FULL = Exercise(
    "conv2_full", "conv2_full(d, k)", maps_and_kernels, conv2_full,
    (
        Misconception("correlation-for-convolution", lambda d, k: conv2_full(d, rot180(k)),
                      "You computed the full cross-correlation: the kernel was not flipped.", "3.4"),
        Misconception("flipped-on-one-axis", lambda d, k: conv2_full(d, one_axis(k)),
                      "You flipped the kernel on one axis only.", "3.4"),
        Misconception("transposed-kernel", lambda d, k: conv2_full(d, k.T.copy()),
                      "You used the transposed kernel.", "3.4"),
        Misconception("valid-for-full", conv2_valid,
                      "You computed the valid convolution: full counts every place where kernel and map overlap.",
                      "3.5"),
        Misconception("same-for-full", same_size,
                      "Your result has the size of d: full is larger by the kernel's size less one.", "3.5"),
        Misconception("assigned-not-added", full_assigned,
                      "Overlapping contributions replace each other: they are to be added with +=.", "3.4"),
        Misconception("padded-as-if-square", full_padded_square,
                      "You padded both axes by the kernel's height less one: it works for square kernels only.", "3.5"),
        Misconception("rim-exchanged", full_with_rim(lambda kh, kw: (kw - 1, kh - 1)),
                      "The rim's rows and columns are exchanged: its rows depend on the kernel's height.", "3.5"),
        Misconception("rim-too-wide", full_with_rim(lambda kh, kw: (kh, kw)),
                      "The rim is as wide as the kernel: there the outermost windows lie wholly on zeros.", "3.5"),
        Misconception("rim-halved", full_with_rim(lambda kh, kw: (kh // 2, kw // 2)),
                      "You padded by half the kernel, as for same: full begins where one entry overlaps.", "3.5"),
        Misconception("mean-for-sum", lambda d, k: conv2_full(d, k) / k.size,
                      "You divided by the number of kernel entries: a sum is meant, not a mean.", "3.4"),
        returns_argument(0, "d", "3.5"),
        returns_zeros(conv2_full, "3.4"),
    ),
)  # fmt: skip
