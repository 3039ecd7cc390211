"""conv_layer_gradients, equation (3.14)."""

import numpy as np

from helpers.checks.convolution.cases import pick
from helpers.checks.convolution.layer import pairs
from helpers.checks.convolution.mistakes import kernel_gradient
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.gradcheck import vjp
from helpers.operations.convolution import conv2_valid, conv_layer, rot180, xcorr2_valid


def expected(x, k, table, delta):
    """Numerical derivatives of conv_layer by k and b, linear in both: a step of 1 is exact."""
    b = np.zeros(len(delta))
    dk = vjp(lambda k: conv_layer(x, k, b, table), 0 * k, delta, eps=1.0)
    return dk, vjp(lambda b: conv_layer(x, k, b, table), b, delta, eps=1.0)


def with_kernel_rule(rule):
    """The layer's gradients with another rule(x_i, delta_j) for one kernel."""

    def gradients(x, k, table, delta):
        dk = np.zeros_like(k)
        for i, j in pairs(table):
            dk[i, j] = rule(x[i], delta[j])
        return dk, delta.sum(axis=(1, 2))

    return gradients


RIGHT = with_kernel_rule(kernel_gradient)


def table_ignored(x, k, table, delta):
    return RIGHT(x, k, np.ones_like(table), delta)


def delta_of_input_index(x, k, table, delta):
    dk = np.zeros_like(k)
    for i, j in pairs(table):
        dk[i, j] = kernel_gradient(x[i], delta[i])
    return dk, delta.sum(axis=(1, 2))


def with_bias_rule(rule):
    """The right kernel gradients with another rule(table, delta) for the biases."""
    return lambda x, k, table, delta: (RIGHT(x, k, table, delta)[0], rule(table, delta))


def divided_by_outputs(x, k, table, delta):
    return tuple(g / delta[0].size for g in RIGHT(x, k, table, delta))


CONV_LAYER_GRADIENTS = Exercise(
    "conv_layer_gradients", "conv_layer_gradients(x, k, table, delta)", pick("x", "k", "table", "delta"), expected,
    (
        Misconception("table-ignored", table_ignored,
                      "Absent connections have a gradient: dk is zero where the table is False.", "3.14"),
        Misconception("result-not-rotated", with_kernel_rule(xcorr2_valid),
                      "Each dk is the gradient turned by 180 degrees, that of a forward pass without a flip.", "3.11"),
        Misconception("flips-missing", with_kernel_rule(conv2_valid),
                      "Neither x nor the result was rotated: each dk equals conv2_valid(x_i, delta_j).", "3.11"),
        Misconception("flips-doubled", with_kernel_rule(lambda x, d: conv2_valid(rot180(x), rot180(d))),
                      "Both x and delta were rotated; one rotation is enough.", "3.11"),
        Misconception("map-indices-swapped", delta_of_input_index,
                      "dk[i, j] uses delta[i]; it is the output map j whose delta counts.", "3.14"),
        Misconception("channels-swapped", lambda *a: (RIGHT(*a)[0].swapaxes(0, 1).copy(), RIGHT(*a)[1]),
                      "dk has its map axes exchanged: like k, it is indexed by input, then output.", "3.14"),
        Misconception("bias-over-maps", with_bias_rule(lambda table, d: d.sum(axis=(0, 1))),
                      "The bias gradient is summed over the maps: one bias belongs to one map, sum over its pixels.",
                      "3.14"),
        Misconception("bias-over-the-map-axis", with_bias_rule(lambda table, d: d.sum(axis=0)),
                      "The bias gradient is summed over the maps: one bias belongs to one map, sum over its pixels.",
                      "3.14"),
        Misconception("bias-one-for-all", with_bias_rule(lambda table, d: float(d.sum())),
                      "The bias gradient is one number for all maps: each map has a bias of its own.", "3.14"),
        Misconception("bias-keeps-axes", with_bias_rule(lambda table, d: d.sum(axis=(1, 2), keepdims=True)),
                      "The bias gradient keeps the two summed axes: it has one axis, as b has.", "3.14"),
        Misconception("bias-over-rows-only", with_bias_rule(lambda table, d: d.sum(axis=1)),
                      "The bias gradient is summed over one axis of a map only.", "3.14"),
        Misconception("bias-mean", with_bias_rule(lambda table, d: d.mean(axis=(1, 2))),
                      "The bias gradient is the mean of delta where the sum is meant.", "3.14"),
        Misconception("bias-times-inputs", with_bias_rule(lambda table, d: d.sum(axis=(1, 2)) * table.sum(axis=0)),
                      "The bias gradient is counted once for every connected input: b enters u_j once.", "3.14"),
        Misconception("mean-for-sum", divided_by_outputs,
                      "Both gradients are divided by the number of pixels: tied gradients are summed.", "3.14"),
        Misconception("order-exchanged", lambda *a: RIGHT(*a)[::-1],
                      "The results are in the order (db, dk); (dk, db) is meant.", "3.14"),
        returns_zeros(RIGHT, "3.14"),
    ),
)  # fmt: skip
