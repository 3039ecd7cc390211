"""lenet_gradients, equations (8.8) to (8.15), on real digits with non-zero biases."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.lenet import backward as wrong
from helpers.checks.lenet.cases import networks, zeros_like
from helpers.operations.image_batches import relu
from helpers.operations.lenet import complex_step, lenet_loss


def expected(params, images, labels):
    """The loss, and its numerical derivatives by every parameter."""
    grads = {
        name: complex_step(lambda p, n=name: lenet_loss({**params, n: p}, images, labels), value)
        for name, value in params.items()
    }
    return float(lenet_loss(params, images, labels)), grads


def version(change=lambda grads, n: grads, **replaced):
    """lenet_gradients with parts of the recursion replaced, or with its gradients changed afterwards."""

    def gradients(params, images, labels):
        loss, grads = wrong.gradients_with(params, images, labels, **replaced)
        return loss, change(grads, len(labels))

    return gradients


def each(change, kinds):
    """A change of those gradients whose names begin with one of the letters in `kinds`."""
    return lambda grads, n: {k: change(g, n) if k[0] in kinds else g for k, g in grads.items()}


def map_before_activation(params, images, labels):
    scores, cache = wrong.lenet_forward(params, images)
    loss, deltas = wrong.deltas_with(params, cache, scores, labels)
    return float(loss), wrong.gradients_from(params, images, {**cache, "y3": cache["u3"]}, deltas)


def kernels_turned(grads, n):
    return {k: g[:, :, ::-1, ::-1] if k[0] == "k" else g for k, g in grads.items()}


def entry(name, function, hint, equation):
    return Misconception(name, function, hint, equation)


LENET_GRADIENTS = Exercise(
    "lenet_gradients", "lenet_gradients(params, images, labels)", networks, expected,
    (
        entry("sum-for-mean", version(output=wrong.summed),
              "Loss and gradients are sums over the batch; the mean is meant.", "8.8"),
        entry("loss-summed", version(output=wrong.loss_summed),
              "The loss is a sum over the batch; the gradients are right.", "8.8"),
        entry("n-missing", version(output=wrong.delta_summed), "The gradients lack the 1/N that the loss has.", "8.10"),
        entry("n-twice", version(output=wrong.divided_twice),
              "The gradients are divided by N twice: the output delta carries it already.", "8.10"),
        entry("labels-off-by-one", version(output=wrong.next_label), "The labels are off by one.", "8.10"),
        entry("uphill", version(each(lambda g, n: -g, "kwb")),
              "All gradients have the wrong sign: the step's minus comes later.", "8.16"),
        entry("accumulated-twice", version(each(lambda g, n: 2 * g, "kwb")),
              "All gradients are counted twice: start from zeros on every call.", "8.14"),
        entry("bias-gradients-forgotten", version(each(lambda g, n: 0 * g, "b")),
              "The bias gradients are zero.", "8.15"),
        entry("bias-averaged", version(each(lambda g, n: g / n, "b")),
              "The bias gradients are means over the images; delta carries the 1/N already.", "8.15"),
        entry("bias-mean-in-dense", version(lambda g, n: {**g, "b3": g["b3"] / n, "b4": g["b4"] / n}),
              "The gradients of b3 and b4 are means over the images; delta carries the 1/N already.", "8.15"),
        entry("dense-transposed", version(each(lambda g, n: g.T, "w")),
              "The gradients of w3 and w4 are transposed; they have the shape of the weights.", "8.15"),
        entry("kernel-gradient-turned", version(kernels_turned),
              "The kernel gradients are turned by 180 degrees, as behind a true convolution.", "8.14"),
        entry("ties-paid-twice", version(route=wrong.equality_mask),
              "Where entries of a window tie, each of them gets the whole delta; one of them does.", "8.9"),
        entry("spread-over-the-window", version(route=wrong.spread),
              "Delta is shared out equally in each window, as behind a mean.", "8.9"),
        entry("relu-prime-forgotten-in-dense", version(dense_prime=np.ones_like),
              "Delta of u3 lacks the ReLU's derivative.", "8.11"),
        entry("relu-prime-forgotten-in-conv", version(conv_prime=np.ones_like),
              "The deltas of u1 and u2 lack the ReLU's derivative.", "8.12"),
        entry("relu-for-its-derivative", version(dense_prime=relu, conv_prime=relu),
              "Delta is multiplied by relu(u) where its derivative, 0 or 1, is meant.", "8.11"),
        entry("kernel-flipped-on-the-way", version(carry=wrong.kernel_flipped),
              "Delta crosses k2 as behind a true convolution; the forward pass here did not flip.", "8.13"),
        entry("net-input-for-output", map_before_activation,
              "The gradient of w4 meets u3; the layer's input is y3 = relu(u3).", "8.15"),
        entry("returns-zeros", lambda *a: zeros_like(version()(*a)), "Your result is zero everywhere.", "8.14"),
    ),
)  # fmt: skip
