"""conv_matrix, equation (3.6)."""

import numpy as np

from helpers.checks.convolution.cases import maps_and_kernels
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.operations.convolution import conv2_full, conv2_valid, rot180


def kernels_and_shapes(rng):
    return [(k, x.shape) for x, k in maps_and_kernels(rng)]


def expected(k, shape):
    """Column by column: the response to an input that is 1 at one place and 0 elsewhere."""
    return respond(lambda unit: conv2_valid(unit, k), shape)


def respond(forward, shape):
    units = np.eye(shape[0] * shape[1]).reshape(-1, *shape)
    return np.stack([forward(unit).ravel() for unit in units], axis=1)


def rows_laid_end_to_end(k, shape):
    """The flat kernel in one run, without the gap that a map wider than the kernel needs."""
    matrix = np.zeros_like(expected(k, shape))
    width = shape[1] - k.shape[1] + 1
    for row in range(len(matrix)):
        start = (row // width) * shape[1] + row % width
        run = rot180(k).ravel()[: matrix.shape[1] - start]
        matrix[row, start : start + len(run)] = run
    return matrix


def stepped_by_one(k, shape):
    """Each row shifted by one place from the row above, also where the window starts a new line."""
    first = expected(k, shape)[0]
    rows = (shape[0] - k.shape[0] + 1) * (shape[1] - k.shape[1] + 1)
    return np.stack([np.roll(first, row) for row in range(rows)])


def column_major(k, shape):
    return respond(lambda unit: conv2_valid(unit.reshape(shape[::-1]).T, k).T, shape)


def same_row_everywhere(k, shape):
    right = expected(k, shape)
    return np.tile(right[0], (len(right), 1))


CONV_MATRIX = Exercise(
    "conv_matrix", "conv_matrix(k, shape)", kernels_and_shapes, expected,
    (
        Misconception("not-flipped", lambda k, shape: expected(rot180(k), shape),
                      "This is the matrix of the cross-correlation: the kernel was not flipped.", "3.6"),
        Misconception("transposed", lambda k, shape: expected(k, shape).T.copy(),
                      "This is the transposed matrix: a row belongs to an output, a column to an input.", "3.6"),
        Misconception("transposed-kernel", lambda k, shape: expected(k.T.copy(), shape),
                      "The kernel stands transposed in the rows of your matrix.", "3.6"),
        Misconception("not-reshaped", lambda k, shape: expected(k, shape).reshape(
                          shape[0] - k.shape[0] + 1, shape[1] - k.shape[1] + 1, *shape),
                      "Your result still has the four axes m, n, i, j: number the outputs and the inputs in row order.",
                      "3.6"),
        Misconception("column-major", column_major,
                      "Your rows and columns count down the columns of a map; row-major order is meant.", "3.6"),
        Misconception("no-gaps-between-kernel-rows", rows_laid_end_to_end,
                      "The kernel's rows follow each other without the gap of W - kw zeros between them.", "3.6"),
        Misconception("stepped-by-one", stepped_by_one,
                      "Each row is the one above moved by one place: at the end of a line the window jumps by kw.",
                      "3.6"),
        Misconception("window-not-moved", same_row_everywhere,
                      "Every row is the same: the window does not move.", "3.6"),
        Misconception("full-for-valid", lambda k, shape: respond(lambda unit: conv2_full(unit, k), shape),
                      "This is the matrix of the full convolution.", "3.5"),
        returns_argument(0, "k", "3.6"),
        returns_zeros(expected, "3.6"),
    ),
)  # fmt: skip
