"""Independent oracles of lesson 01: SciPy's differences, its norms and distances, exact sums, a five-point stencil.

ORACLES = {name: function of the exercise's arguments}. `gradient_checking_claims` has none: its answer is eight
verdicts, which the lesson's own solution decides by experiment.
"""

import math

import numpy as np
from scipy import linalg, optimize, spatial

# A central difference with a step of 1e-5 carries rounding of some 1e-11, and SciPy orders its sums differently.
# Any step within a factor of ten is a best step.
TOLERANCES = {"numerical_gradient": 1e-8, "best_step": 0.9}


def numerical_gradient(f, x, eps=1e-5):
    """The mean of SciPy's forward and backward differences."""
    sides = [optimize.approx_fprime(np.ravel(x), lambda v: f(v.reshape(x.shape)), e) for e in (eps, -eps)]
    return (sides[0] + sides[1]).reshape(x.shape) / 2


def best_step(dtype):
    """The step at which the bound (1.4) is least for the exponential at 0, by search."""
    unit = float(np.finfo(dtype).eps)
    found = optimize.minimize_scalar(
        lambda t: math.exp(2 * t) / 6 + unit / math.exp(t), (-20, -1), method="brent"
    )
    return math.exp(found.x)


def relative_error(a, b):
    a, b = np.ravel(a), np.ravel(b)
    if np.isnan(a).any() or np.isnan(b).any():
        return math.nan
    size = linalg.norm(a) + linalg.norm(b)
    return float(spatial.distance.euclidean(a, b) / max(size, 1e-12))


def stencil(f, x, v):
    """The derivative along v to fourth order."""
    h = 1e-4
    near, far = f(x + h * v) - f(x - h * v), f(x + 2 * h * v) - f(x - 2 * h * v)
    return (8 * near - far) / (12 * h)


def gap(f, grad, x):
    slopes = [stencil(f, x, e.reshape(x.shape)) for e in np.eye(x.size)]
    return relative_error(np.array(slopes).reshape(x.shape), grad(x))


def wrong_gradients(candidates):
    return {name for name, one in candidates.items() if not gap(*one) <= 1e-6}


def adjoint_gap(apply, apply_transpose, x, d):
    exact = [math.fsum(np.ravel(p * q)) for p, q in ((apply(x), d), (x, apply_transpose(d)))]
    return abs(exact[0] - exact[1])


def repaired_direction_check(f, grad, x):
    return gap(f, grad, x) <= 1e-6


ORACLES = {
    function.__name__: function
    for function in (
        numerical_gradient, best_step, relative_error, wrong_gradients, adjoint_gap, repaired_direction_check,
    )
}  # fmt: skip
