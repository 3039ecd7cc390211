"""The exercise softmax_cross_entropy and its wrong versions."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.mlp.softmax import (
    binary,
    clipped,
    expected,
    from_logarithms,
    from_probabilities,
    one_hot,
    scores_and_labels,
    shifted_by_largest_of_all,
    shifted_log_softmax,
    softmax,
    unshifted,
    with_delta,
    with_loss,
)  # fmt: skip
from helpers.operations.mlp import cross_entropy, log_softmax

CLIPPED = tuple(
    Misconception(f"log-clipped-{eps:.0e}".replace("e-0", "e-"), clipped(eps),
                  f"You add or clip at {eps:.0e} inside the logarithm: finite, but not the loss where the "
                  "probability underflows.", "2.24")
    for eps in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-300)
)  # fmt: skip


def inside_only(u):
    m = u.max(axis=1, keepdims=True)
    return shifted_log_softmax(u, m) + m


def every_label_everywhere(u, labels):
    p = softmax(u)
    p[:, labels] -= 1
    return float(-np.mean(log_softmax(u)[:, labels])), p / len(u)


SOFTMAX_CROSS_ENTROPY = Exercise(
    "softmax_cross_entropy", "softmax_cross_entropy(u, labels)", scores_and_labels, expected,
    (
        Misconception("shift-missing", from_probabilities(unshifted),
                      "exp overflows: subtract the row's largest entry before it.", "2.24"),
        Misconception("log-of-underflow", from_probabilities(softmax),
                      "You take the logarithm of a probability that underflowed to 0: compute ln p from u directly.",
                      "2.24"),
        Misconception("one-shift-for-all", from_probabilities(shifted_by_largest_of_all),
                      "You subtract the largest entry of the whole batch: rows far below it underflow to 0/0.", "2.24"),
        Misconception("log-of-one-shift-for-all", from_logarithms(lambda u: shifted_log_softmax(u, u.max())),
                      "You subtract the largest entry of the whole batch: far below it a row's sum underflows to 0.",
                      "2.24"),
        Misconception("shift-inside-only", from_logarithms(inside_only),
                      "m is subtracted inside the exponentials only: ln p needs u - m outside as well.", "2.24"),
        Misconception("log-softmax-over-the-batch", from_logarithms(lambda u: log_softmax(u.T).T),
                      "Maximum and sum run over the batch; they run over the classes, along each row.", "2.24"),
        *CLIPPED,
        Misconception("diagonal-only", with_delta(lambda p, y, labels: -y * (1 - p)),
                      "Delta is zero off the label: you used the diagonal of the softmax Jacobian only.", "2.26"),
        Misconception("label-not-subtracted", with_delta(lambda p, y, labels: p),
                      "Delta is p/N: the 1 of the right class is not subtracted.", "2.27"),
        Misconception("class-number-subtracted", with_delta(lambda p, y, labels: p - labels[:, None]),
                      "You subtracted the class number from every probability; subtract 1 at the place it names.",
                      "2.27"),
        Misconception("label-added", with_delta(lambda p, y, labels: p + y),
                      "The 1 of the right class is added: it is subtracted.", "2.27"),
        Misconception("divided-by-classes", with_delta(lambda p, y, labels: (p - y) * len(p) / p.shape[1]),
                      "Delta is divided by the number of classes: the examples are averaged.", "2.27"),
        Misconception("sign-reversed", with_delta(lambda p, y, labels: y - p),
                      "Delta's sign is reversed: it is p less the label.", "2.27"),
        Misconception("jacobian-on-top", with_delta(lambda p, y, labels: (p - y) * p * (1 - p)),
                      "p - y contains the softmax derivative already; you multiplied by p(1 - p) once more.", "2.27"),
        Misconception("one-minus-p", with_delta(lambda p, y, labels: p * (1 - p) - y),
                      "You subtracted the label from p(1 - p); it is subtracted from p.", "2.27"),
        Misconception("n-missing-in-delta", lambda u, labels: (expected(u, labels)[0], len(u) * expected(u, labels)[1]),
                      "Delta lacks the 1/N of the batch, which the loss has.", "2.27"),
        Misconception("n-twice", with_delta(lambda p, y, labels: (p - y) / len(p)),
                      "Delta is divided by N twice.", "2.27"),
        Misconception("divided-by-entries", with_delta(lambda p, y, labels: (p - y) / p.shape[1]),
                      "Delta is divided by N K; only the examples are averaged.", "2.27"),
        Misconception("sum-for-mean", with_loss(lambda u, p, labels: len(u) * cross_entropy(u, labels)),
                      "The loss is a sum over the batch where the mean is meant; delta is right.", "2.25"),
        Misconception("all-summed", lambda u, labels: tuple(len(u) * part for part in expected(u, labels)),
                      "Loss and delta are sums over the batch where the mean is meant.", "2.25"),
        Misconception("every-label-in-every-row", with_loss(lambda u, p, labels: -np.mean(log_softmax(u)[:, labels])),
                      "The loss takes the labels of all examples from every row: each row has one label.", "2.25"),
        Misconception("every-label-everywhere", every_label_everywhere,
                      "Loss and delta use the labels of all examples in every row: each row has one label.", "2.25"),
        Misconception("mean-over-entries", with_loss(lambda u, p, labels: cross_entropy(u, labels) / u.shape[1]),
                      "The loss is averaged over classes as well; only the examples are averaged.", "2.25"),
        Misconception("loss-sign", with_loss(lambda u, p, labels: -cross_entropy(u, labels)),
                      "The loss has the wrong sign: -ln p is positive.", "2.25"),
        Misconception("base-two", with_loss(lambda u, p, labels: cross_entropy(u, labels) / np.log(2)),
                      "The logarithm is to base 2 where the natural one is meant.", "2.25"),
        Misconception("squared-error", with_loss(lambda u, p, labels: np.sum((p - one_hot(u, labels)) ** 2) / 2
                                                 / len(u)),
                      "The loss is the squared error of the probabilities; the delta is the cross-entropy's.", "2.25"),
        Misconception("probability-for-log", with_loss(lambda u, p, labels: -np.sum(p * one_hot(u, labels)) / len(u)),
                      "The loss lacks the logarithm.", "2.25"),
        Misconception("every-class-a-sigmoid", with_loss(binary),
                      "You added -ln(1 - p) of the other classes: under softmax the label's term is the whole loss.",
                      "2.25"),
        Misconception("entropy-of-p", with_loss(lambda u, p, labels: -np.sum(p * log_softmax(u)) / len(u)),
                      "This is the entropy of p: the label does not enter.", "2.25"),
        Misconception("wrong-axis", from_probabilities(lambda u: softmax(u, axis=0)),
                      "The softmax runs over the batch; it runs over the classes, along each row.", "2.23"),
        Misconception("order-exchanged", lambda *a: expected(*a)[::-1],
                      "The results are in the order (delta, loss); (loss, delta) is meant.", "2.25"),
        returns_zeros(expected, "2.25"),
    ),
)  # fmt: skip
