"""Right answers of lesson 05 written differently: loops, einsum, matrices, complex step, FFT. For tests only."""

import numpy as np
from autograd import grad
from autograd import numpy as anp
from numpy.fft import irfft2, rfft2
from numpy.lib.stride_tricks import sliding_window_view
from scipy import signal, special


def weights_by_loops(c):
    alpha = np.zeros(c.shape)
    for j in range(c.shape[1]):
        e = [np.exp(value - max(c[:, j])) for value in c[:, j]]
        alpha[:, j] = np.array(e) / sum(e)
    return alpha


def weights_by_differences(c):
    """1 / sum_k exp(c_k - c_i), which may overflow to infinity and then is a weight of 0."""
    with np.errstate(over="ignore"):
        return 1 / np.exp(c[None] - c[:, None]).sum(axis=1)


def weights_by_logsumexp(c):
    return np.exp(c - special.logsumexp(c, axis=0, keepdims=True))


def weights_by_scipy(c):
    return special.softmax(c, axis=0)


def combine_by_loops(x, k, c, b):
    alpha, maps = weights_by_loops(c), []
    for j in range(len(b)):
        total = b[j]
        for i in range(len(x)):
            total = total + alpha[i, j] * signal.convolve2d(x[i], k[i], mode="valid")
        maps.append(total)
    return np.array(maps)


def combine_by_one_convolution(x, k, c, b):
    """One convolution of the stack of maps for each output, with the weighted kernels."""
    alpha = weights_by_scipy(c)
    maps = [signal.convolve(x, (k * a[:, None, None])[::-1], mode="valid")[0] for a in alpha.T]
    return np.array(maps) + b.reshape(-1, 1, 1)


def combine_by_einsum(x, k, c, b):
    windows = sliding_window_view(x, k.shape[1:], axis=(1, 2))
    u = np.einsum("ij,imnpq,ipq->jmn", weights_by_scipy(c), windows, k[:, ::-1, ::-1])
    return u + np.expand_dims(b, (1, 2))


def alpha_by_loops(delta, z):
    return np.array([[float(np.sum(d * z_i)) for d in delta] for z_i in z])


def alpha_by_einsum(delta, z):
    return np.einsum("jmn,imn->ij", delta, z)


def alpha_by_matrices(delta, z):
    return z.reshape(len(z), -1) @ delta.reshape(len(delta), -1).T


def alpha_by_complex_step(delta, z):
    found = np.zeros((len(z), len(delta)))
    for index in np.ndindex(*found.shape):
        alpha = np.zeros(found.shape, dtype=complex)
        alpha[index] = 1e-30j
        found[index] = np.sum(delta * np.einsum("ij,imn->jmn", alpha, z)).imag / 1e-30
    return found


def latent_by_matrices(alpha, dalpha):
    columns = [(np.diag(a) - np.outer(a, a)) @ d for a, d in zip(alpha.T, dalpha.T, strict=True)]
    return np.array(columns).T.copy()


def latent_by_loops(alpha, dalpha):
    dc = np.zeros(alpha.shape)
    for j in range(alpha.shape[1]):
        for i in range(len(alpha)):
            for n in range(len(alpha)):
                dc[i, j] += dalpha[n, j] * alpha[n, j] * ((n == i) - alpha[i, j])
    return dc


def latent_by_einsum(alpha, dalpha):
    return alpha * dalpha - np.einsum("ij,kj,kj->ij", alpha, alpha, dalpha)


def latent_by_differences(alpha, dalpha):
    """sum_k alpha_i alpha_k (dalpha_i - dalpha_k): pairs pull against each other."""
    return np.sum(alpha[:, None] * alpha[None] * (dalpha[:, None] - dalpha[None]), axis=1)


def gradients_by_loops(x, k, c, delta):
    alpha = weights_by_loops(c)
    dx, dk = np.zeros(x.shape), np.zeros(k.shape)
    dalpha = np.zeros(c.shape)
    for i in range(len(x)):
        z = signal.convolve2d(x[i], k[i], mode="valid")
        for j in range(len(delta)):
            dalpha[i, j] = np.sum(delta[j] * z)
            dx[i] += alpha[i, j] * signal.correlate2d(delta[j], k[i], mode="full")
            dk[i] += alpha[i, j] * np.rot90(signal.correlate2d(x[i], delta[j], mode="valid"), 2)
    return dx, dk, latent_by_loops(alpha, dalpha), np.array([d.sum() for d in delta])


def gradients_by_fft(x, k, c, delta):
    alpha, size = weights_by_scipy(c), x.shape[1:]
    dz = np.tensordot(alpha, delta, 1)
    shape = tuple(n - m + 1 for n, m in zip(size, k.shape[1:], strict=True))
    z = irfft2(rfft2(x) * rfft2(k, size), size)[:, -shape[0] :, -shape[1] :]
    dx = irfft2(rfft2(dz, size) * rfft2(k[:, ::-1, ::-1], size), size)
    products = irfft2(rfft2(x) * np.conj(rfft2(dz, size)), size)
    dk = products[:, : k.shape[1], : k.shape[2]][:, ::-1, ::-1]
    return dx, dk, latent_by_einsum(alpha, alpha_by_einsum(delta, z)), delta.sum((1, 2))


def gradients_by_scatter(x, k, c, delta):
    alpha, (kh, kw) = weights_by_scipy(c), k.shape[1:]
    dz, dx = np.einsum("ij,jmn->imn", alpha, delta), np.zeros(x.shape)
    for m, n in np.ndindex(delta.shape[1:]):
        dx[:, m : m + kh, n : n + kw] += dz[:, m, n, None, None] * k[:, ::-1, ::-1]
    windows = sliding_window_view(x, (kh, kw), axis=(1, 2))
    dk = np.einsum("imn,imnpq->ipq", dz, windows)[:, ::-1, ::-1]
    z = np.einsum("imnpq,ipq->imn", windows, k[:, ::-1, ::-1])
    return [dx, dk, latent_by_matrices(alpha, alpha_by_matrices(delta, z)), np.einsum("jmn->j", delta)]


def l1_by_loops(alpha, strength):
    dc = np.zeros(alpha.shape)
    for i, j in np.ndindex(*alpha.shape):
        dc[i, j] = strength * (abs(alpha[i, j]) - alpha[i, j] * sum(abs(a) for a in alpha[:, j]))
    return dc


def l1_by_signs(alpha, strength):
    return alpha * (strength * np.sign(alpha) - strength * np.linalg.norm(alpha, 1, axis=0))


def l1_by_matrices(alpha, strength):
    return latent_by_matrices(alpha, strength * np.sign(alpha))


def acts_by_path(gradient, c, rate, steps):
    path = [np.array(c)]
    while len(path) <= steps:
        path.append(path[-1] - rate * gradient(weights_by_scipy(path[-1])))
    first, last = (weights_by_scipy(point) for point in (path[0], path[-1]))
    return all(last[:, j].max() - first[:, j].max() > 1e-6 for j in range(c.shape[1]))


def acts_by_recursion(gradient, c, rate, steps, floor=None):
    tops = np.max(weights_by_loops(c), axis=0)
    floor = tops + 1e-6 if floor is None else floor
    if steps == 0:
        return np.all(tops > floor)
    return acts_by_recursion(gradient, c - rate * gradient(weights_by_loops(c)), rate, steps - 1, floor)


def acts_by_moves_of_log_weights(gradient, c, rate, steps):
    """Follows ln alpha, which moves like c up to a number for each column."""
    log = np.log(weights_by_scipy(c))
    start = np.exp(log).max(axis=0)
    for _ in range(steps):
        log = log - rate * gradient(np.exp(log))
        log -= special.logsumexp(log, axis=0)
    return np.array(not np.any(np.exp(log).max(axis=0) <= start + 1e-6))


def entropy_by_xlogy(alpha, strength):
    terms = special.xlogy(alpha, alpha)
    return -strength * (terms - alpha * terms.sum(axis=0))


def entropy_by_scipy(alpha, strength):
    return strength * (special.entr(alpha) - alpha * special.entr(alpha).sum(axis=0))


def entropy_by_loops(alpha, strength):
    dc = np.zeros(alpha.shape)
    for j, column in enumerate(alpha.T):
        H = -sum(a * np.log(a) for a in column if a > 0)
        for i, a in enumerate(column):
            dc[i, j] = -strength * a * (np.log(a) + H) if a > 0 else 0.0
    return dc


def entropy_by_mask(alpha, strength):
    log = np.zeros(alpha.shape)
    np.log(alpha, out=log, where=alpha > 0)
    return latent_by_einsum(alpha, -strength * (log + 1))


def threshold_by_cases(a, t):
    return np.where(a > t, a - t, np.where(a < -t, a + t, 0.0))


def threshold_by_clip(a, t):
    return a - np.clip(a, -t, t)


def threshold_by_two_halves(a, t):
    return np.maximum(a - t, 0) - np.maximum(-a - t, 0)


def threshold_by_loop(a, t):
    flat = [(abs(v) - t) * (1 if v > 0 else -1) if abs(v) > t else 0.0 for v in a.ravel()]
    return np.array(flat).reshape(a.shape)


def step_by_clip(alpha, k, dalpha, dk, rate, strength):
    moved, kernels = alpha - rate * dalpha, k - rate * dk
    norms = np.linalg.norm(kernels.reshape(len(k), -1), axis=1)
    return threshold_by_clip(moved, rate * strength), kernels / norms[:, None, None]


def step_by_loops(alpha, k, dalpha, dk, rate, strength):
    kernels = [one - rate * d for one, d in zip(k, dk, strict=True)]
    return threshold_by_loop(alpha - rate * dalpha, strength * rate), np.array(
        [one / np.sqrt(np.vdot(one, one)) for one in kernels]
    )


def step_by_einsum(alpha, k, dalpha, dk, rate, strength):
    moved, kernels = alpha + -rate * dalpha, k + -rate * dk
    lengths = np.einsum("ipq,ipq->i", kernels, kernels) ** 0.5
    return [threshold_by_cases(moved, rate * strength), np.einsum("ipq,i->ipq", kernels, 1 / lengths)]


def weights_by_autograd(c):
    """The softmax as the gradient of the logarithm of the sum of exponentials."""
    top = c.max(axis=0)
    return grad(lambda c: anp.sum(anp.log(anp.sum(anp.exp(c - top), axis=0))))(np.array(c))


def claims_as_verdicts():
    return {"A": False, "B": False, "C": True, "D": True, "E": True, "F": False, "G": False}


def claims_as_numpy_booleans():
    return dict(zip("ABCDEFG", np.array([0, 0, 1, 1, 1, 0, 0], dtype=bool), strict=True))


def claims_in_another_order():
    return {letter: letter in "CDE" for letter in "GFEDCBA"}


ALTERNATIVES = {
    "map_weights": [
        weights_by_loops, weights_by_differences, weights_by_logsumexp, weights_by_scipy, weights_by_autograd,
    ],
    "combine": [combine_by_loops, combine_by_one_convolution, combine_by_einsum],
    "alpha_gradient": [alpha_by_loops, alpha_by_einsum, alpha_by_matrices, alpha_by_complex_step],
    "latent_gradient": [latent_by_matrices, latent_by_loops, latent_by_einsum, latent_by_differences],
    "combine_gradients": [gradients_by_loops, gradients_by_fft, gradients_by_scatter],
    "l1_latent_gradient": [l1_by_loops, l1_by_signs, l1_by_matrices],
    "penalty_acts": [acts_by_path, acts_by_recursion, acts_by_moves_of_log_weights],
    "entropy_latent_gradient": [entropy_by_xlogy, entropy_by_scipy, entropy_by_loops, entropy_by_mask],
    "soft_threshold": [threshold_by_cases, threshold_by_clip, threshold_by_two_halves, threshold_by_loop],
    "repaired_proximal_step": [step_by_clip, step_by_loops, step_by_einsum],
    "map_combinations_claims": [claims_as_verdicts, claims_as_numpy_booleans, claims_in_another_order],
}  # fmt: skip
