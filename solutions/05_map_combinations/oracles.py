"""Independent oracles of lesson 05: SciPy, and autograd through forward passes of their own.

ORACLES = {name: function of the exercise's arguments}. `map_combinations_claims` has none: its answer is
seven verdicts, which the lesson's own solution decides by experiment.
"""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from scipy import signal, special


def softmax(c):
    """Column-wise softmax in operations that autograd follows; autograd takes no part in the shift."""
    e = anp.exp(c - np.max(getattr(c, "_value", c), axis=0))
    return e / anp.sum(e, axis=0)


def convolved(x, k):
    """True valid convolution of one map as a sum of shifted, weighted maps."""
    (height, width), (kh, kw) = x.shape, k.shape
    rows, columns = height - kh + 1, width - kw + 1
    return sum(
        k[p, q] * x[kh - 1 - p : kh - 1 - p + rows, kw - 1 - q : kw - 1 - q + columns]
        for p in range(kh)
        for q in range(kw)
    )


def layer(x, k, c, b):
    """The layer's net inputs, map by map, in operations that autograd follows."""
    alpha = softmax(c)
    z = [convolved(x[i], k[i]) for i in range(len(x))]
    return anp.stack([b[j] + sum(alpha[i, j] * z[i] for i in range(len(z))) for j in range(len(b))])


def latent(alpha):
    """Latent weights of given softmax weights; a weight of 0 becomes one so small that nothing tells the two apart."""
    return np.log(np.maximum(alpha, 1e-300))


def map_weights(c):
    return special.softmax(c, axis=0)


def combine(x, k, c, b):
    alpha = map_weights(c)
    z = np.array(
        [signal.convolve(x_i, k_i, mode="valid", method="direct") for x_i, k_i in zip(x, k, strict=True)]
    )
    return np.stack([np.tensordot(alpha[:, j], z, 1) + b[j] for j in range(len(b))])


def alpha_gradient(delta, z):
    def energy(alpha):
        return sum(
            anp.sum(delta[j] * sum(alpha[i, j] * z[i] for i in range(len(z)))) for j in range(len(delta))
        )

    return grad(energy)(np.zeros((len(z), len(delta))))


def latent_gradient(alpha, dalpha):
    return grad(lambda c: anp.sum(dalpha * softmax(c)))(latent(alpha))


def combine_gradients(x, k, c, delta):
    def energy(x, k, c, b):
        return anp.sum(delta * layer(x, k, c, b))

    point = np.array(x), np.array(k), np.array(c), np.zeros(len(delta))
    return tuple(grad(energy, n)(*point) for n in range(4))


def l1_latent_gradient(alpha, strength):
    """Bouvrie's chain (5.15) term by term; autograd gives the derivative of the magnitudes, and 0 at 0."""
    dalpha = grad(lambda a: strength * anp.sum(anp.abs(a)))(np.array(alpha))
    dc = np.zeros(alpha.shape)
    for i, j in np.ndindex(*alpha.shape):
        dc[i, j] = sum(dalpha[n, j] * alpha[n, j] * ((n == i) - alpha[i, j]) for n in range(len(alpha)))
    return dc


def penalty_acts(gradient, c, rate, steps):
    """The latent weights at the end as the fixed sum of all steps taken, by SciPy's softmax."""
    moves, before = np.zeros(c.shape), special.softmax(c, axis=0)
    for _ in range(steps):
        moves += gradient(special.softmax(c - rate * moves, axis=0))
    after = special.softmax(c - rate * moves, axis=0)
    return bool((after.max(axis=0) - before.max(axis=0)).min() > 1e-6)


def entropy_latent_gradient(alpha, strength):
    def penalty(c):
        a = softmax(c)
        log = c - np.max(getattr(c, "_value", c), axis=0)
        log = log - anp.log(anp.sum(anp.exp(log), axis=0))
        return -strength * anp.sum(a * log)

    return grad(penalty)(latent(alpha))


def soft_threshold(a, t):
    """a minus the gradient of the Moreau envelope of t|y|, which is Huber's function; autograd differentiates it."""

    def huber(a):
        size = anp.abs(a)
        return anp.sum(anp.where(size <= t, a**2 / 2, t * size - t**2 / 2))

    return a - grad(huber)(np.array(a))


def repaired_proximal_step(alpha, k, dalpha, dk, rate, strength):
    moved = alpha - rate * dalpha
    return np.copysign(np.fmax(np.abs(moved) - rate * strength, 0), moved), np.stack(
        [one / np.linalg.norm(one, "fro") for one in k - rate * dk]
    )


ORACLES = {
    function.__name__: function
    for function in (
        map_weights, combine, alpha_gradient, latent_gradient, combine_gradients, l1_latent_gradient, penalty_acts,
        entropy_latent_gradient, soft_threshold, repaired_proximal_step,
    )
}  # fmt: skip
