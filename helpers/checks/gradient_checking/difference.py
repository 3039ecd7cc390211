"""numerical_gradient, equation (1.3)."""

import numpy as np

from helpers import gradcheck
from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_argument, returns_zeros, view

EPS = 1e-5
DRIFT = 1e-12


def cases(rng):
    """Cubic functions, so that a step of 0.5 leaves its mark; contiguous arrays and views, eps given or not."""
    arrays = [
        normal(rng, 5), normal(rng, 2, 4), view(rng, 3, 3), normal(rng, 3, 3), view(rng, 4), normal(rng, 2, 3, 2),
    ]  # fmt: skip
    steps = [(0.5,), (0.25,), (), (0.5,), (), ()]
    return [(cubic(rng, x.shape), x, *step) for x, step in zip(arrays, steps, strict=True)]


def cubic(rng, shape):
    a, b, c = (rng.uniform(0.5, 2.0, shape) for _ in range(3))

    def f(x):
        if np.shape(x) != shape:
            raise ValueError(f"f wants an array of shape {shape}, not {np.shape(x)}")
        return float(np.sum(a * x**3 + b * x**2 + c * x) + np.sum(b * x) ** 2)

    return f


def expected(f, x, eps=EPS):
    return gradcheck.numerical_gradient(f, x, eps)


def differences(slope, default=EPS):
    """One entry after the other: slope(g, h), where g(s) is f with that entry moved by s."""

    def numerical(f, x, eps=default):
        gradient = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            gradient[index] = slope(lambda s, index=index: f(moved(x, index, s)), eps)
        return gradient

    return numerical


def moved(x, index, step):
    y = x.copy()
    y[index] += step
    return y


def central(g, h):
    return (g(h) - g(-h)) / (2 * h)


def relative_step(f, x, eps=EPS):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        gradient[index] = central(lambda s, index=index: f(moved(x, index, s)), eps * abs(x[index]))
    return gradient


def not_restored(f, x, eps=EPS):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        above = f(x)
        x[index] -= 2 * eps
        gradient[index] = (above - f(x)) / (2 * eps)
    return gradient


def all_at_once(f, x, eps=EPS):
    return np.full(x.shape, (f(x + eps) - f(x - eps)) / (2 * eps))


def rows_at_once(f, x, eps=EPS):
    gradient = np.zeros(x.shape)
    for row in range(len(x)):
        gradient[row] = central(lambda s, row=row: f(moved(x, row, s)), eps)
    return gradient


def rows_in_place(f, x, eps=EPS):
    """Keeps a view of the row, which moves with it: the second point is the first one again, less eps."""
    x, gradient = x.copy(), np.zeros(x.shape)
    for row in range(len(x)):
        kept = x[row]
        x[row] = kept + eps
        above = f(x)
        x[row] = kept - eps
        gradient[row] = (above - f(x)) / (2 * eps)
        x[row] = kept
    return gradient


RIGHT = differences(central)
NUMERICAL_GRADIENT = Exercise(
    "numerical_gradient", "numerical_gradient(f, x, eps)", cases, expected,
    (
        Misconception("one-sided", differences(lambda g, h: (g(h) - g(0.0)) / h),
                      "The difference is one-sided, f(x + eps) - f(x); step to both sides.", "1.3"),
        Misconception("backward", differences(lambda g, h: (g(0.0) - g(-h)) / h),
                      "The difference is one-sided, f(x) - f(x - eps); step to both sides.", "1.3"),
        Misconception("divided-by-eps", differences(lambda g, h: (g(h) - g(-h)) / h),
                      "You divided by eps; the two points are 2 eps apart.", "1.3"),
        Misconception("divided-by-four-eps", differences(lambda g, h: (g(h) - g(-h)) / (4 * h)),
                      "Half of the slope is missing: the two points are 2 eps apart.", "1.3"),
        Misconception("eps-as-whole-step", differences(lambda g, h: central(g, h / 2)),
                      "The points are eps/2 to each side; eps is the step to one side.", "1.3"),
        Misconception("half-steps", differences(lambda g, h: (g(h / 2) - g(-h / 2)) / (2 * h)),
                      "The points are eps/2 to each side, and you divided by 2 eps.", "1.3"),
        Misconception("stepped-back-once", differences(lambda g, h: (g(h) - g(0.0)) / (2 * h)),
                      "The lower point is x itself: from x + eps to x - eps it is 2 eps.", "1.3"),
        Misconception("multiplied-by-eps", differences(lambda g, h: (g(h) - g(-h)) / 2 * h),
                      "In Python, / 2 * eps divides by 2 and multiplies by eps.", "1.3"),
        Misconception("eps-ignored", lambda f, x, eps=EPS: RIGHT(f, x),
                      "The argument eps has no effect.", "1.3"),
        Misconception("default-1e-12", differences(central, 1e-12),
                      "Without eps your step is so small that rounding makes up the difference.", "1.4"),
        Misconception("default-0-1", differences(central, 0.1),
                      "Without eps your step is 0.1, and the curve bends on the way.", "1.4"),
        Misconception("relative-step", relative_step,
                      "The step is eps times the entry; eps is the step itself.", "1.3"),
        Misconception("sign-reversed", differences(lambda g, h: -central(g, h)),
                      "The sign is reversed: it is f(x + eps) less f(x - eps).", "1.3"),
        Misconception("not-divided", differences(lambda g, h: g(h) - g(-h)),
                      "The difference is not divided by the distance 2 eps.", "1.3"),
        Misconception("not-restored", not_restored,
                      "Entries stay moved when the next one is tried, and after the call.", "1.3"),
        Misconception("all-entries-at-once", all_at_once,
                      "All entries are moved together; each entry has a difference of its own.", "1.3"),
        Misconception("rows-at-once", rows_at_once,
                      "x[i] is a whole row where x has two axes; move one entry at a time.", "1.3"),
        Misconception("rows-in-place", rows_in_place,
                      "x[i] is a whole row where x has two axes, and what you keep of it is a view; move one entry at "
                      "a time.", "1.3"),
        Misconception("transposed", lambda f, x, eps=EPS: RIGHT(f, x, eps).T.copy(),
                      "The result is transposed.", "1.3"),
        returns_argument(1, "x", "1.3"),
        returns_zeros(expected, "1.3"),
    ),
    exact=False, argument_tolerance=DRIFT,
)  # fmt: skip
