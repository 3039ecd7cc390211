"""The way back through the network with replaceable parts: what wrong versions are made of."""

import numpy as np

from helpers.operations.image_batches import (
    convolve_gradients,
    cross_entropy,
    max_pool,
    max_pool_delta,
    relu,
)
from helpers.operations.lenet import lenet_forward


def on(u):
    """The derivative of ReLU."""
    return (u > 0).astype(float)


def deltas_with(params, cache, scores, labels, output=cross_entropy, dense_prime=on, conv_prime=on,
                route=max_pool_delta, back=lambda delta, w: delta @ w, carry=None):  # fmt: skip
    """(loss, {u1, u2, u3, u4}) with some parts of the recursion replaced."""
    carry = carry or (lambda y, k, delta: convolve_gradients(y, k, delta)[0])
    loss, d4 = output(scores, labels)
    d3 = back(d4, params["w4"]) * dense_prime(cache["u3"])
    dy2 = back(d3, params["w3"]).reshape(cache["y2"].shape)
    d2 = route(dy2, relu(cache["u2"]), 2) * conv_prime(cache["u2"])
    dy1 = carry(cache["y1"], params["k2"], d2)
    d1 = route(dy1, relu(cache["u1"]), 2) * conv_prime(cache["u1"])
    return loss, {"u1": d1, "u2": d2, "u3": d3, "u4": d4}


def gradients_with(params, images, labels, **replaced):
    """(loss, grads) of the whole network, its deltas with some parts replaced."""
    scores, cache = lenet_forward(params, images)
    loss, deltas = deltas_with(params, cache, scores, labels, **replaced)
    return float(loss), gradients_from(params, images, cache, deltas)


def gradients_from(params, images, cache, deltas):
    """The gradients that belong to the deltas."""
    _, dk1, db1 = convolve_gradients(images[:, None], params["k1"], deltas["u1"])
    _, dk2, db2 = convolve_gradients(cache["y1"], params["k2"], deltas["u2"])
    flat = cache["y2"].reshape(len(images), -1)
    return {
        "k1": dk1, "b1": db1, "k2": dk2, "b2": db2,
        "w3": deltas["u3"].T @ flat, "b3": deltas["u3"].sum(axis=0),
        "w4": deltas["u4"].T @ cache["y3"], "b4": deltas["u4"].sum(axis=0),
    }  # fmt: skip


def equality_mask(d, x, s):
    """Every entry that equals the maximum of its window gets all of d: wrong where entries tie."""
    return (x == everywhere(max_pool(x, s), x, s)) * everywhere(d, x, s)


def spread(d, x, s):
    """Every entry of the window gets an equal share, as behind a mean."""
    return (d / s**2).repeat(s, axis=2).repeat(s, axis=3)


def everywhere(d, x, s):
    """Every entry of the window gets all of d."""
    return d.repeat(s, axis=2).repeat(s, axis=3)


def last_wins(d, x, s):
    """At a tie the last entry in row order gets d."""
    return max_pool_delta(d[..., ::-1, ::-1], x[..., ::-1, ::-1], s)[..., ::-1, ::-1].copy()


def kernel_flipped(y, k, delta):
    """dE/dy of a true convolution, for a forward pass that does not flip."""
    return convolve_gradients(y, k[:, :, ::-1, ::-1], delta)[0]


def summed(scores, labels):
    loss, delta = cross_entropy(scores, labels)
    return loss * len(labels), delta * len(labels)


def loss_summed(scores, labels):
    loss, delta = cross_entropy(scores, labels)
    return loss * len(labels), delta


def delta_summed(scores, labels):
    loss, delta = cross_entropy(scores, labels)
    return loss, delta * len(labels)


def divided_twice(scores, labels):
    loss, delta = cross_entropy(scores, labels)
    return loss, delta / len(labels)


def labels_not_subtracted(scores, labels):
    loss, delta = cross_entropy(scores, labels)
    return loss, delta + np.eye(scores.shape[1])[labels] / len(labels)


def uphill(scores, labels):
    loss, delta = cross_entropy(scores, labels)
    return loss, -delta


def next_label(scores, labels):
    return cross_entropy(scores, (labels + 1) % scores.shape[1])
