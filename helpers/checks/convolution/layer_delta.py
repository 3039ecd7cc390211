"""conv_layer_delta, equation (3.15), and the planted bug of the lesson, which has the same contract."""

import numpy as np

from helpers.checks.convolution.cases import pick
from helpers.checks.convolution.layer import pairs
from helpers.checks.convolution.mistakes import full_assigned, one_axis, transpose, valid_by_loops
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.gradcheck import vjp
from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.operations.convolution import conv2_full, conv_layer, rot180


def expected(delta, k, table, u_prev):
    """The numerical derivative of conv_layer by its input (linear: a step of 1 is exact), times f'(u_prev)."""
    b = np.zeros(len(delta))
    dx = vjp(lambda x: conv_layer(x, k, b, table), 0 * u_prev, delta, eps=1.0)
    return dx * scaled_tanh_prime(u_prev)


def delta_with(back=conv2_full, kernels=rot180, prime=scaled_tanh_prime):
    """The recursion (3.15) with one of its parts exchanged."""

    def layer_delta(delta, k, table, u_prev):
        turned, total = kernels(k), [0.0] * len(u_prev)
        for i, j in pairs(table):
            total[i] = total[i] + back(delta[j], turned[i, j])
        return np.stack([t + np.zeros(u_prev.shape[1:]) for t in total]) * prime(u_prev)

    return layer_delta


RIGHT = delta_with()


def with_table(change):
    return lambda delta, k, table, u_prev: RIGHT(delta, k, change(table), u_prev)


def channels_not_swapped(delta, k, table, u_prev):
    """k[j, i] for k[i, j]: fits only where inputs and outputs are equally many."""
    dx = np.zeros_like(u_prev)
    for i, j in pairs(table):
        dx[i] += conv2_full(delta[j], rot180(k)[j, i])
    return dx * scaled_tanh_prime(u_prev)


def last_output_only(delta, k, table, u_prev):
    dx = np.zeros_like(u_prev)
    for i, j in pairs(table):
        dx[i] = conv2_full(delta[j], rot180(k[i, j]))
    return dx * scaled_tanh_prime(u_prev)


def mean_over_outputs(delta, k, table, u_prev):
    return RIGHT(delta, k, table, u_prev) / np.maximum(table.sum(axis=1), 1)[:, None, None]


def flip_maps(k):
    return k[::-1, ::-1].copy()


CATALOGUE = (
    Misconception("channels-flipped", delta_with(kernels=flip_maps),
                  "k[::-1, ::-1] reverses the order of the maps, and the kernels stay as they are: only the two "
                  "spatial axes are rotated.", "3.15"),
    Misconception("not-rotated", delta_with(kernels=lambda k: k), "The kernels were not rotated.", "3.15"),
    Misconception("all-axes-flipped", delta_with(kernels=lambda k: flip_maps(rot180(k))),
                  "All four axes of k were reversed: the map axes keep their order.", "3.15"),
    Misconception("rotated-on-one-axis", delta_with(kernels=one_axis),
                  "The kernels were reversed on one axis only.", "3.15"),
    Misconception("rotated-on-the-last-axis", delta_with(kernels=lambda k: k[..., ::-1].copy()),
                  "The kernels were reversed on their last axis only.", "3.15"),
    Misconception("transposed-kernel", delta_with(kernels=transpose),
                  "The kernels were transposed instead of rotated.", "3.15"),
    Misconception("channels-not-swapped", channels_not_swapped,
                  "The kernel is read as k[j, i] on the way back; its first index is the input map still.", "3.15"),
    Misconception("table-ignored", with_table(np.ones_like),
                  "Delta flows back over absent connections too: the table is not used.", "3.15"),
    Misconception("f-prime-forgotten", delta_with(prime=np.ones_like),
                  "The factor f'(u_prev) is missing: this is dE/dx, not dE/du of the layer below.", "3.15"),
    Misconception("f-prime-at-x", delta_with(prime=lambda u: scaled_tanh_prime(scaled_tanh(u))),
                  "f' is taken at x = f(u_prev); it is taken at the net input u_prev.", "3.16"),
    Misconception("f-for-f-prime", delta_with(prime=scaled_tanh),
                  "You multiplied by f(u_prev) where the derivative f'(u_prev) is meant.", "3.16"),
    Misconception("plain-tanh-prime", delta_with(prime=lambda u: 1 - np.tanh(u) ** 2),
                  "You used the derivative of tanh(u); f is the scaled tanh.", "3.16"),
    Misconception("one-minus-f-squared", delta_with(prime=lambda u: 1 - scaled_tanh(u) ** 2),
                  "1 - f(u)^2 is a derivative of the plain tanh only; f is the scaled tanh.", "3.16"),
    Misconception("last-output-only", last_output_only,
                  "Only the last connected output counts: the sum over outputs needs += instead of =.", "3.15"),
    Misconception("assigned-not-added", delta_with(back=full_assigned),
                  "Within a map, overlapping contributions replace each other: they are added.", "3.7"),
    Misconception("mean-over-outputs", mean_over_outputs,
                  "You took the mean over the connected outputs where the sum is meant.", "3.15"),
    Misconception("valid-for-full", delta_with(back=valid_by_loops),
                  "You used the valid convolution: the delta below has the size of u_prev, which full gives.", "3.15"),
    returns_argument(3, "u_prev", "3.15"),
    returns_zeros(RIGHT, "3.15"),
)  # fmt: skip

ARGUMENTS = pick("delta", "k", "table", "u_prev")
CONV_LAYER_DELTA = Exercise(
    "conv_layer_delta", "conv_layer_delta(delta, k, table, u_prev)", ARGUMENTS, expected, CATALOGUE
)
REPAIRED_LAYER_DELTA = Exercise(
    "repaired_layer_delta", "repaired_layer_delta(delta, k, table, u_prev)", ARGUMENTS, expected, CATALOGUE
)
