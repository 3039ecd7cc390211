"""repaired_descend, equation (6.15): the planted bug shows only where the rate changes."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal


def valleys(rng):
    """(gradient, theta, rates, gamma); gradient is a function. Rates fall, rise or stay; one run has no step."""
    found = []
    for number, steps in enumerate((1, 4, 6, 5, 0, 3)):
        a = normal(rng, 3, 3)
        hessian, centre = a @ a.T + np.eye(3), normal(rng, 3)
        rates = np.linspace(0.02, 0.12, steps)[:: -1 if number % 2 else 1].copy()
        found.append((slope(hessian, centre), normal(rng, 3), rates, float(rng.uniform(0.4, 0.9))))
    return found


def slope(hessian, centre):
    def gradient(theta):
        return hessian @ (theta - centre)

    return gradient


def walk(move):
    """A descent from velocity 0 by move(theta, v, g, rate, gamma) -> (theta, v)."""

    def descend(gradient, theta, rates, gamma):
        theta, velocity = theta.copy(), np.zeros_like(theta)
        for rate in rates:
            theta, velocity = move(theta, velocity, gradient(theta), rate, gamma)
        return theta

    return descend


def right(theta, v, g, rate, gamma):
    v = gamma * v + rate * g
    return theta - v, v


def rate_outside(theta, v, g, rate, gamma):
    v = gamma * v + g
    return theta - rate * v, v


expected = walk(right)


def one_rate(pick):
    """All steps at one of the rates."""
    return lambda gradient, theta, rates, gamma: expected(
        gradient, theta, np.full_like(rates, pick(rates) if len(rates) else 0.0), gamma
    )


def gradient_of_the_start(gradient, theta, rates, gamma):
    first = gradient(theta)
    return expected(lambda _: first, theta, rates, gamma)


REPAIRED_DESCEND = Exercise(
    "repaired_descend", "repaired_descend(gradient, theta, rates, gamma)", valleys, expected,
    (
        Misconception("rate-outside-the-velocity", walk(rate_outside),
                      "The bug is still there: the velocity sums bare gradients, so a new rate rescales the whole "
                      "past.", "6.15"),
        Misconception("averaged", walk(lambda t, v, g, r, c: (t - r * (c * v + (1 - c) * g), c * v + (1 - c) * g)),
                      "This is the averaged form, with the rate outside as well.", "6.5"),
        Misconception("rate-twice", walk(lambda t, v, g, r, c: (t - r * (c * v + r * g), c * v + r * g)),
                      "The rate is inside the velocity, and outside it still: once is enough.", "6.15"),
        Misconception("rate-on-the-past", walk(lambda t, v, g, r, c: (t - r * (c * v + g), r * (c * v + g))),
                      "The new rate multiplies the old velocity too: every gradient keeps the rate of its own step.",
                      "6.15"),
        Misconception("averaged-rate-inside", walk(lambda t, v, g, r, c: right(t, v, (1 - c) * g, r, c)),
                      "The gradients are weighted with 1 - gamma, as in the averaged form.", "6.5"),
        Misconception("moved-by-the-old-velocity", walk(lambda t, v, g, r, c: (t - v, c * v + r * g)),
                      "Theta moves by the velocity of before the step; first the velocity changes, then theta.",
                      "6.15"),
        Misconception("first-rate-only", one_rate(lambda rates: rates[0]), "Every step uses the first rate.", "6.15"),
        Misconception("last-rate-only", one_rate(lambda rates: rates[-1]), "Every step uses the last rate.", "6.15"),
        Misconception("mean-rate", one_rate(np.mean), "Every step uses the mean of the rates.", "6.15"),
        Misconception("no-memory", walk(lambda t, v, g, r, c: (t - r * g, v)),
                      "The velocity is not carried over: this is plain descent.", "6.1"),
        Misconception("gradient-of-the-start", gradient_of_the_start,
                      "The gradient is taken once, at the start: it changes with theta.", "6.15"),
        Misconception("uphill", walk(lambda t, v, g, r, c: (t + right(t, v, g, r, c)[1], right(t, v, g, r, c)[1])),
                      "Theta moves up the slope.", "6.3"),
        Misconception("returns-its-input", lambda gradient, theta, rates, gamma: theta.copy(),
                      "Your function returns theta as it came in.", "6.15"),
        Misconception("returns-zeros", lambda gradient, theta, rates, gamma: 0 * theta,
                      "Your result is zero everywhere.", "6.15"),
    ),
)  # fmt: skip
