"""scaled_tanh and scaled_tanh_prime, equations (2.1) and (2.2)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_argument, returns_zeros, view
from helpers.operations.activation import AMPLITUDE, SLOPE, scaled_tanh, scaled_tanh_prime


def net_inputs(rng):
    """Rows, batches, views, three axes, and net inputs far out on the flat arms."""
    arms = np.array([-20.0, -6, -1, 0, 1, 6, 20])
    return [
        (a,) for a in (normal(rng, 5), 2 * normal(rng, 3, 4), view(rng, 4, 3), normal(rng, 2, 3, 2), arms)
    ]


def derivative(u):
    """f' by the complex step, Im f(u + ih)/h, which is exact to rounding for a tiny h."""
    return scaled_tanh(u + 1e-30j).imag / 1e-30


SCALED_TANH = Exercise(
    "scaled_tanh", "scaled_tanh(u)", net_inputs, scaled_tanh,
    (
        Misconception("plain-tanh", np.tanh, "This is tanh(u), without the two constants.", "2.1"),
        Misconception("amplitude-missing", lambda u: np.tanh(SLOPE * u),
                      "The factor 1.7159 is missing: your f stays between -1 and 1.", "2.1"),
        Misconception("slope-missing", lambda u: AMPLITUDE * np.tanh(u),
                      "The factor 2/3 inside the tanh is missing.", "2.1"),
        Misconception("slope-inverted", lambda u: AMPLITUDE * np.tanh(u / SLOPE),
                      "u is multiplied by 3/2 where 2/3 is meant.", "2.1"),
        Misconception("constants-exchanged", lambda u: SLOPE * np.tanh(AMPLITUDE * u),
                      "The two constants have changed places: 1.7159 stands outside the tanh, 2/3 inside.", "2.1"),
        Misconception("sigmoid", lambda u: 1 / (1 + np.exp(-u)),
                      "This is the sigmoid 1/(1 + exp(-u)), which is not odd.", "2.1"),
        Misconception("derivative", scaled_tanh_prime, "This is the derivative f'(u), not f(u).", "2.1"),
        returns_argument(0, "u", "2.1"),
        returns_zeros(scaled_tanh, "2.1"),
    ),
)  # fmt: skip

SCALED_TANH_PRIME = Exercise(
    "scaled_tanh_prime", "scaled_tanh_prime(u)", net_inputs, derivative,
    (
        Misconception("f-for-f-prime", scaled_tanh, "This is f(u) itself, not its derivative.", "2.2"),
        Misconception("taken-at-x", lambda u: derivative(scaled_tanh(u)),
                      "You took the derivative at f(u); the argument is the net input u already.", "2.2"),
        Misconception("u-taken-for-output", lambda u: AMPLITUDE * SLOPE * (1 - (u / AMPLITUDE) ** 2),
                      "You treat the argument as if it were f(u): apply the tanh to it first.", "2.2"),
        Misconception("plain-tanh-prime", lambda u: 1 - np.tanh(u) ** 2,
                      "This is the derivative of tanh(u), without the two constants.", "2.2"),
        Misconception("inner-derivative-missing", lambda u: AMPLITUDE * (1 - np.tanh(SLOPE * u) ** 2),
                      "The inner derivative 2/3 is missing as a factor.", "2.2"),
        Misconception("amplitude-missing", lambda u: SLOPE * (1 - np.tanh(SLOPE * u) ** 2),
                      "The factor 1.7159 is missing.", "2.2"),
        Misconception("slope-missing-inside", lambda u: AMPLITUDE * SLOPE * (1 - np.tanh(u) ** 2),
                      "Inside the tanh the factor 2/3 is missing.", "2.2"),
        Misconception("x-for-tanh", lambda u: AMPLITUDE * SLOPE * (1 - scaled_tanh(u) ** 2),
                      "You squared f(u) where the square of the bare tanh(2u/3) belongs.", "2.2"),
        Misconception("one-minus-f-squared", lambda u: 1 - scaled_tanh(u) ** 2,
                      "1 - f^2 would do for the bare tanh: square that, and put the constants in front.", "2.2"),
        Misconception("square-missing", lambda u: AMPLITUDE * SLOPE * (1 - np.tanh(SLOPE * u)),
                      "The tanh is not squared.", "2.2"),
        Misconception("sigmoid-prime", lambda u: scaled_tanh(u) * (1 - scaled_tanh(u)),
                      "x(1 - x) is the derivative of the sigmoid.", "2.2"),
        returns_argument(0, "u", "2.2"),
        returns_zeros(scaled_tanh_prime, "2.2"),
    ),
)  # fmt: skip
