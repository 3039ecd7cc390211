"""conv_fast, equation (7.6), and the planted bug of the lesson, one product for all images, with its contract."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.vectorisation.cases import pick
from helpers.checks.vectorisation.trusted import correlate, unroll


def output_shape(x, k):
    return len(x), len(k), x.shape[2] - k.shape[2] + 1, x.shape[3] - k.shape[3] + 1


def reshaped_not_moved(x, k, b):
    """All images in one matrix, whose product is (J, N*H'*W')."""
    columns = np.concatenate(list(unroll(x, *k.shape[2:])), axis=1)
    return (k.reshape(len(k), -1) @ columns + b[:, None]).reshape(output_shape(x, k))


def channels_last_reshaped(x, k, b):
    """The product with a window in each row is (N, H'*W', J)."""
    rows = unroll(x, *k.shape[2:]).transpose(0, 2, 1)
    return (rows @ k.reshape(len(k), -1).T + b).reshape(output_shape(x, k))


def kernel_axes_exchanged(x, k, b):
    matrix = k.swapaxes(0, 1).reshape(len(k), -1)
    return (matrix @ unroll(x, *k.shape[2:]) + b[:, None]).reshape(output_shape(x, k))


def matrix_read_by_columns(x, k, b):
    """A reshape to (I*kh*kw, J), which has the right size, transposed afterwards."""
    matrix = k.reshape(-1, len(k)).T
    return (matrix @ unroll(x, *k.shape[2:]) + b[:, None]).reshape(output_shape(x, k))


def positions_exchanged(x, k, b):
    n, j, rows, columns = output_shape(x, k)
    return correlate(x, k, b).swapaxes(2, 3).reshape(n, j, rows, columns)


def bias_with_every_input(x, k, b):
    return correlate(x, k, b * x.shape[1])


def first_image(x, k, b):
    return np.repeat(correlate(x[:1], k, b), len(x), axis=0)


CATALOGUE = (
    Misconception("reshaped-not-moved", reshaped_not_moved,
                  "The product over all images has the output map first, then the image: reshaping it to (N, J, ...) "
                  "does not move the axes, and images and maps are mixed up.", "7.16"),
    Misconception("maps-last-reshaped", channels_last_reshaped,
                  "The product has the output map last: reshaping it to (N, J, ...) does not move the axes.", "7.16"),
    Misconception("convolution-for-correlation", lambda x, k, b: correlate(x, k[:, :, ::-1, ::-1], b),
                  "The kernels were flipped: this is the true convolution.", "7.1"),
    Misconception("flipped-on-one-axis", lambda x, k, b: correlate(x, k[:, :, ::-1], b),
                  "The kernels were flipped on one axis.", "7.1"),
    Misconception("kernel-axes-exchanged", kernel_axes_exchanged,
                  "The rows of your kernel matrix mix output maps: k is (J, I, kh, kw), its first axis is the "
                  "output.", "7.6"),
    Misconception("matrix-read-by-columns", matrix_read_by_columns,
                  "Your kernel matrix was reshaped to J columns and then transposed, which mixes the kernels; each "
                  "output map's kernels are one row of K.", "7.6"),
    Misconception("maps-first", lambda x, k, b: correlate(x, k, b).swapaxes(0, 1),
                  "Your result has the output map first; the image comes first.", "7.16"),
    Misconception("maps-reversed", lambda x, k, b: correlate(x, k[:, ::-1], b),
                  "The order of the input maps was reversed.", "7.1"),
    Misconception("positions-exchanged", positions_exchanged,
                  "Rows and columns of the output map are exchanged.", "7.5"),
    Misconception("bias-missing", lambda x, k, b: correlate(x, k, 0 * b), "The bias is missing.", "7.6"),
    Misconception("bias-with-every-input", bias_with_every_input,
                  "The bias is added once for every input map: it belongs outside the sum.", "7.1"),
    Misconception("first-image-only", first_image, "All images get the result of the first one.", "7.1"),
    Misconception("activation-applied", lambda x, k, b: np.maximum(correlate(x, k, b), 0),
                  "You applied an activation: u is the net input.", "7.1"),
    returns_argument(0, "x", "7.1"),
    returns_zeros(correlate, "7.1"),
)  # fmt: skip

ARGUMENTS = pick("x", "k", "b")
CONV_FAST = Exercise("conv_fast", "conv_fast(x, k, b)", ARGUMENTS, correlate, CATALOGUE)
REPAIRED_BATCH_CONV = Exercise(
    "repaired_batch_conv", "repaired_batch_conv(x, k, b)", ARGUMENTS, correlate, CATALOGUE
)
