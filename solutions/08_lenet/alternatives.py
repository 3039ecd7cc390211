"""Right answers to lesson 08, written differently: loops, einsum, im2col, fast layers, flat vectors."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from helpers import layers


def by_einsum(x, k, b):
    windows = sliding_window_view(x, k.shape[2:], axis=(2, 3))
    return np.einsum("nimrpq,jipq->njmr", windows, k) + b[None, :, None, None]


def by_matrix(x, k, b):
    """im2col: windows as columns, one product an image."""
    kh, kw = k.shape[2:]
    windows = sliding_window_view(x, (kh, kw), axis=(2, 3)).transpose(0, 1, 4, 5, 2, 3)
    n, c, _, _, rows, columns = windows.shape
    u = k.reshape(len(k), -1) @ windows.reshape(n, c * kh * kw, rows * columns) + b[:, None]
    return u.reshape(n, len(k), rows, columns)


def by_places(x, k, b):
    """One pass for each place of the kernel."""
    (j, _, kh, kw), (n, _, h, w) = k.shape, x.shape
    u = np.zeros((n, j, h - kh + 1, w - kw + 1)) + b[:, None, None]
    for p in range(kh):
        for q in range(kw):
            u += np.tensordot(
                k[:, :, p, q], x[:, :, p : h - kh + 1 + p, q : w - kw + 1 + q], (1, 1)
            ).swapaxes(0, 1)
    return u


def windowed(x, s):
    n, c, h, w = x.shape
    return x.reshape(n, c, h // s, s, w // s, s)


def pool(x):
    return windowed(x, 2).max(axis=(3, 5))


def forward_with(conv, before_pool=True):
    def forward(params, images):
        u1 = conv(images[:, None], params["k1"], params["b1"])
        y1 = pool(np.maximum(u1, 0)) if before_pool else np.maximum(pool(u1), 0)
        u2 = conv(y1, params["k2"], params["b2"])
        y2 = pool(np.maximum(u2, 0)) if before_pool else np.maximum(pool(u2), 0)
        u3 = np.dot(y2.reshape(y2.shape[0], -1), params["w3"].T) + params["b3"]
        y3 = u3 * (u3 > 0)
        cache = {"y3": y3, "u3": u3, "y2": y2, "u2": u2, "y1": y1, "u1": u1}
        return [y3 @ params["w4"].T + params["b4"], cache]

    return forward


def one_image_at_a_time(params, images):
    forward = forward_with(by_einsum)
    found = [forward(params, image[None]) for image in images]
    cache = {name: np.concatenate([c[name] for _, c in found]) for name in found[0][1]}
    return np.concatenate([s for s, _ in found]), cache


forward = forward_with(by_matrix)


def by_sorting(params, images):
    return np.argsort(forward(params, images)[0], axis=1)[:, -1]


def by_softmax(params, images):
    scores = forward(params, images)[0]
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).argmax(1)


def by_loop(params, images):
    return np.array([int(np.argmax(forward(params, image[None])[0][0])) for image in images])


def route_by_argmax(d, x, s):
    n, c, h, w = x.shape
    flat = windowed(x, s).transpose(0, 1, 2, 4, 3, 5).reshape(n, c, h // s, w // s, s * s)
    switches = np.zeros(flat.shape)
    np.put_along_axis(switches, flat.argmax(-1)[..., None], d[..., None], -1)
    return switches.reshape(n, c, h // s, w // s, s, s).transpose(0, 1, 2, 4, 3, 5).reshape(x.shape)


def route_by_loops(d, x, s):
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(d.shape):
        block = x[n, c, s * i : s * i + s, s * j : s * j + s]
        p, q = np.unravel_index(np.argmax(block), block.shape)
        dx[n, c, s * i + p, s * j + q] = d[n, c, i, j]
    return dx


def route_by_layer(d, x, s):
    """The fast layer with rows and columns exchanged, (W, C, H, N): it goes through a window column by column."""
    layer = layers.MaxPool(s)
    layer.output_shape((x.shape[3], x.shape[1], x.shape[2]))
    layer.forward(np.ascontiguousarray(x.transpose(3, 1, 2, 0)))
    return layer.backward(np.ascontiguousarray(d.transpose(3, 1, 2, 0))).transpose(3, 1, 2, 0)


def back_by_scatter(delta, k, shape):
    """dE/dx: every delta adds its kernel to the window it saw."""
    dx, (rows, columns) = np.zeros(shape), delta.shape[2:]
    for p in range(k.shape[2]):
        for q in range(k.shape[3]):
            dx[:, :, p : p + rows, q : q + columns] += np.einsum("njrs,ji->nirs", delta, k[:, :, p, q])
    return dx


def back_by_full(delta, k, shape):
    kh, kw = k.shape[2:]
    padded = np.pad(delta, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    return by_einsum(padded, k[:, :, ::-1, ::-1].swapaxes(0, 1), np.zeros(k.shape[1]))


def output_delta(scores, labels):
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(p[np.arange(len(labels)), labels]))
    return loss, (p - (labels[:, None] == np.arange(scores.shape[1]))) / len(labels)


def deltas_with(route, back, mask_below=False):
    """mask_below: the ReLU's derivative taken at the pooled map, before delta is routed (the same thing)."""

    def deltas(params, cache, scores, labels):
        loss, d4 = output_delta(scores, labels)
        d3 = np.where(cache["u3"] > 0, d4 @ params["w4"], 0)
        arriving = (d3 @ params["w3"]).reshape(cache["y2"].shape)
        found = {}
        for name, y in (("u2", "y2"), ("u1", "y1")):
            u = cache[name]
            if mask_below:
                found[name] = route(arriving * (cache[y] > 0), u, 2)
            else:
                found[name] = route(arriving, np.maximum(u, 0), 2) * (u > 0)
            if name == "u2":
                arriving = back(found["u2"], params["k2"], cache["y1"].shape)
        return loss, {**found, "u3": d3, "u4": d4}

    return deltas


def kernels_by_einsum(x, delta, shape):
    windows = sliding_window_view(x, shape[2:], axis=(2, 3))
    return np.einsum("nimrpq,njmr->jipq", windows, delta)


def kernels_by_places(x, delta, shape):
    dk, (rows, columns) = np.zeros(shape), delta.shape[2:]
    for p in range(shape[2]):
        for q in range(shape[3]):
            dk[:, :, p, q] = np.einsum("nirs,njrs->ji", x[:, :, p : p + rows, q : q + columns], delta)
    return dk


def gradients_with(kernels, deltas):
    def gradients(params, images, labels):
        scores, cache = forward(params, images)
        loss, d = deltas(params, cache, scores, labels)
        flat = cache["y2"].reshape(len(images), -1)
        return loss, {
            "w4": np.einsum("nk,nd->kd", d["u4"], cache["y3"]), "b4": d["u4"].sum(0),
            "w3": np.einsum("nk,nd->kd", d["u3"], flat), "b3": np.ones(len(images)) @ d["u3"],
            "k2": kernels(cache["y1"], d["u2"], params["k2"].shape), "b2": np.einsum("njrs->j", d["u2"]),
            "k1": kernels(images[:, None], d["u1"], params["k1"].shape), "b1": d["u1"].sum((0, 2, 3)),
        }  # fmt: skip

    return gradients


gradients = gradients_with(kernels_by_einsum, deltas_with(route_by_argmax, back_by_full))
gradients_2 = gradients_with(kernels_by_places, deltas_with(route_by_layer, back_by_scatter, mask_below=True))


def image_by_image(params, images, labels):
    """Gradients of single images, added up and divided by N once."""
    total, loss = {name: np.zeros(p.shape) for name, p in params.items()}, 0.0
    for image, label in zip(images, labels, strict=True):
        one, grads = gradients(params, image[None], np.array([label]))
        loss += one / len(images)
        total = {name: total[name] + grads[name] / len(images) for name in params}
    return loss, total


def step_in_loop(params, velocity, grads, rate, gamma, decay):
    moved, new = {}, {}
    for name in params:
        new[name] = gamma * velocity[name] + rate * grads[name] + rate * decay * params[name]
        moved[name] = params[name] - new[name]
    return moved, new


def step_on_copies(params, velocity, grads, rate, gamma, decay):
    params = {name: p.copy() for name, p in params.items()}
    velocity = {name: v.copy() for name, v in velocity.items()}
    for name, p in params.items():
        velocity[name] *= gamma
        velocity[name] += rate * (grads[name] + decay * p)
        p -= velocity[name]
    return params, velocity


def step_flat(params, velocity, grads, rate, gamma, decay):
    """All parameters as one vector."""
    theta, v, g = (np.concatenate([a[n].ravel() for n in params]) for a in (params, velocity, grads))
    v = gamma * v + rate * (g + decay * theta)
    cuts = np.cumsum([p.size for p in params.values()])[:-1]

    def unpack(flat):
        parts = np.split(flat, cuts)
        return {n: part.reshape(p.shape) for (n, p), part in zip(params.items(), parts, strict=True)}

    return unpack(theta - v), unpack(v)


def train_with(step, gradients):
    def train(params, images, labels, epochs, batch, rate, gamma, decay, seed):
        rng, losses = np.random.default_rng(seed), []
        velocity = {name: np.zeros_like(p) for name, p in params.items()}
        for _ in range(epochs):
            order = rng.permutation(len(images))
            while len(order):
                chosen, order = order[:batch], order[batch:]
                loss, grads = gradients(params, images[chosen], labels[chosen])
                params, velocity = step(params, velocity, grads, rate, gamma, decay)
                losses.append(loss)
        return params, np.array(losses)

    return train


def counts_by_loop(labels, predicted, classes):
    counts = np.zeros((classes, classes), dtype=np.int64)
    for true, found in zip(labels, predicted, strict=True):
        counts[true, found] += 1
    return counts


def counts_by_masks(labels, predicted, classes):
    return np.array(
        [[np.sum((labels == i) & (predicted == j)) for j in range(classes)] for i in range(classes)]
    )


def counts_by_product(labels, predicted, classes):
    return (np.eye(classes)[labels].T @ np.eye(classes)[predicted]).astype(int)


ALTERNATIVES = {
    "lenet_forward": [
        forward_with(by_matrix),
        forward_with(by_places, before_pool=False),
        one_image_at_a_time,
    ],
    "predict": [by_sorting, by_softmax, by_loop],
    "repaired_pool_delta": [route_by_argmax, route_by_loops, route_by_layer],
    "lenet_deltas": [
        deltas_with(route_by_argmax, back_by_full),
        deltas_with(route_by_loops, back_by_scatter, mask_below=True),
        deltas_with(route_by_layer, back_by_scatter),
    ],
    "lenet_gradients": [gradients, gradients_2, image_by_image],
    "lenet_step": [step_in_loop, step_on_copies, step_flat],
    "train": [
        train_with(step_in_loop, gradients),
        train_with(step_on_copies, gradients_2),
        train_with(step_flat, image_by_image),
    ],
    "confusion": [counts_by_loop, counts_by_masks, counts_by_product],
    "lenet_claims": [
        lambda: {"A": True, "B": False, "C": True, "D": True, "E": False, "F": False, "G": False}
    ],
}
