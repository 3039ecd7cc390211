"""softmax_cross_entropy, equations (2.23) to (2.27)."""

import numpy as np

from helpers.checks.engine.generic import normal, view
from helpers.operations.mlp import cross_entropy, log_softmax

FAR = np.array([[1e4, 0, -1e4], [-1e4, 1e4, 1e4], [-1e4, -1e4, -1e4], [2, -1, 0.5]])


def scores_and_labels(rng):
    """(u, labels): any integer type, entries of +-1e4 with the label on the best and on the worst score."""

    def labels(n, k, kind=np.int64):
        return rng.integers(0, k, n).astype(kind)

    far, wide = FAR + 0.1 * normal(rng, 4, 3), 30 * normal(rng, 3, 2)
    return [
        (2 * normal(rng, 5, 3), np.array([2, 0, 1, 2, 2])),
        (normal(rng, 4, 6), labels(4, 6, np.uint8)),
        (1.5 * normal(rng, 1, 4), labels(1, 4, np.int32)),
        (view(rng, 3, 3), labels(3, 3)),
        (far, np.array([1, 2, 0, 1])),
        (far[:, ::-1], np.array([2, 0, 1, 2], np.int16)),
        (wide, wide.argmin(axis=1).astype(np.uint8)),
    ]


def one_hot(u, labels):
    return np.eye(u.shape[1])[labels]


def softmax(u, axis=1):
    e = np.exp(u - u.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def delta_of(p, u, labels):
    return (p - one_hot(u, labels)) / len(u)


def expected(u, labels):
    """The mean of logsumexp(u) - u[label], and softmax less one-hot over N; both exact for any u."""
    return cross_entropy(u, labels), delta_of(np.exp(log_softmax(u)), u, labels)


def with_loss(rule):
    """The right delta with another loss, rule(u, p, labels)."""
    return lambda u, labels: (float(rule(u, softmax(u), labels)), expected(u, labels)[1])


def with_delta(rule):
    """The right loss with another delta, rule(p, y, labels) before 1/N."""

    def wrong(u, labels):
        p = softmax(u)
        return cross_entropy(u, labels), rule(p, one_hot(u, labels), labels) / len(u)

    return wrong


def chosen(p, labels):
    return p[np.arange(len(p)), labels]


def from_probabilities(probabilities):
    """Loss -log p[label] and delta from probabilities(u), whatever overflows or underflows there."""

    def wrong(u, labels):
        with np.errstate(all="ignore"):
            p = probabilities(u)
            return float(-np.mean(np.log(chosen(p, labels)))), delta_of(p, u, labels)

    return wrong


def unshifted(u):
    return np.exp(u) / np.exp(u).sum(axis=1, keepdims=True)


def shifted_by_largest_of_all(u):
    e = np.exp(u - u.max())
    return e / e.sum(axis=1, keepdims=True)


def shifted_log_softmax(u, m):
    """ln p by (2.24) with another shift m, which may overflow or underflow."""
    with np.errstate(all="ignore"):
        return u - m - np.log(np.exp(u - m).sum(axis=1, keepdims=True))


def from_logarithms(logarithms):
    """Loss and delta from logarithms(u) in place of ln p."""

    def wrong(u, labels):
        log_p = logarithms(u)
        with np.errstate(all="ignore"):
            return float(-np.mean(chosen(log_p, labels))), delta_of(np.exp(log_p), u, labels)

    return wrong


def clipped(eps):
    return with_loss(lambda u, p, labels: -np.mean(np.log(chosen(p, labels) + eps)))


def binary(u, p, labels):
    y = one_hot(u, labels)
    with np.errstate(all="ignore"):
        return -np.sum(np.where(y == 1, log_softmax(u), np.log1p(-p))) / len(u)
