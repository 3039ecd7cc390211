"""conv_layer, equation (3.13)."""

import numpy as np

from helpers.checks.convolution.cases import pick
from helpers.checks.convolution.mistakes import one_axis
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.operations.activation import scaled_tanh
from helpers.operations.convolution import conv2_valid, conv_layer, rot180


def pairs(table):
    """The connected (i, j) in the order of two nested loops over outputs and inputs."""
    return [(i, j) for j in range(table.shape[1]) for i in range(table.shape[0]) if table[i, j]]


def bias_with_every_input(x, k, b, table):
    return conv_layer(x, k, b * table.sum(axis=0), table)


def last_input_only(x, k, b, table):
    u = conv_layer(x, k, b, np.zeros_like(table))
    for i, j in pairs(table):
        u[j] = conv2_valid(x[i], k[i, j]) + b[j]
    return u


def assigned_over_the_bias(x, k, b, table):
    u = conv_layer(x, k, b, np.zeros_like(table))
    for i, j in pairs(table):
        u[j] = conv2_valid(x[i], k[i, j])
    return u


def no_bias_without_inputs(x, k, b, table):
    return conv_layer(x, k, b * table.any(axis=0), table)


def mean_over_inputs(x, k, b, table):
    count = np.maximum(table.sum(axis=0), 1)[:, None, None]
    return conv_layer(x, k, 0 * b, table) / count + b[:, None, None]


def kernel_indices_swapped(x, k, b, table):
    u = conv_layer(x, k, b, np.zeros_like(table))
    for i, j in pairs(table):
        u[j] += conv2_valid(x[i], k[j, i])
    return u


def table_indices_swapped(x, k, b, table):
    swapped = [[table[j, i] for j in range(k.shape[1])] for i in range(k.shape[0])]
    return conv_layer(x, k, b, np.array(swapped))


CONV_LAYER = Exercise(
    "conv_layer", "conv_layer(x, k, b, table)", pick("x", "k", "b", "table"), conv_layer,
    (
        Misconception("table-ignored", lambda x, k, b, table: conv_layer(x, k, b, np.ones_like(table)),
                      "Every input feeds every output: the table is not used.", "3.13"),
        Misconception("table-indices-swapped", table_indices_swapped,
                      "The table is read as table[j, i]; its first index is the input map.", "3.13"),
        Misconception("kernel-indices-swapped", kernel_indices_swapped,
                      "The kernel is read as k[j, i]; its first index is the input map.", "3.13"),
        Misconception("correlation-for-convolution", lambda x, k, b, table: conv_layer(x, rot180(k), b, table),
                      "The kernels were not flipped: this is the cross-correlation.", "3.13"),
        Misconception("flipped-on-one-axis", lambda x, k, b, table: conv_layer(x, rot180(one_axis(k)), b, table),
                      "The kernels were flipped on one axis only.", "3.13"),
        Misconception("channels-flipped", lambda x, k, b, table: conv_layer(x, k[::-1, ::-1], b, table),
                      "The order of the maps was reversed: only the two spatial axes are flipped.", "3.13"),
        Misconception("bias-missing", lambda x, k, b, table: conv_layer(x, k, 0 * b, table),
                      "The bias is missing.", "3.13"),
        Misconception("bias-with-every-input", bias_with_every_input,
                      "The bias is added once for every connected input: it belongs outside the sum.", "3.13"),
        Misconception("no-bias-without-inputs", no_bias_without_inputs,
                      "An output map without inputs is left at 0: it is b_j.", "3.13"),
        Misconception("last-input-only", last_input_only,
                      "Only the last connected input counts: the sum over inputs needs += instead of =.", "3.13"),
        Misconception("assigned-over-the-bias", assigned_over_the_bias,
                      "u[j] = ... replaces the bias and the inputs before it: the sum over inputs needs +=.", "3.13"),
        Misconception("mean-over-inputs", mean_over_inputs,
                      "You took the mean over the connected inputs where the sum is meant.", "3.13"),
        Misconception("activation-applied", lambda *a: scaled_tanh(conv_layer(*a)),
                      "You applied the activation: u is the net input, before f.", "3.13"),
        returns_argument(0, "x", "3.13"),
        returns_zeros(conv_layer, "3.13"),
    ),
)  # fmt: skip
