"""Right answers of 07_vectorisation written differently; every check accepts them all."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def windows_by_strides(x, kh, kw):
    n, c, h, w = x.shape
    rows, columns = h - kh + 1, w - kw + 1
    a, b, d, e = x.strides
    view = as_strided(x, (n, c, kh, kw, rows, columns), (a, b, d, e, d, e), writeable=False)
    return view.reshape(n, c * kh * kw, rows * columns)


def windows_by_slices(x, kh, kw):
    n, c, h, w = x.shape
    rows, columns = h - kh + 1, w - kw + 1
    v = np.empty((n, c, kh, kw, rows, columns))
    for p, q in np.ndindex(kh, kw):
        v[:, :, p, q] = x[:, :, p : p + rows, q : q + columns]
    return v.reshape(n, c * kh * kw, -1)


def windows_by_index(x, kh, kw):
    n, c, h, w = x.shape
    p, q, r, s = np.ogrid[:kh, :kw, : h - kh + 1, : w - kw + 1]
    return x[:, :, p + r, q + s].reshape(n, c * kh * kw, -1)


def windows_by_loops(x, kh, kw):
    n, c, h, w = x.shape
    v = np.zeros((n, c * kh * kw, (h - kh + 1) * (w - kw + 1)))
    for r, s in np.ndindex(h - kh + 1, w - kw + 1):
        v[:, :, r * (w - kw + 1) + s] = x[:, :, r : r + kh, s : s + kw].reshape(n, -1)
    return v


def conv_by_einsum(x, k, b):
    return np.einsum("nirspq,jipq->njrs", sliding_window_view(x, k.shape[2:], (2, 3)), k) + b[:, None, None]


def conv_by_tensordot(x, k, b):
    u = np.tensordot(sliding_window_view(x, k.shape[2:], (2, 3)), k, ([1, 4, 5], [1, 2, 3]))
    return (u + b).transpose(0, 3, 1, 2)


def conv_by_kernel_entries(x, k, b):
    kh, kw = k.shape[2:]
    rows, columns = x.shape[2] - kh + 1, x.shape[3] - kw + 1
    u = np.zeros((len(x), len(k), rows, columns)) + b[:, None, None]
    for p, q in np.ndindex(kh, kw):
        u += np.tensordot(x[:, :, p : p + rows, q : q + columns], k[:, :, p, q], ([1], [1])).transpose(
            0, 3, 1, 2
        )
    return u


def conv_by_one_product(x, k, b):
    v = windows_by_slices(x, *k.shape[2:])
    u = k.reshape(len(k), -1) @ v.transpose(1, 0, 2).reshape(v.shape[1], -1) + b[:, None]
    rows, columns = x.shape[2] - k.shape[2] + 1, x.shape[3] - k.shape[3] + 1
    return u.reshape(len(k), len(x), rows, columns).swapaxes(0, 1)


def conv_by_fft(x, k, b):
    h, w = x.shape[2:]
    rows, columns = h - k.shape[2] + 1, w - k.shape[3] + 1
    product = np.einsum("niyz,jiyz->njyz", np.fft.fft2(x), np.conj(np.fft.fft2(k, (h, w))))
    return np.fft.ifft2(product).real[:, :, :rows, :columns] + b[:, None, None]


def gradients_by_einsum(x, k, delta):
    kh, kw = k.shape[2:]
    padded = np.pad(delta, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    dx = np.einsum("njyzpq,jipq->niyz", sliding_window_view(padded, (kh, kw), (2, 3)), k[:, :, ::-1, ::-1])
    dk = np.einsum("nirspq,njrs->jipq", sliding_window_view(x, (kh, kw), (2, 3)), delta)
    return dx, dk, np.einsum("njrs->j", delta)


def gradients_by_loops(x, k, delta):
    dx, dk = np.zeros(x.shape), np.zeros(k.shape)
    kh, kw = k.shape[2:]
    for n, j, r, s in np.ndindex(delta.shape):
        dx[n, :, r : r + kh, s : s + kw] += delta[n, j, r, s] * k[j]
        dk[j] += delta[n, j, r, s] * x[n, :, r : r + kh, s : s + kw]
    return [dx, dk, delta.sum(axis=(0, 2, 3))]


def gradients_by_add_at(x, k, delta):
    kh, kw = k.shape[2:]
    (n, j, rows, columns), dx = delta.shape, np.zeros(x.shape)
    p, q, r, s = np.ogrid[:kh, :kw, :rows, :columns]
    dv = np.einsum("jipq,njrs->nipqrs", k, delta)
    np.add.at(dx, (slice(None), slice(None), p + r, q + s), dv)
    v = windows_by_index(x, kh, kw)
    dk = np.tensordot(delta.reshape(n, j, -1), v, ([0, 2], [0, 2])).reshape(k.shape)
    return dx, dk, delta.sum(axis=(0, 2, 3))


def gradients_by_kernel_entries(x, k, delta):
    rows, columns = delta.shape[2:]
    dx, dk = np.zeros(x.shape), np.zeros(k.shape)
    for p, q in np.ndindex(k.shape[2:]):
        seen = x[:, :, p : p + rows, q : q + columns]
        dk[:, :, p, q] = np.tensordot(delta, seen, ([0, 2, 3], [0, 2, 3]))
        dx[:, :, p : p + rows, q : q + columns] += np.tensordot(delta, k[:, :, p, q], ([1], [0])).transpose(
            0, 3, 1, 2
        )
    return dx, dk, delta.sum(axis=(0, 2, 3))


def pool_by_reshape(x, s):
    n, c, h, w = x.shape
    return x.reshape(n, c, h // s, s, w // s, s).max(axis=(3, 5))


def pool_by_windows(x, s):
    return sliding_window_view(x, (s, s), (2, 3))[:, :, ::s, ::s].max(axis=(4, 5))


def pool_rows_then_columns(x, s):
    tall = np.maximum.reduce([x[:, :, p::s] for p in range(s)])
    return np.maximum.reduce([tall[..., q::s] for q in range(s)])


def pool_by_reduceat(x, s):
    rows = np.maximum.reduceat(x, np.arange(0, x.shape[2], s), axis=2)
    return np.maximum.reduceat(rows, np.arange(0, x.shape[3], s), axis=3)


def upsample_by_kron(d, s):
    return np.kron(d, np.ones((s, s)))


def upsample_by_broadcast(d, s):
    n, c, h, w = d.shape
    return np.broadcast_to(d[:, :, :, None, :, None], (n, c, h, s, w, s)).reshape(n, c, h * s, w * s)


def upsample_by_slices(d, s):
    n, c, h, w = d.shape
    up = np.empty((n, c, h * s, w * s))
    for p, q in np.ndindex(s, s):
        up[:, :, p::s, q::s] = d
    return up


def upsample_by_index(d, s):
    y, z = np.ogrid[: d.shape[2] * s, : d.shape[3] * s]
    return d[:, :, y // s, z // s]


def route_by_argmax(d, x, s):
    n, c, h, w = x.shape
    blocks = (
        x.reshape(n, c, h // s, s, w // s, s).transpose(0, 1, 2, 4, 3, 5).reshape(n, c, h // s, w // s, s * s)
    )
    one = np.arange(s * s) == blocks.argmax(axis=-1)[..., None]
    back = (one * d[..., None]).reshape(n, c, h // s, w // s, s, s).transpose(0, 1, 2, 4, 3, 5)
    return back.reshape(x.shape)


def route_by_loops(d, x, s):
    dx = np.zeros(x.shape)
    for n, c, m, o in np.ndindex(d.shape):
        p, q = divmod(int(np.argmax(x[n, c, m * s : m * s + s, o * s : o * s + s])), s)
        dx[n, c, m * s + p, o * s + q] = d[n, c, m, o]
    return dx


def route_by_residual(d, x, s):
    y, dx, left = pool_by_reshape(x, s), np.empty(x.shape), d.copy()
    for p, q in np.ndindex(s, s):
        dx[:, :, p::s, q::s] = left * (x[:, :, p::s, q::s] == y)
        left = left - dx[:, :, p::s, q::s]
    return dx


ALTERNATIVES = {
    "windows": [windows_by_strides, windows_by_slices, windows_by_index, windows_by_loops],
    "conv_fast": [conv_by_einsum, conv_by_tensordot, conv_by_kernel_entries, conv_by_one_product, conv_by_fft],
    "conv_fast_gradients": [
        gradients_by_einsum, gradients_by_loops, gradients_by_add_at, gradients_by_kernel_entries,
    ],
    "max_pool_fast": [pool_by_reshape, pool_by_windows, pool_rows_then_columns, pool_by_reduceat],
    "upsample_fast": [upsample_by_kron, upsample_by_broadcast, upsample_by_slices, upsample_by_index],
    "max_pool_fast_delta": [route_by_argmax, route_by_loops, route_by_residual],
    "repaired_batch_conv": [conv_by_one_product, conv_by_einsum, conv_by_tensordot],
    "vectorisation_claims": [
        lambda: dict(zip("ABCDEFG", (False, False, False, True, True, False, True), strict=True)),
        lambda: {c: np.bool_(c in "DEG") for c in "ABCDEFG"},
        lambda: {c: c in {"D", "E", "G"} for c in reversed("ABCDEFG")},
    ],
}  # fmt: skip
