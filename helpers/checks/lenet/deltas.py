"""lenet_deltas, equations (8.8) to (8.13)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.lenet import backward as wrong
from helpers.checks.lenet.cases import networks, zeros_like
from helpers.operations.image_batches import convolve, cross_entropy, max_pool, relu
from helpers.operations.lenet import STEP, lenet_forward


def cases(rng):
    found = []
    for params, images, labels in networks(rng, (3, 2)):
        scores, cache = lenet_forward(params, images)
        found.append((params, cache, scores, labels))
    return found


def expected(params, cache, scores, labels):
    """The loss, and its numerical derivatives by each net input, through the layers above it."""

    def shares(u4):
        return np.array(
            [cross_entropy(u, t)[0] for u, t in zip(u4[:, None], labels[:, None], strict=True)]
        ) / len(u4)

    def above_u3(u3):
        return shares(relu(u3) @ params["w4"].T + params["b4"])

    def above_u2(u2):
        y2 = max_pool(relu(u2), 2)
        return above_u3(y2.reshape(len(y2), -1) @ params["w3"].T + params["b3"])

    def above_u1(u1):
        return above_u2(convolve(max_pool(relu(u1), 2), params["k2"], params["b2"]))

    deltas = {
        "u1": by_image(above_u1, cache["u1"]),
        "u2": by_image(above_u2, cache["u2"]),
        "u3": by_image(above_u3, cache["u3"]),
        "u4": by_image(shares, scores),
    }
    return float(cross_entropy(scores, labels)[0]), deltas


def by_image(shares, u):
    """The complex step for all images at once: shares(u) -> (N,), image n's share of E, which no other image moves."""
    gradient = np.empty(u.shape)
    for index in np.ndindex(u.shape[1:]):
        nudged = u.astype(complex)
        nudged[(slice(None), *index)] += STEP * 1j
        gradient[(slice(None), *index)] = np.imag(shares(nudged)) / STEP
    return gradient


def version(**replaced):
    def deltas(*arguments):
        loss, found = wrong.deltas_with(*arguments, **replaced)
        return float(loss), found

    return deltas


def one_prime_missing(name):
    """The ReLU's derivative left out of the delta of u1 or u2, and of what follows from it."""

    def deltas(params, cache, scores, labels):
        return version(conv_prime=lambda u: np.ones_like(u) if u is cache[name] else wrong.on(u))(
            params, cache, scores, labels
        )

    return deltas


def label_axis_transposed(params, cache, scores, labels):
    loss, found = version()(params, cache, scores, labels)
    return loss, {**found, "u4": found["u4"].T}


def entry(name, function, hint, equation):
    return Misconception(name, function, hint, equation)


LENET_DELTAS = Exercise(
    "lenet_deltas", "lenet_deltas(params, cache, scores, labels)", cases, expected,
    (
        entry("sum-for-mean", version(output=wrong.summed),
              "Loss and deltas are sums over the batch; the mean is meant, with one 1/N.", "8.8"),
        entry("loss-summed", version(output=wrong.loss_summed),
              "The loss is a sum over the batch; the deltas are right.", "8.8"),
        entry("n-missing", version(output=wrong.delta_summed), "The deltas lack the 1/N that the loss has.", "8.10"),
        entry("n-twice", version(output=wrong.divided_twice), "The deltas are divided by N twice.", "8.10"),
        entry("label-not-subtracted", version(output=wrong.labels_not_subtracted),
              "The output delta is the softmax alone: the 1 at the label is not subtracted.", "8.10"),
        entry("output-sign", version(output=wrong.uphill),
              "The output delta has the wrong sign: it is softmax minus label.", "8.10"),
        entry("labels-off-by-one", version(output=wrong.next_label), "The labels are off by one.", "8.10"),
        entry("class-axis-first", label_axis_transposed,
              "The output delta is (K, N); it has the scores' axes, image first, class second.", "8.10"),
        entry("relu-prime-forgotten-in-dense", version(dense_prime=np.ones_like),
              "Delta of u3 lacks the ReLU's derivative.", "8.11"),
        entry("relu-prime-forgotten-in-conv", version(conv_prime=np.ones_like),
              "The deltas of u1 and u2 lack the ReLU's derivative.", "8.12"),
        entry("relu-prime-forgotten-in-u1", one_prime_missing("u1"),
              "Delta of u1 lacks the ReLU's derivative.", "8.13"),
        entry("relu-prime-forgotten-in-u2", one_prime_missing("u2"),
              "Delta of u2 lacks the ReLU's derivative.", "8.12"),
        entry("relu-for-its-derivative", version(dense_prime=relu, conv_prime=relu),
              "Delta is multiplied by relu(u) where its derivative, 0 or 1, is meant.", "8.11"),
        entry("ties-paid-twice", version(route=wrong.equality_mask),
              "Where entries of a window tie, each of them gets the whole delta; one of them does.", "8.9"),
        entry("last-of-a-tie", version(route=wrong.last_wins),
              "At a tie the last entry of the window gets delta; the convention here is the first.", "8.9"),
        entry("spread-over-the-window", version(route=wrong.spread),
              "Delta is shared out equally in each window, as behind a mean; here the maximum gets it all.", "8.9"),
        entry("upsampled-only", version(route=wrong.everywhere),
              "Every entry of a window gets delta; only its maximum does.", "8.9"),
        entry("kernel-flipped", version(carry=wrong.kernel_flipped),
              "Delta crosses k2 as behind a true convolution; the forward pass here did not flip.", "8.13"),
        entry("returns-zeros", lambda *a: zeros_like(version()(*a)), "Your result is zero everywhere.", "8.10"),
    ),
)  # fmt: skip
