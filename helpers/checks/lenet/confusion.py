"""confusion, equation (8.19)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception


def cases(rng):
    """Repeated pairs, a class that never occurs, one that is never predicted."""
    found = []
    for classes, n in ((10, 200), (4, 30), (3, 17)):
        labels = rng.integers(0, classes - 1, n)
        predicted = np.where(rng.random(n) < 0.6, labels, rng.integers(1, classes, n))
        found.append((labels, predicted, classes))
    return found


def expected(labels, predicted, classes):
    counts = np.zeros((classes, classes), dtype=int)
    for true, found in zip(labels, predicted, strict=True):
        counts[true, found] += 1
    return counts


def buffered(labels, predicted, classes):
    counts = np.zeros((classes, classes), dtype=int)
    counts[labels, predicted] += 1
    return counts


def mistakes_only(labels, predicted, classes):
    counts = expected(labels, predicted, classes)
    np.fill_diagonal(counts, 0)
    return counts


def rates(labels, predicted, classes):
    counts = expected(labels, predicted, classes)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


CONFUSION = Exercise(
    "confusion", "confusion(labels, predicted, classes)", cases, expected,
    (
        Misconception("transposed", lambda *a: expected(*a).T.copy(),
                      "Rows are the predicted classes; rows are the true ones.", "8.19"),
        Misconception("counted-once", buffered,
                      "Every pair counts once however often it occurs: += on an indexed array does not "
                      "repeat.", "8.19"),
        Misconception("mistakes-only", mistakes_only, "The diagonal is empty; right answers count too.", "8.19"),
        Misconception("rates-for-counts", rates, "These are shares of each row; counts are wanted.", "8.19"),
        Misconception("mirrored", lambda *a: expected(*a) + expected(*a).T,
                      "Each pair is counted in both orders.", "8.19"),
        Misconception("returns-zeros", lambda labels, predicted, classes: np.zeros((classes, classes), dtype=int),
                      "Your result is zero everywhere.", "8.19"),
    ),
)  # fmt: skip
