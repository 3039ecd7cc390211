"""penalty_acts, equation (5.18): what a penalty does to the weights when one descends with it."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal
from helpers.checks.map_combinations.cases import through_softmax
from helpers.checks.map_combinations.entropy import expected as entropy_gradient
from helpers.checks.map_combinations.l1 import expected as l1_gradient
from helpers.operations.combination import map_weights

MARGIN = 1e-6
STEPS, RATE = 40, 0.3


def cases(rng):
    """Penalties that act, do nothing, act the wrong way, move c only, or move some columns only."""
    found = [
        lambda alpha: l1_gradient(alpha, 0.7),
        lambda alpha: entropy_gradient(alpha, 0.7),
        lambda alpha: through_softmax(alpha, -1.4 * alpha),
        lambda alpha: entropy_gradient(alpha, -0.7),
        lambda alpha: np.full(alpha.shape, -0.5),
        lambda alpha: entropy_gradient(alpha, 0.7) * np.eye(1, alpha.shape[1]),
        lambda alpha: entropy_gradient(alpha, 0.7) * np.eye(1, alpha.shape[1], alpha.shape[1] - 1),
    ]
    latent = [normal(rng, 3 + number % 3, 2 + number % 2) for number in range(len(found) + 1)]
    found.append(slow(latent[-1]))
    return [(renamed(gradient), c, RATE, STEPS) for gradient, c in zip(found, latent, strict=True)]


def slow(c):
    """An entropy penalty so weak that 40 steps pass the margin in every column, and one step in none."""
    alpha = map_weights(c)
    velocity = through_softmax(alpha, -entropy_gradient(alpha, 1.0))
    speed = np.max(velocity * (alpha == alpha.max(axis=0)), axis=0)
    strength = 4 * MARGIN / (STEPS * RATE * speed)
    return lambda alpha: strength * entropy_gradient(alpha, 1.0)


def renamed(gradient):
    """The same function under a name that does not tell which penalty it belongs to."""

    def gradient_of_a_penalty(alpha):
        return gradient(alpha)

    return gradient_of_a_penalty


def growth(gradient, c, rate, steps):
    """By how much the largest weight of each column grows."""
    moved = c.copy()
    for _ in range(steps):
        moved -= rate * gradient(map_weights(moved))
    return map_weights(moved).max(axis=0) - map_weights(c).max(axis=0)


def expected(gradient, c, rate, steps):
    return bool(np.all(growth(gradient, c, rate, steps) > MARGIN))


def any_movement(gradient, c, rate, steps):
    moved = c.copy()
    for _ in range(steps):
        moved -= rate * gradient(map_weights(moved))
    return bool(np.any(np.abs(map_weights(moved) - map_weights(c)) > MARGIN))


def latent_movement(gradient, c, rate, steps):
    moved = c.copy()
    for _ in range(steps):
        moved -= rate * gradient(map_weights(moved))
    return bool(np.any(np.abs(moved - c) > MARGIN))


def largest_latent_grows(gradient, c, rate, steps):
    moved = c.copy()
    for _ in range(steps):
        moved -= rate * gradient(map_weights(moved))
    return bool(np.all(moved.max(axis=0) > c.max(axis=0) + MARGIN))


PENALTY_ACTS = Exercise(
    "penalty_acts", "penalty_acts(gradient, c, rate, steps)", cases, expected,
    (
        Misconception("always-true", lambda *a: True,
                      "Every penalty passes, also one whose descent leaves the weights as they are.", "5.18"),
        Misconception("always-false", lambda *a: False,
                      "No penalty passes, not even one whose largest weights grow.", "5.18"),
        Misconception("uphill", lambda gradient, c, rate, steps: expected(gradient, c, -rate, steps),
                      "The steps go uphill: a descent subtracts rate times the gradient.", "5.18"),
        Misconception("any-movement", any_movement,
                      "Any movement counts: it is the largest weight of a column that must grow.", "5.18"),
        Misconception("looks-at-c", latent_movement,
                      "c was watched instead of alpha: adding one number to a column of c moves no weight.", "5.4"),
        Misconception("moves-c-only", largest_latent_grows,
                      "A penalty that only adds a number to a column of c passes: watch alpha, ask for more than 1e-6.",
                      "5.4"),
        Misconception("falling-weights-pass", lambda *a: bool(np.all(np.abs(growth(*a)) > MARGIN)),
                      "A penalty whose descent lowers the largest weights passes: ask for growth, and take every step "
                      "with the weights of the current c.", "5.18"),
        Misconception("one-step-only", lambda gradient, c, rate, steps: expected(gradient, c, rate, 1),
                      "Only one step was taken.", "5.18"),
        Misconception("one-column-is-enough",
                      lambda *a: bool(np.any(growth(*a) > MARGIN)),
                      "One growing column is taken for all: the largest weight of every column must grow.", "5.18"),
        Misconception("first-column-only",
                      lambda *a: bool(growth(*a)[0] > MARGIN),
                      "Only the first column was looked at.", "5.18"),
    ),
)  # fmt: skip
