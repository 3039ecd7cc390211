"""Numerical derivatives, an error measure and the adjoint test: instruments that know no formula.

Each is independent of how a gradient was derived, so that it can contradict the derivation.
The lesson 01_gradient_checking derives the step and the error measure used here.
"""

import numpy as np

STEP = 1e-5
FLOOR = 1e-12


def numerical_gradient(f, x, eps=STEP):
    """dE/dx of a scalar function by central differences, (f(x + eps e) - f(x - eps e)) / (2 eps).

    f(x) -> float; x float64 of any shape, varied in place and put back after every entry.
    Returns a float64 array of x's shape. Costs 2 x.size evaluations of f.
    Raises TypeError for an x that is not a float64 array: nudging an integer array does nothing.
    """
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        found = x.dtype if isinstance(x, np.ndarray) else type(x).__name__
        raise TypeError(f"x must be a float64 array, not {found}")
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + eps
        above = f(x)
        x[index] = kept - eps
        below = f(x)
        x[index] = kept
        gradient[index] = (above - below) / (2 * eps)
    return gradient


def relative_error(a, b):
    """||a - b|| / max(||a|| + ||b||, 1e-12) with Euclidean norms over all entries.

    a, b: arrays of one shape (ValueError otherwise). 0.0 for equal arrays; a NaN in gives NaN out,
    so compare as `assert relative_error(a, b) < tolerance`, which NaN fails.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"the shapes differ: {a.shape} and {b.shape}")
    size = np.linalg.norm(a.ravel()) + np.linalg.norm(b.ravel())
    return float(np.linalg.norm((a - b).ravel()) / max(size, FLOOR))


def adjoint_gap(apply, apply_transpose, x, d):
    """|<A x, d> - <x, A' d>|: zero up to rounding when apply_transpose is the adjoint of apply.

    apply maps arrays like x to arrays like d, apply_transpose the other way; both linear.
    Two evaluations, whatever the size of x.
    """
    return float(abs(np.sum(apply(x) * d) - np.sum(x * apply_transpose(d))))


def vjp(forward, x, upstream, eps=STEP):
    """dE/dx for E = <upstream, forward(x)>: the gradient that arrives at x from `upstream`.

    forward(x) -> array of upstream's shape; x float64, left as it was. For a forward pass that is
    linear in x, eps=1 is exact up to rounding.
    """
    x = np.array(x, dtype=float)
    return numerical_gradient(lambda x: float(np.sum(upstream * forward(x))), x, eps)
