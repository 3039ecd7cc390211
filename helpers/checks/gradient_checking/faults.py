"""Candidates (f, grad, x) for the gradient checkers: right ones that a bad checker rejects, wrong ones it misses."""

import numpy as np


def pair(value, slope):
    """f(x) = sum of value(x), and its gradient."""
    return lambda x: float(np.sum(value(x))), slope


def polynomial(a, b):
    """a x^3 / 3 + b x^2 / 2, entry by entry."""
    return pair(lambda x: a * x**3 / 3 + b * x**2 / 2, lambda x: a * x**2 + b * x)


def right(rng):
    """Right ones: strongly bent, quadratic and steep, linear, constant, with a tiny entry, huge, square."""
    a, b, x = rng.uniform(1, 2, (3, 4)), rng.uniform(1, 2, 6), rng.uniform(0.3, 0.6, 6)
    tiny = np.array([1.0, 2.0, 1e-12, 1.5])
    return [
        (*pair(lambda x: a * np.exp(6 * x), lambda x: 6 * a * np.exp(6 * x)), rng.uniform(-0.3, 0.3, (3, 4))),
        (*pair(lambda x: b * x**2 / 2, lambda x: b * x), 0.1 * x),
        (*pair(lambda x: b * x, lambda x: b.copy()), x.copy()),
        (lambda x: 3.5, np.zeros_like, rng.normal(size=(2, 3))),
        (*polynomial(tiny, tiny), rng.uniform(1, 2, 4)),
        (*polynomial(1e7 * b, 1e7 * b), x + 1),
        (*square(rng.uniform(1, 2, (3, 3))), rng.normal(size=(3, 3))),
    ]  # fmt: skip


def wrong(rng):
    """Wrong ones, {fault: candidate}; all at the point x that they come with."""
    a, b = rng.uniform(1, 2, (2, 3, 4))
    f, grad = polynomial(a, b)
    x, y, z = rng.uniform(0.5, 1.5, (3, 4)), rng.normal(size=(6, 6)), rng.uniform(2, 3, (3, 4))
    mixed = rng.uniform(1, 2, (6, 6))
    return {
        "factor": (f, lambda x: 2 * grad(x), x.copy()),
        "sign": (f, lambda x: -grad(x), x.copy()),
        "one entry": (f, lambda x: at(grad(x), -1, 1.5), x.copy()),
        "same sum": (f, lambda x: np.roll(grad(x), 1), x.copy()),
        "transposed": (*square(mixed, transpose=True), y),
        "large x": (f, lambda x: grad(np.minimum(x, 1.8)), z),
        "not a number": (f, lambda x: at(grad(x), 4, np.nan), x.copy()),
        "small scale": (*scaled(f, lambda x: 1.5 * grad(x), 1e-10), x.copy()),
    }


def subtle(rng, shape=(2, 3)):
    """A gradient that is 4e-5 too large: far above what a good step leaves, below a loose tolerance."""
    f, grad = polynomial(*rng.uniform(1, 2, (2, *shape)))
    return f, lambda x: (1 + 4e-5) * grad(x), rng.uniform(1, 2, shape)


def square(mixed, transpose=False):
    """f(x) = sum(S * (x x)), S symmetric, and S x' + x' S; transposed, it is right only where x is symmetric."""
    s = mixed + mixed.T
    return lambda x: float(np.sum(s * (x @ x))), lambda x: x @ s + s @ x if transpose else x.T @ s + s @ x.T


def at(array, place, factor):
    array = array.copy()
    array.flat[place] *= factor
    return array


def scaled(f, grad, scale):
    return lambda x: scale * f(x), lambda x: scale * grad(x)
