"""Misconceptions and case material that any exercise can list."""

import numpy as np

from helpers.checks.engine.exercise import Misconception


def returns_zeros(expected, equation):
    """The entry for an answer of the right shape that is zero throughout."""

    def wrong(*arguments):
        return zeros_like(expected(*arguments))

    return Misconception("returns-zeros", wrong, "Your result is zero everywhere.", equation)


def returns_argument(position, parameter, equation):
    """The entry for an answer that hands one of its arguments back."""

    def wrong(*arguments):
        return arguments[position]

    hint = f"Your function returns its argument {parameter} as it came in."
    return Misconception("returns-its-input", wrong, hint, equation)


def zeros_like(value):
    if isinstance(value, tuple | list):
        return type(value)(zeros_like(part) for part in value)
    return np.zeros_like(value) if isinstance(value, np.ndarray) else 0.0


def normal(rng, *shape):
    """A contiguous float64 array of standard normal numbers."""
    return rng.standard_normal(shape)


def view(rng, *shape):
    """The same as a view that is not contiguous: every second entry of each axis, backwards."""
    wide = rng.standard_normal([2 * n for n in shape])
    return wide[tuple(slice(None, None, -2) for _ in shape)]
