"""combine, equation (5.1)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.map_combinations.cases import pick
from helpers.operations.activation import scaled_tanh
from helpers.operations.combination import combine, convolved_maps, map_weights, weighted_sum
from helpers.operations.convolution import rot180


def with_weights(rule):
    """The layer with other weights rule(c) in place of the softmax of each column."""
    return lambda x, k, c, b: weighted_sum(convolved_maps(x, k), rule(c), b)


def weights_read_from_the_other_side(x, k, c, b):
    z, alpha = convolved_maps(x, k), map_weights(c)
    return np.stack([sum(alpha[j, i] * z[i] for i in range(len(z))) + b[j] for j in range(len(b))])


def kernel_of_the_output(x, k, c, b):
    alpha, u = map_weights(c), []
    for j in range(len(b)):
        z = convolved_maps(x, np.broadcast_to(k[j], (len(x), *k[j].shape)))
        u.append(np.tensordot(alpha[:, j], z, 1) + b[j])
    return np.stack(u)


def last_input_only(x, k, c, b):
    alpha = map_weights(c)
    alpha[:-1] = 0
    return weighted_sum(convolved_maps(x, k), alpha, b)


def strongest_input_only(c):
    return (c == c.max(axis=0)).astype(float)


def bias_weighted(x, k, c, b):
    return combine(x, k, c, b * len(x))


def one_sum_for_all(x, k, c, b):
    return np.broadcast_to(convolved_maps(x, k).sum(axis=0), combine(x, k, c, b).shape) + b[:, None, None]


COMBINE = Exercise(
    "combine", "combine(x, k, c, b)", pick("x", "k", "c", "b"), combine,
    (
        Misconception("latent-for-weights", with_weights(lambda c: c),
                      "The maps are weighted by c itself: the weights are alpha = map_weights(c).", "5.1"),
        Misconception("softmax-over-outputs", with_weights(lambda c: map_weights(c.T).T),
                      "The softmax ran over the output maps; each output shares its weight among the inputs.", "5.3"),
        Misconception("weights-read-transposed", weights_read_from_the_other_side,
                      "The weights are read as alpha[j, i]; the first index is the input map.", "5.1"),
        Misconception("uniform-weights", with_weights(lambda c: np.full(c.shape, 1 / len(c))),
                      "Every input has the same weight: c is not used.", "5.1"),
        Misconception("strongest-input-only", with_weights(strongest_input_only),
                      "Only the input with the largest weight counts: the sum runs over all of them.", "5.1"),
        Misconception("unweighted-sum", one_sum_for_all,
                      "The convolved maps are summed without weights.", "5.1"),
        Misconception("last-input-only", last_input_only,
                      "Only the last input counts: the sum over inputs needs += instead of =.", "5.1"),
        Misconception("kernel-of-the-output", kernel_of_the_output,
                      "The kernel is read as k[j]: it belongs to the input map and is shared by all outputs.", "5.1"),
        Misconception("correlation-for-convolution", lambda x, k, c, b: combine(x, rot180(k), c, b),
                      "The kernels were not flipped: this is the cross-correlation.", "5.1"),
        Misconception("bias-missing", lambda x, k, c, b: combine(x, k, c, 0 * b),
                      "The bias is missing.", "5.1"),
        Misconception("bias-with-every-input", bias_weighted,
                      "The bias is added once for every input: it belongs outside the sum.", "5.1"),
        Misconception("activation-applied", lambda *a: scaled_tanh(combine(*a)),
                      "You applied the activation: u is the net input, before f.", "5.1"),
        returns_argument(0, "x", "5.1"),
        returns_zeros(combine, "5.1"),
    ),
)  # fmt: skip
