"""lenet_forward, equations (8.1) to (8.6)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.lenet.cases import networks, zeros_like
from helpers.operations.image_batches import convolve, max_pool, parts, relu
from helpers.operations.lenet import lenet_forward


def cases(rng):
    return [(params, images) for params, images, _ in networks(rng)]


def mean_pool(x, s):
    return sum(parts(x, s)) / s**2


def rows_of(maps):
    return maps.reshape(len(maps), -1)


def variant(conv=convolve, after_conv=relu, after_second=None, pool=max_pool, flatten=rows_of, hidden=relu,
            scores=lambda u: u, hidden_bias=1.0, output_bias=1.0):  # fmt: skip
    """The forward pass with some of its parts replaced."""

    def forward(params, images):
        u1 = conv(images[:, None], params["k1"], params["b1"])
        y1 = pool(after_conv(u1), 2)
        u2 = conv(y1, params["k2"], params["b2"])
        y2 = pool((after_second or after_conv)(u2), 2)
        u3 = flatten(y2) @ params["w3"].T + hidden_bias * params["b3"]
        y3 = hidden(u3)
        cache = {"u1": u1, "y1": y1, "u2": u2, "y2": y2, "u3": u3, "y3": y3}
        return scores(y3 @ params["w4"].T + output_bias * params["b4"]), cache

    return forward


def softmax(u):
    e = np.exp(u - u.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def activated_in_cache(params, images):
    scores, cache = lenet_forward(params, images)
    return scores, {name: relu(value) if name[0] == "u" else value for name, value in cache.items()}


def flat_in_cache(params, images):
    scores, cache = lenet_forward(params, images)
    return scores, {**cache, "y2": rows_of(cache["y2"])}


def channels_last(maps):
    return maps.transpose(0, 2, 3, 1).reshape(len(maps), -1)


def fast_layers_order(maps):
    return maps.transpose(0, 2, 1, 3).reshape(len(maps), -1)


def entry(name, wrong, hint, equation):
    return Misconception(name, wrong, hint, equation)


LENET_FORWARD = Exercise(
    "lenet_forward", "lenet_forward(params, images)", cases, lenet_forward,
    (
        entry("conv-bias-forgotten", variant(conv=lambda x, k, b: convolve(x, k, 0 * b)),
              "The biases b1 and b2 of the convolutions are missing.", "8.1"),
        entry("dense-bias-forgotten", variant(hidden_bias=0.0), "The bias b3 is missing.", "8.5"),
        entry("output-bias-forgotten", variant(output_bias=0.0), "The bias b4 is missing.", "8.6"),
        entry("kernels-flipped", variant(conv=lambda x, k, b: convolve(x, k[:, :, ::-1, ::-1], b)),
              "The kernels are turned by 180 degrees; here the forward pass is a cross-correlation.", "8.1"),
        entry("no-relu-after-conv", variant(after_conv=lambda u: u),
              "The convolutions have no ReLU: y1 and y2 hold negative numbers.", "8.2"),
        entry("no-relu-after-first", variant(after_conv=lambda u: u, after_second=relu),
              "The first convolution has no ReLU: y1 holds negative numbers.", "8.2"),
        entry("no-relu-after-second", variant(after_second=lambda u: u),
              "The second convolution has no ReLU: y2 holds negative numbers.", "8.4"),
        entry("no-relu-in-dense", variant(hidden=lambda u: u), "The dense layer has no ReLU: y3 equals u3.", "8.5"),
        entry("mean-pool", variant(pool=mean_pool), "The windows are averaged; their largest entry is meant.", "8.2"),
        entry("flattened-channels-last", variant(flatten=channels_last),
              "The maps are flattened in the order row, column, map; the contract is map, row, column.", "8.5"),
        entry("flattened-row-first", variant(flatten=fast_layers_order),
              "The maps are flattened in the order row, map, column; the contract is map, row, column.", "8.5"),
        entry("relu-on-scores", variant(scores=relu),
              "A ReLU is applied to the scores; they may be negative.", "8.6"),
        entry("softmax-applied", variant(scores=softmax),
              "The scores have gone through the softmax already; that belongs to the loss.", "8.6"),
        entry("scores-transposed", variant(scores=lambda u: u.T),
              "The scores are (K, N): one row for each class.", "8.6"),
        entry("net-inputs-overwritten", activated_in_cache,
              "The cache holds relu(u) under the names u1, u2, u3; the backward pass needs u.", "8.2"),
        entry("flat-in-cache", flat_in_cache,
              "The cache holds y2 as rows; it is wanted as maps, and flat only on its way into w3.", "8.5"),
        entry("returns-zeros", lambda *a: zeros_like(lenet_forward(*a)), "Your result is zero everywhere.", "8.1"),
    ),
)  # fmt: skip
