"""best_step, equation (1.6): judged by a band, since any step near the bottom of the V is a good one."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros

FACTOR = 10


def cases(rng):
    return [(np.float32,), (np.float64,)]


def expected(dtype):
    return float(np.cbrt(np.finfo(dtype).eps))


def judge(arguments, values):
    """A sentence for the first step that is more than a factor of ten from the cube root of machine epsilon."""
    for (dtype,), value in zip(arguments, values, strict=True):
        ratio = float(value) / expected(dtype)
        if not ratio > 0:
            return f"The step for {dtype.__name__} is not above 0."
        if ratio > FACTOR:
            return f"The step for {dtype.__name__} is more than ten times too large."
        if ratio < 1 / FACTOR:
            return f"The step for {dtype.__name__} is more than ten times too small."
    return None


def power(exponent):
    return lambda dtype: float(np.finfo(dtype).eps) ** exponent


BEST_STEP = Exercise(
    "best_step", "best_step(dtype)", cases, expected,
    (
        Misconception("machine-epsilon", power(1.0),
                      "This is machine epsilon itself: at that step nothing but rounding is left.", "1.6"),
        Misconception("square-root", power(1 / 2),
                      "This is the square root, the best step of a one-sided difference.", "1.6"),
        Misconception("fourth-root", power(1 / 4), "This is the fourth root of machine epsilon.", "1.6"),
        Misconception("two-thirds", power(2 / 3),
                      "This is the error that is left at the best step, not the step.", "1.7"),
        Misconception("float64-for-both", lambda dtype: power(1 / 3)(np.float64),
                      "The step does not depend on dtype: in float32 rounding is far coarser.", "1.6"),
        Misconception("float32-for-both", lambda dtype: power(1 / 3)(np.float32),
                      "The step does not depend on dtype: in float64 rounding is far finer.", "1.6"),
        Misconception("always-1e-5", lambda dtype: 1e-5,
                      "The step is 1e-5 for both: good in float64, useless in float32.", "1.6"),
        Misconception("always-1e-7", lambda dtype: 1e-7,
                      "The step is 1e-7 for both, advice that is often read and wrong for central differences.", "1.6"),
        Misconception("eps-over-three", lambda dtype: float(np.finfo(dtype).eps) / 3,
                      "Machine epsilon was divided by 3; its third root is meant.", "1.6"),
        returns_zeros(expected, "1.6"),
    ),
    judge=judge,
)  # fmt: skip
