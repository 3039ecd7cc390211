"""repaired_direction_check, equation (1.13): the planted bug of the lesson, a direction in which faults cancel."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.gradient_checking import faults
from helpers.checks.gradient_checking.candidates import expected as wrong_ones
from helpers.checks.gradient_checking.difference import DRIFT

EPS, TOLERANCE, FLOOR = 1e-5, 1e-6, 1e-12


def cases(rng):
    """One candidate a case: the right ones, and the wrong ones whose fault a direction shows clearly.

    The last two are a subtle and a plain fault of a single entry: every direction but 0 shows them in full.
    """
    f, grad, x = subtle = faults.subtle(rng, (1, 1))
    single = [subtle, (f, lambda x: 2 * grad(x), x.copy())]
    found = [*faults.right(rng), *faults.wrong(rng).values(), *single]
    return [found[i] for i in (7, 0, 10, 1, 11, 2, 9, 3, 8, 4, 12, 5, 13, 6, 14, 15, 16)]


def expected(f, grad, x):
    return not wrong_ones({"it": (f, grad, x)})


def mixed(x):
    return np.random.default_rng(5).normal(size=x.shape)


def central(f, x, v):
    return (f(x + EPS * v) - f(x - EPS * v)) / (2 * EPS)


def one_sided(f, x, v):
    return (f(x + EPS * v) - f(x)) / EPS


def along(direction=mixed, slope=central, passes=lambda error, size: error <= TOLERANCE * max(size, FLOOR)):
    """The check along one direction with one of its parts exchanged."""

    def direction_check(f, grad, x):
        g, v = grad(x), direction(x)
        error = abs(slope(f, x, v) - np.sum(g * v))
        return bool(passes(error, np.linalg.norm(g) * np.linalg.norm(v)))

    return direction_check


def unit(x):
    v = np.zeros(x.shape)
    v.flat[0] = 1.0
    return v


def counting_from_zero(x):
    return np.arange(float(x.size)).reshape(x.shape)


def magnitudes(f, grad, x):
    v = mixed(x)
    slope, claimed = abs(central(f, x, v)), abs(np.sum(grad(x) * v))
    return bool(abs(slope - claimed) <= TOLERANCE * max(slope + claimed, FLOOR))


REPAIRED_DIRECTION_CHECK = Exercise(
    "repaired_direction_check", "repaired_direction_check(f, grad, x)", cases, expected,
    (
        Misconception("ones-still", along(np.ones_like),
                      "The direction is the same in every entry, so faults that cancel in the sum pass.", "1.13"),
        Misconception("one-entry", along(unit),
                      "The direction has a single entry: the others are not looked at.", "1.13"),
        Misconception("no-direction", along(np.zeros_like), "The direction is zero: nothing moves.", "1.13"),
        Misconception("zero-in-the-first-entry", along(counting_from_zero),
                      "Your direction is 0 in the first entry: a fault there passes.", "1.13"),
        Misconception("one-sided", along(slope=one_sided),
                      "The difference is one-sided now, and right gradients of bent functions fail.", "1.3"),
        Misconception("step-halved", along(slope=lambda f, x, v: central(f, x, v) / 2),
                      "The slope is halved: the two points are 2 eps apart.", "1.13"),
        Misconception("nan-passes", along(passes=lambda error, size: not error > TOLERANCE * max(size, FLOOR)),
                      "A gradient with a NaN passes: every comparison with NaN is False.", "1.9"),
        Misconception("loose-tolerance", along(passes=lambda error, size: error <= 1e-3 * max(size, FLOOR)),
                      "The tolerance is looser than the colleague's: a small fault passes.", "1.9"),
        Misconception("absolute", along(passes=lambda error, size: error <= TOLERANCE),
                      "The error is absolute: small wrong gradients pass and large right ones do not.", "1.8"),
        Misconception("sign-lost", magnitudes,
                      "Magnitudes are compared, and a wrong sign passes.", "1.13"),
        Misconception("verdict-turned", lambda f, grad, x: not expected(f, grad, x),
                      "The verdict is turned round: True means that the gradient passes.", "1.13"),
        Misconception("comparison-turned", along(passes=lambda error, size: error > TOLERANCE * max(size, FLOOR)),
                      "The comparison is turned round: True means that the error is small.", "1.9"),
        Misconception("always-true", lambda f, grad, x: True, "Every gradient passes.", "1.13"),
        Misconception("always-false", lambda f, grad, x: False, "No gradient passes.", "1.13"),
    ),
    argument_tolerance=DRIFT,
)  # fmt: skip
