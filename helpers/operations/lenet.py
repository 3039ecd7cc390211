"""The forward pass of lesson 08's network, generic in its sizes, and its derivatives by the complex step.

params: k1 (J1, 1, p, q), b1 (J1,), k2 (J2, J1, p', q'), b2 (J2,), w3 (D, J2*H*W), b3 (D,), w4 (K, D), b4 (K,).
A small relative of LeNet-5: Y. LeCun et al. (1998), Proceedings of the IEEE 86, section II.B.
"""

import numpy as np

from helpers.operations.image_batches import convolve, cross_entropy, max_pool, relu

SHAPES = {
    "k1": (6, 1, 5, 5), "b1": (6,), "k2": (16, 6, 5, 5), "b2": (16,),
    "w3": (120, 256), "b3": (120,), "w4": (10, 120), "b4": (10,),
}  # fmt: skip
STEP = 1e-30


def lenet_forward(params, images):
    """(scores (N, K), cache) for images (N, H, W); the cache has u1, y1, u2, y2, u3, y3."""
    u1 = convolve(images[:, None], params["k1"], params["b1"])
    y1 = max_pool(relu(u1), 2)
    u2 = convolve(y1, params["k2"], params["b2"])
    y2 = max_pool(relu(u2), 2)
    u3 = y2.reshape(len(y2), -1) @ params["w3"].T + params["b3"]
    y3 = relu(u3)
    cache = {"u1": u1, "y1": y1, "u2": u2, "y2": y2, "u3": u3, "y3": y3}
    return y3 @ params["w4"].T + params["b4"], cache


def lenet_loss(params, images, labels):
    """The mean cross-entropy of the scores; complex for complex parameters."""
    return cross_entropy(lenet_forward(params, images)[0], labels)[0]


def complex_step(f, x, step=STEP):
    """The gradient of f at x by Im f(x + ih)/h (Squire and Trapp 1998): exact to rounding, no formula known.

    It differentiates the branch that a maximum takes at x itself, so that no step crosses a kink.
    """
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        nudged = x.astype(complex)
        nudged[index] += step * 1j
        gradient[index] = np.imag(f(nudged)) / step
    return gradient


def lenet_initial(seed=0, shapes=None, last=0.01):
    """Random weights of variance 2/fan-in (He et al. 2015), times `last` in the last layer; zero biases."""
    rng, params = np.random.default_rng(seed), {}
    for name, shape in (shapes or SHAPES).items():
        scale = np.sqrt(2 / np.prod(shape[1:])) if len(shape) > 1 else 0.0
        params[name] = rng.standard_normal(shape) * scale
    params["w4"] *= last
    return params
