"""conv_fast_gradients, equations (7.7) to (7.9)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.vectorisation.cases import pick
from helpers.checks.vectorisation.trusted import correlate, unroll
from helpers.gradcheck import vjp


def expected(x, k, delta):
    """Numerical derivatives of the layer by x, k and b, linear in each: a step of 1 is exact."""
    b = np.zeros(len(k))
    dx = vjp(lambda x: correlate(x, k, b), x, delta, eps=1.0)
    dk = vjp(lambda k: correlate(x, k, b), k, delta, eps=1.0)
    return dx, dk, vjp(lambda b: correlate(x, k, b), b, delta, eps=1.0)


def right(x, k, delta):
    """The same by matrix products, for wrong versions to start from."""
    d = delta.reshape(*delta.shape[:2], -1)
    dk = (d @ unroll(x, *k.shape[2:]).swapaxes(1, 2)).sum(axis=0).reshape(k.shape)
    return scatter(x, k, delta, add=True), dk, d.sum(axis=(0, 2))


def scatter(x, k, delta, add):
    """dE/dx from the gradient of the windows, overlapping ones added up or replaced."""
    dx, (rows, columns) = np.zeros(x.shape), delta.shape[2:]
    for p, q in np.ndindex(k.shape[2:]):
        part = np.einsum("njrs,ji->nirs", delta, k[:, :, p, q])
        target = dx[:, :, p : p + rows, q : q + columns]
        target[...] = part + (target if add else 0)
    return dx


def positions_first(x, k, delta):
    """dE/dV read as (N, I, H', W', kh, kw): a reshape in the order in which (7.4) names the axes."""
    dv = np.einsum("njrs,jipq->nipqrs", delta, k)
    n, i, kh, kw, rows, columns = dv.shape
    dv, dx = dv.reshape(n, i, rows, columns, kh, kw), np.zeros(x.shape)
    for p, q in np.ndindex(kh, kw):
        dx[:, :, p : p + rows, q : q + columns] += dv[..., p, q]
    return dx


def dx_with(change):
    """The right gradients, dx of a changed kernel."""
    return lambda x, k, delta: (scatter(x, change(k), delta, add=True), *right(x, k, delta)[1:])


def replaced(position, rule):
    """The right gradients, one of them replaced by rule(x, k, delta)."""

    def wrong(x, k, delta):
        found = list(right(x, k, delta))
        found[position] = rule(x, k, delta)
        return tuple(found)

    return wrong


def divided(x, k, delta):
    dx, dk, db = right(x, k, delta)
    return dx, dk / len(x), db / len(x)


def order_exchanged(x, k, delta):
    dx, dk, db = right(x, k, delta)
    return dk, dx, db


CONV_FAST_GRADIENTS = Exercise(
    "conv_fast_gradients", "conv_fast_gradients(x, k, delta)", pick("x", "k", "delta"), expected,
    (
        Misconception("assigned-not-added", replaced(0, lambda x, k, d: scatter(x, k, d, add=False)),
                      "In dx, overlapping windows replace each other: their shares are added, and += with an index "
                      "array keeps only one of them.", "7.9"),
        Misconception("positions-first", replaced(0, positions_first),
                      "dE/dV was split into (N, I, H', W', kh, kw); its rows (i, p, q) come before its columns "
                      "(r, s).", "7.5"),
        Misconception("kernel-flipped-for-dx", dx_with(lambda k: k[:, :, ::-1, ::-1]),
                      "dx belongs to a forward pass with flipped kernels.", "7.9"),
        Misconception("dx-mean-over-outputs", dx_with(lambda k: k / len(k)),
                      "dx is averaged over the output maps; their shares are summed.", "7.7"),
        Misconception("first-output-only", dx_with(lambda k: k * (np.arange(len(k)) == 0)[:, None, None, None]),
                      "Only the first output map sends its delta back to dx.", "7.7"),
        Misconception("divided-by-images", divided,
                      "dk and db are divided by the number of images: the 1/N is in delta already.", "7.8"),
        Misconception("kernel-gradient-flipped", replaced(1, lambda *a: right(*a)[1][:, :, ::-1, ::-1].copy()),
                      "dk is turned by a half turn: nothing was flipped on the way forward.", "7.8"),
        Misconception("kernel-gradient-transposed", replaced(1, lambda *a: right(*a)[1].swapaxes(0, 1).copy()),
                      "dk has its map axes exchanged: like k, it is indexed by output, then input.", "7.8"),
        Misconception("first-image-only", replaced(1, lambda x, k, d: right(x[:1], k, d[:1])[1]),
                      "dk has the first image only: the gradients of all images are summed.", "7.8"),
        Misconception("kernel-mean-over-positions", replaced(1, lambda x, k, d: right(x, k, d)[1] / d[0, 0].size),
                      "dk is averaged over the positions of the window: they are summed.", "7.8"),
        Misconception("images-not-summed", replaced(2, lambda x, k, d: d.sum(axis=(2, 3))),
                      "db has an entry for each image: sum over the images too.", "7.8"),
        Misconception("bias-over-maps", replaced(2, lambda x, k, d: d.sum(axis=(0, 1))),
                      "db is summed over the output maps: one bias belongs to one map.", "7.8"),
        Misconception("bias-mean-over-positions", replaced(2, lambda x, k, d: d.mean(axis=(2, 3)).sum(axis=0)),
                      "db is averaged over the positions: they are summed.", "7.8"),
        Misconception("order-exchanged", order_exchanged,
                      "The results are in another order: dx, dk, db is asked for.", "7.8"),
        returns_zeros(expected, "7.8"),
    ),
)  # fmt: skip
