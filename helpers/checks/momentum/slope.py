"""velocity_after and terminal_velocity, equations (6.6) and (6.7): a constant slope."""

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_argument, returns_zeros


def slopes(rng):
    """(steps, gradient, rate, gamma): gradients as arrays and as plain numbers, no step and no memory too."""
    found = []
    for steps, shape in ((3, (2,)), (1, (2, 3)), (10, ()), (2, ()), (0, (3,)), (25, (2, 2))):
        gradient = normal(rng, *shape) if shape else float(rng.normal() + 2)
        found.append((steps, gradient, float(rng.uniform(0.05, 0.5)), float(rng.uniform(0.4, 0.9))))
    return [*found, (4, normal(rng, 2), 0.3, 0.0)]


def velocity_after(steps, g, rate, gamma):
    return rate * g * ((1 - gamma**steps) / (1 - gamma))


def terminal(g, rate, gamma):
    return rate * g / (1 - gamma)


VELOCITY_AFTER = Exercise(
    "velocity_after", "velocity_after(steps, gradient, rate, gamma)", slopes, velocity_after,
    (
        Misconception("one-step-too-many", lambda n, g, r, c: velocity_after(n + 1, g, r, c),
                      "This is the velocity one step later: after one step it is rate times gradient.", "6.6"),
        Misconception("one-step-too-few", lambda n, g, r, c: velocity_after(max(n - 1, 0), g, r, c),
                      "This is the velocity one step earlier: after one step it is rate times gradient.", "6.6"),
        Misconception("exponent-one-too-small", lambda n, g, r, c: r * g * (1 - c ** (n - 1)) / (1 - c),
                      "The power is one too small: the sum from 1 to the power n-1 has n terms.", "6.6"),
        Misconception("one-plus-gamma", lambda n, g, r, c: r * g * (1 - c**n) / (1 + c),
                      "You divided by 1 + gamma: all terms of the series have the same sign.", "6.6"),
        Misconception("times-for-power", lambda n, g, r, c: r * g * (1 - c * n) / (1 - c),
                      "Gamma is multiplied by the number of steps where a power is meant.", "6.6"),
        Misconception("terminal", lambda n, g, r, c: terminal(g, r, c),
                      "This is the limit of many steps: it does not depend on how many there were.", "6.7"),
        Misconception("nothing-fades", lambda n, g, r, c: n * r * g,
                      "The steps add up without fading: gamma is missing.", "6.6"),
        Misconception("last-term-only", lambda n, g, r, c: r * g * c ** max(n - 1, 0),
                      "This is one term of the series: all of them are summed.", "6.6"),
        Misconception("denominator-missing", lambda n, g, r, c: r * g * (1 - c**n),
                      "The sum of the series is divided by 1 - gamma; without it this is the averaged form.", "6.6"),
        Misconception("wrong-sign", lambda n, g, r, c: -velocity_after(n, g, r, c),
                      "The velocity has the sign of momentum_step_added.", "6.4"),
        Misconception("rate-missing", lambda n, g, r, c: velocity_after(n, g, 1.0, c), "The rate is missing.", "6.6"),
        returns_argument(1, "gradient", "6.6"),
        returns_zeros(velocity_after, "6.6"),
    ),
)  # fmt: skip

TERMINAL_VELOCITY = Exercise(
    "terminal_velocity", "terminal_velocity(gradient, rate, gamma)",
    lambda rng: [case[1:] for case in slopes(rng)], terminal,
    (
        Misconception("averaged", lambda g, r, c: r * g + 0 * c,
                      "This is the terminal step of the averaged form, in which the weights add up to 1.", "6.5"),
        Misconception("times-one-minus-gamma", lambda g, r, c: r * g * (1 - c),
                      "You multiplied by 1 - gamma: the series adds up to one over it.", "6.7"),
        Misconception("one-plus-gamma", lambda g, r, c: r * g / (1 + c),
                      "You divided by 1 + gamma: all terms have the same sign.", "6.7"),
        Misconception("brackets-missing", lambda g, r, c: r * g / 1 - c,
                      "Gamma is subtracted after the division: 1 - gamma needs brackets.", "6.7"),
        Misconception("gamma-over", lambda g, r, c: r * g * c / (1 - c),
                      "The sum starts with gamma instead of 1: the newest gradient counts in full.", "6.7"),
        Misconception("rate-missing", lambda g, r, c: g / (1 - c), "The rate is missing.", "6.7"),
        Misconception("wrong-sign", lambda g, r, c: -terminal(g, r, c),
                      "The velocity has the sign of momentum_step_added.", "6.4"),
        returns_argument(0, "gradient", "6.7"),
        returns_zeros(terminal, "6.7"),
    ),
)  # fmt: skip
