"""Right answers to lesson 01 written differently: what a check must accept.

ALTERNATIVES = {exercise: [function, ...]}. Nudging in place (which drifts in the last digit), copies, one-hot
directions, lists of slopes; several steps, several ways to take a norm; other directions. For tests only.
"""

import numpy as np
from scipy import optimize


def nudging(f, x, eps=1e-5):
    """Leaves x as it was but for the last digit."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += eps
        above = f(x)
        x[i] -= 2 * eps
        below = f(x)
        x[i] += eps
        gradient[i] = (above - below) / (2 * eps)
    return gradient


def with_copies(f, x, eps=1e-5):
    gradient = np.zeros_like(x)
    for i in range(x.size):
        above, below = x.copy(), x.copy()
        above.flat[i] += eps
        below.flat[i] -= eps
        gradient.flat[i] = (f(above) - f(below)) / (2.0 * eps)
    return gradient


def with_directions(f, x, step=1e-5):
    slopes = []
    for e in np.eye(x.size):
        e = step * e.reshape(x.shape)
        slopes.append(f(x + e) - f(x - e))
    return np.array(slopes).reshape(x.shape) / (2 * step)


def through_nditer(f, x, eps=1e-5):
    gradient = np.zeros(x.shape)
    places = np.nditer(x, flags=["multi_index"])
    while not places.finished:
        i = places.multi_index
        kept = x[i]
        x[i] = kept + eps
        above = f(x)
        x[i] = kept - eps
        gradient[i] = (above - f(x)) / (2 * eps)
        x[i] = kept
        places.iternext()
    return gradient


def by_scipy(f, x, eps=1e-5):
    def g(v):
        return f(v.reshape(x.shape))

    ahead, behind = (optimize.approx_fprime(x.ravel(), g, h) for h in (eps, -eps))
    return ((ahead + behind) / 2).reshape(x.shape)


def error_by_hand(a, b):
    p, q = np.sqrt(np.sum(a * a)), np.sqrt(np.sum(b * b))
    return np.sqrt(np.sum((a - b) ** 2)) / np.maximum(p + q, 1e-12)


def error_by_vdot(a, b):
    def norm(v):
        return np.vdot(v, v) ** 0.5

    size = norm(a) + norm(b)
    return norm(a - b) / (size if not size < 1e-12 else 1e-12)


def error_zero_dimensional(a, b):
    a, b = np.reshape(a, -1), np.reshape(b, -1)
    return np.array(np.linalg.norm(a - b) / max(1e-12, np.linalg.norm(a) + np.linalg.norm(b)))


def gap_by_vdot(apply, apply_transpose, x, d):
    return np.abs(np.vdot(apply(x), d) - np.vdot(x, apply_transpose(d)))


def gap_by_flat_products(apply, apply_transpose, x, d):
    return abs(float(apply(x).ravel() @ d.ravel()) - float(x.ravel() @ apply_transpose(d).ravel()))


def gap_in_loops(apply, apply_transpose, x, d):
    left = sum(float(p) * float(q) for p, q in zip(apply(x).flat, d.flat, strict=True))
    right = sum(float(p) * float(q) for p, q in zip(x.flat, apply_transpose(d).flat, strict=True))
    return max(left - right, right - left)


def wrong_by(gradient, tolerance=1e-6):
    def wrong_gradients(candidates):
        return {
            n for n, (f, g, x) in candidates.items() if not error_by_hand(g(x), gradient(f, x)) < tolerance
        }

    return wrong_gradients


def wrong_ones_one_by_one(candidates):
    wrong = []
    for name in candidates:
        f, grad, x = candidates[name]
        claimed, measured = grad(x), with_copies(f, x, 1e-6)
        if np.isnan(claimed).any() or error_by_vdot(claimed, measured) > 1e-6:
            wrong.append(name)
    return set(wrong)


def along_a_mixed_direction(f, grad, x, eps=1e-5):
    v = np.random.default_rng(12).uniform(-1, 1, x.shape)
    g = grad(x)
    error = abs((f(x + eps * v) - f(x - eps * v)) / (2 * eps) - np.vdot(g, v))
    return error <= 1e-6 * max(np.linalg.norm(g) * np.linalg.norm(v), 1e-12)


def along_random_signs(f, grad, x):
    v = np.random.default_rng().choice([-1.0, 1.0], x.shape)
    g, h = grad(x), 1e-5
    slope = (f(x + h * v) - f(x - h * v)) / (2 * h)
    return bool(abs(slope - (g * v).sum()) <= 1e-6 * max(np.linalg.norm(g) * np.linalg.norm(v), 1e-12))


def along_three_directions(f, grad, x):
    rng = np.random.default_rng(3)
    for _ in range(3):
        v = rng.standard_normal(x.shape)
        slope = (f(x + 1e-6 * v) - f(x - 1e-6 * v)) / 2e-6
        g = grad(x)
        if not abs(slope - np.sum(g * v)) <= 1e-6 * max(np.linalg.norm(g) * np.linalg.norm(v), 1e-12):
            return False
    return True


def entry_by_entry(f, grad, x):
    return bool(error_by_hand(grad(x), nudging(f, x)) < 1e-6)


ALTERNATIVES = {
    "numerical_gradient": [nudging, with_copies, with_directions, through_nditer, by_scipy],
    "relative_error": [error_by_hand, error_by_vdot, error_zero_dimensional],
    "adjoint_gap": [gap_by_vdot, gap_by_flat_products, gap_in_loops],
    "best_step": [
        lambda dtype: np.cbrt(np.finfo(dtype).eps),
        lambda dtype: {np.float32: 1e-2, np.float64: 1e-5}[dtype],
        lambda dtype: (3 * np.finfo(dtype).eps) ** (1 / 3),
        lambda dtype: 6e-6 if np.dtype(dtype).itemsize == 8 else np.float32(5e-3),
    ],
    "wrong_gradients": [
        wrong_by(nudging),
        wrong_by(with_directions),
        wrong_by(by_scipy),
        wrong_ones_one_by_one,
    ],
    "repaired_direction_check": [
        along_a_mixed_direction,
        along_three_directions,
        entry_by_entry,
        along_random_signs,
    ],
    "gradient_checking_claims": [
        lambda: dict(zip("ABCDEFGH", (False, True, True, False, True, False, False, True), strict=True)),
    ],
}
