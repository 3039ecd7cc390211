"""combine_gradients, equations (5.8) and (5.10) to (5.13)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.map_combinations.cases import pick, through_softmax
from helpers.gradcheck import vjp
from helpers.operations.combination import convolved_maps, map_weights, weighted_sum
from helpers.operations.convolution import conv2_full, conv2_valid, rot180


def expected(x, k, c, delta):
    """Numerical derivatives of the layer, linear in x, k, alpha and b: a step of 1 is exact. Then alpha to c."""
    alpha, b = map_weights(c), np.zeros(len(delta))
    dx = vjp(lambda x: weighted_sum(convolved_maps(x, k), alpha, b), 0 * x, delta, eps=1.0)
    dk = vjp(lambda k: weighted_sum(convolved_maps(x, k), alpha, b), 0 * k, delta, eps=1.0)
    dalpha = vjp(lambda alpha: weighted_sum(convolved_maps(x, k), alpha, b), 0 * alpha, delta, eps=1.0)
    return dx, dk, through_softmax(alpha, dalpha), delta.sum(axis=(1, 2))


def by_alpha(delta, z):
    return np.einsum("jmn,imn->ij", delta, z)


def gradients(x, k, c, delta, weigh=map_weights, back=None, kernel=None, latent=through_softmax):
    """The layer's gradients with one of their parts exchanged for a wrong one."""
    back = back or (lambda d, k: conv2_full(d, rot180(k)))
    kernel = kernel or (lambda x, d: conv2_valid(rot180(x), d))
    dz = np.tensordot(weigh(c), delta, 1)
    dalpha = by_alpha(delta, convolved_maps(x, k))
    dx = np.stack([back(d, one) for d, one in zip(dz, k, strict=True)])
    dk = np.stack([kernel(one, d) for one, d in zip(x, dz, strict=True)])
    return dx, dk, latent(map_weights(c), dalpha), delta.sum(axis=(1, 2))


def wrong(**parts):
    return lambda x, k, c, delta: gradients(x, k, c, delta, **parts)


def with_bias(rule):
    return lambda x, k, c, delta: (*gradients(x, k, c, delta)[:3], rule(map_weights(c), delta))


def with_latent(rule):
    """The right results but for dc, made by rule(x, k, c, delta)."""

    def wrong_dc(x, k, c, delta):
        dx, dk, _, db = gradients(x, k, c, delta)
        return dx, dk, rule(x, k, c, delta), db

    return wrong_dc


def only(*positions):
    """The right results at these positions, those with alpha left out elsewhere."""

    def mixed(*arguments):
        right, bare = gradients(*arguments), gradients(*arguments, weigh=np.ones_like)
        return tuple(right[n] if n in positions else bare[n] for n in range(4))

    return mixed


def last_output_only(c):
    weights = np.zeros_like(c)
    weights[:, -1] = map_weights(c)[:, -1]
    return weights


COMBINE_GRADIENTS = Exercise(
    "combine_gradients", "combine_gradients(x, k, c, delta)", pick("x", "k", "c", "delta"), expected,
    (
        Misconception("dc-is-dalpha", wrong(latent=lambda a, d: d),
                      "Your dc is dE/dalpha: the softmax has yet to be passed.", "5.8"),
        Misconception("latent-into-softmax",
                      with_latent(lambda x, k, c, d: through_softmax(c, by_alpha(d, convolved_maps(x, k)))),
                      "dc uses c itself in place of alpha = map_weights(c).", "5.8"),
        Misconception("maps-not-convolved",
                      with_latent(lambda x, k, c, d: through_softmax(map_weights(c), by_alpha(d, x))),
                      "delta was multiplied by the input maps x_i: it meets the convolved maps z_i.", "5.5"),
        Misconception("softmax-diagonal-only", wrong(latent=lambda a, d: a * (1 - a) * d),
                      "dc uses the diagonal of the softmax's Jacobian only.", "5.6"),
        Misconception("latent-for-weights", wrong(weigh=lambda c: c),
                      "dx and dk are weighted by c itself: the weights are alpha = map_weights(c).", "5.10"),
        Misconception("weights-left-out", only(2, 3),
                      "delta was summed over the outputs without the weights alpha.", "5.10"),
        Misconception("kernel-without-weights", only(0, 2, 3),
                      "dk lacks the weights: each output's delta reaches z_i times alpha_ij.", "5.10"),
        Misconception("input-without-weights", only(1, 2, 3),
                      "dx lacks the weights: each output's delta reaches z_i times alpha_ij.", "5.10"),
        Misconception("last-output-only", wrong(weigh=last_output_only),
                      "Only the last output counts in dx and dk: the sum over outputs needs += instead of =.", "5.10"),
        Misconception("kernel-not-rotated", wrong(back=conv2_full),
                      "dx spreads the kernel unturned: your forward pass is a convolution.", "5.11"),
        Misconception("valid-for-full", wrong(back=lambda d, k: conv2_valid(np.pad(d, 1), k)),
                      "dx is not the full convolution: it has the size of x whatever the kernel.", "5.11"),
        Misconception("input-not-rotated", wrong(kernel=conv2_valid),
                      "dk was made without turning x.", "5.12"),
        Misconception("kernel-result-turned", wrong(kernel=lambda x, d: conv2_valid(x, rot180(d))),
                      "Each dk comes out turned by 180 degrees, that of a forward pass without a flip.", "5.12"),
        Misconception("bias-mean", with_bias(lambda a, d: d.mean(axis=(1, 2))),
                      "db is the mean of delta where the sum is meant.", "5.13"),
        Misconception("bias-over-maps", with_bias(lambda a, d: d.sum(axis=(0, 1))),
                      "db is summed over the maps: one bias belongs to one map, sum over its pixels.", "5.13"),
        Misconception("bias-weighted", with_bias(lambda a, d: a.T @ a @ d.sum(axis=(1, 2))),
                      "db is weighted by alpha: the bias stands outside the weighted sum.", "5.13"),
        Misconception("bias-first", lambda *a: gradients(*a)[::-1],
                      "The results are in the order (db, dc, dk, dx); (dx, dk, dc, db) is meant.", "5.11"),
        Misconception("arguments-order", lambda *a: tuple(gradients(*a)[n] for n in (1, 0, 2, 3)),
                      "dk comes before dx; the order is (dx, dk, dc, db).", "5.11"),
        returns_zeros(gradients, "5.10"),
    ),
)  # fmt: skip
