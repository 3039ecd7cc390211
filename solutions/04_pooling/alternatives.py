"""Right answers to lesson 04 written differently: what a check must accept.

ALTERNATIVES = {exercise: [function, ...]}. Loops, einsum, Kronecker products, matrices, strided views,
sorting, SciPy, complex step. For tests only.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import signal, sparse


def mean_by_loops(x, s):
    y = np.zeros((x.shape[0] // s, x.shape[1] // s))
    for m, n in np.ndindex(y.shape):
        for p, q in np.ndindex(s, s):
            y[m, n] += x[m * s + p, n * s + q] / s**2
    return y


def mean_by_convolution(x, s):
    return signal.convolve2d(x, np.ones((s, s)), mode="valid")[::s, ::s] / s**2


def mean_by_matrices(x, s):
    rows, columns = (np.kron(np.eye(n // s), np.ones((1, s)) / s) for n in x.shape)
    return rows @ x @ columns.T


def mean_by_add_reduce(x, s):
    rows = np.add.reduceat(x, np.arange(0, x.shape[0], s), axis=0)
    return np.add.reduceat(rows, np.arange(0, x.shape[1], s), axis=1) / s**2


def upsample_by_repeat(d, s):
    return d.repeat(s, axis=0).repeat(s, axis=1)


def upsample_by_index(d, s):
    return d[np.arange(d.shape[0] * s)[:, None] // s, np.arange(d.shape[1] * s) // s]


def upsample_by_loops(d, s):
    up = np.zeros((d.shape[0] * s, d.shape[1] * s))
    for m, n in np.ndindex(d.shape):
        up[m * s : (m + 1) * s, n * s : (n + 1) * s] = d[m, n]
    return up


def upsample_by_full_convolution(d, s):
    spread = np.zeros((d.shape[0] * s, d.shape[1] * s))
    spread[::s, ::s] = d
    return signal.convolve2d(spread, np.ones((s, s)))[: spread.shape[0], : spread.shape[1]]


def mean_delta_by_loops(d, s):
    return upsample_by_loops(d, s) / s**2


def mean_delta_by_matrices(d, s):
    rows, columns = (np.kron(np.eye(n), np.ones((1, s)) / s) for n in d.shape)
    return rows.T @ d @ columns


def mean_delta_by_sparse_matrix(d, s):
    row, column = (sparse.kron(sparse.eye(n), np.ones((1, s)) / s) for n in d.shape)
    return (sparse.kron(row, column).T @ d.ravel()).reshape(d.shape[0] * s, d.shape[1] * s)


def mean_delta_by_complex_step(d, s):
    dx = np.zeros((d.shape[0] * s, d.shape[1] * s))
    for index in np.ndindex(dx.shape):
        x = np.zeros(dx.shape, complex)
        x[index] = 1e-30j
        dx[index] = np.sum(d * mean_by_add_reduce(x, s)).imag / 1e-30
    return dx


def max_by_strict_comparison(x, s):
    y = np.full((x.shape[0] // s, x.shape[1] // s), -np.inf)
    place = np.zeros(y.shape, int)
    for p, q in np.ndindex(s, s):
        part = x[p::s, q::s]
        place = np.where(part > y, p * s + q, place)
        y = np.maximum(y, part)
    switches = np.zeros(x.shape, bool)
    for p, q in np.ndindex(s, s):
        switches[p::s, q::s] = place == p * s + q
    return y, switches


def max_by_sorting(x, s):
    y, switches = np.zeros((x.shape[0] // s, x.shape[1] // s)), np.zeros(x.shape, dtype=bool)
    for m, n in np.ndindex(y.shape):
        window = x[m * s : (m + 1) * s, n * s : (n + 1) * s]
        first = np.argsort(-window.ravel(), kind="stable")[0]
        y[m, n] = window.ravel()[first]
        switches[m * s + first // s, n * s + first % s] = True
    return y, switches


def max_by_running_count(x, s):
    y = sliding_window_view(x, (s, s))[::s, ::s].max(axis=(2, 3))
    equal = (x == np.kron(y, np.ones((s, s)))).reshape(y.shape[0], s, y.shape[1], s).swapaxes(1, 2)
    flat = equal.reshape(*y.shape, s * s)
    first = flat & (np.cumsum(flat, axis=2) == 1)
    return y, first.reshape(*y.shape, s, s).swapaxes(1, 2).reshape(x.shape)


def route_by_loops(d, switches, s):
    dx = np.zeros(switches.shape)
    for i, j in np.argwhere(switches):
        dx[i, j] = d[i // s, j // s]
    return dx


def route_by_where(d, switches, s):
    return np.where(switches, upsample_by_index(d, s), 0.0)


def route_by_mask(d, switches, s):
    dx = np.zeros(switches.shape)
    dx[switches] = upsample_by_repeat(d, s)[switches]
    return dx


def route_by_matrix(d, switches, s):
    h, w = d.shape
    windows = np.arange(d.size).reshape(h, w)[np.arange(h * s)[:, None] // s, np.arange(w * s) // s]
    pixels = np.flatnonzero(switches)
    size = (d.size, switches.size)
    router = sparse.csr_matrix((np.ones(d.size), (windows.ravel()[pixels], pixels)), shape=size)
    return (router.T @ d.ravel()).reshape(switches.shape)


def overlap_by_add_at(d, x, size, stride):
    windows = sliding_window_view(x, (size, size))[::stride, ::stride]
    flat = windows.reshape(*windows.shape[:2], -1).argmax(axis=2)
    rows = stride * np.arange(d.shape[0])[:, None] + flat // size
    columns = stride * np.arange(d.shape[1]) + flat % size
    dx = np.zeros(x.shape)
    np.add.at(dx, (rows, columns), d)
    return dx


def overlap_by_bincount(d, x, size, stride):
    pixels = np.arange(x.size).reshape(x.shape)
    places = sliding_window_view(pixels, (size, size))[::stride, ::stride].reshape(d.size, -1)
    winners = places[np.arange(d.size), x.ravel()[places].argmax(axis=1)]
    return np.bincount(winners, d.ravel(), minlength=x.size).reshape(x.shape)


def overlap_by_plain_loops(d, x, size, stride):
    dx = np.zeros(x.shape)
    for m, n in np.ndindex(d.shape):
        best = (m * stride, n * stride)
        for i in range(m * stride, m * stride + size):
            for j in range(n * stride, n * stride + size):
                if x[i, j] > x[best]:
                    best = (i, j)
        dx[best] += d[m, n]
    return dx


def overlap_by_gathering(d, x, size, stride):
    """Each pixel asks all windows whether it is their winner: the first in row order takes a window's delta."""
    windows = sliding_window_view(x, (size, size))[::stride, ::stride]
    best = windows.max(axis=(2, 3))
    dx, taken = np.zeros(x.shape), np.zeros(d.shape, bool)
    for i, j in np.ndindex(x.shape):
        for m, n in np.ndindex(d.shape):
            inside = 0 <= i - m * stride < size and 0 <= j - n * stride < size
            if inside and x[i, j] == best[m, n] and not taken[m, n]:
                dx[i, j] += d[m, n]
                taken[m, n] = True
    return dx


def subsample_by_loops(x, beta, b, s):
    return np.stack([beta[c] * mean_by_loops(x[c], s) + b[c] for c in range(len(x))])


def subsample_by_einsum(x, beta, b, s):
    c, h, w = x.shape
    return np.einsum("c,cmpnq->cmn", beta / s**2, x.reshape(c, h // s, s, w // s, s)) + b.reshape(-1, 1, 1)


def subsample_by_parts(x, beta, b, s):
    total = sum(x[:, p::s, q::s] for p in range(s) for q in range(s))
    return (beta * np.moveaxis(total, 0, -1) / s**2 + b).transpose(2, 0, 1)


def gradients_by_loops(x, delta, s):
    dbeta = [np.sum(delta[c] * mean_by_loops(x[c], s)) for c in range(len(x))]
    return np.array(dbeta), np.array([d.sum() for d in delta])


def gradients_by_upsampled_delta(x, delta, s):
    """<delta, down(x)> = <up(delta)/s^2, x>: the adjoint."""
    up = np.stack([upsample_by_repeat(d, s) for d in delta]) / s**2
    return np.einsum("chw,chw->c", up, x), np.einsum("cmn->c", delta)


def gradients_by_two_passes(x, delta, s):
    """The layer is linear in beta and b: its answer to the unit vectors."""
    c = len(x)
    by_beta = [np.sum(delta * subsample_by_parts(x, e, np.zeros(c), s)) for e in np.eye(c)]
    by_b = [np.sum(delta * subsample_by_parts(x, np.zeros(c), e, s)) for e in np.eye(c)]
    return np.array(by_beta), np.array(by_b)


def slope(u):
    """f' written by f: f'(u) = (2/3) (1.7159 - f(u)^2 / 1.7159)."""
    f = 1.7159 * np.tanh(2 * u / 3)
    return 2 / 3 * (1.7159 - f**2 / 1.7159)


def delta_by_loops(delta, beta, u_prev, s):
    dx = np.zeros(u_prev.shape)
    for c, i, j in np.ndindex(u_prev.shape):
        dx[c, i, j] = beta[c] * delta[c, i // s, j // s] / s**2
    return dx * slope(u_prev)


def delta_by_kron(delta, beta, u_prev, s):
    share = np.full((1, s, s), 1 / s**2)
    return np.kron(beta[:, None, None] * delta, share) / np.cosh(2 * u_prev / 3) ** 2 * 1.7159 * 2 / 3


def delta_by_einsum(delta, beta, u_prev, s):
    up = np.einsum("c,cmn,pq->cmpnq", beta, delta, np.ones((s, s)) / s**2)
    return up.reshape(u_prev.shape) * slope(u_prev)


def delta_by_complex_step(delta, beta, u_prev, s):
    back = np.zeros(u_prev.shape)
    for index in np.ndindex(u_prev.shape):
        u = u_prev.astype(complex)
        u[index] += 1e-30j
        net = subsample_by_parts(1.7159 * np.tanh(2 * u / 3), beta, 0 * beta, s)
        back[index] = np.sum(delta * net).imag / 1e-30
    return back


def claims_as_verdicts():
    return {"A": False, "B": False, "C": False, "D": True, "E": True, "F": False, "G": False, "H": True}


def claims_as_numpy_booleans():
    return dict(zip("ABCDEFGH", np.array([0, 0, 0, 1, 1, 0, 0, 1], dtype=bool), strict=True))


def claims_in_another_order():
    true = set("DEH")
    return {letter: letter in true for letter in reversed("ABCDEFGH")}


ROUTES = [route_by_loops, route_by_where, route_by_mask, route_by_matrix]
ALTERNATIVES = {
    "mean_pool": [mean_by_loops, mean_by_convolution, mean_by_matrices, mean_by_add_reduce],
    "upsample": [upsample_by_repeat, upsample_by_index, upsample_by_loops, upsample_by_full_convolution],
    "mean_pool_delta": [
        mean_delta_by_loops, mean_delta_by_matrices, mean_delta_by_sparse_matrix, mean_delta_by_complex_step,
    ],
    "max_pool": [max_by_strict_comparison, max_by_sorting, max_by_running_count],
    "max_pool_delta": ROUTES,
    "repaired_switch_delta": ROUTES,
    "max_pool_overlap_delta": [
        overlap_by_add_at, overlap_by_bincount, overlap_by_plain_loops, overlap_by_gathering,
    ],
    "subsample": [subsample_by_loops, subsample_by_einsum, subsample_by_parts],
    "subsample_gradients": [gradients_by_loops, gradients_by_upsampled_delta, gradients_by_two_passes],
    "subsample_delta": [delta_by_loops, delta_by_kron, delta_by_einsum, delta_by_complex_step],
    "pooling_claims": [claims_as_verdicts, claims_as_numpy_booleans, claims_in_another_order],
}  # fmt: skip
