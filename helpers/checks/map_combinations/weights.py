"""map_weights, equations (5.2) and (5.3)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.map_combinations.cases import far_latent_weights, latent_weights
from helpers.operations.combination import map_weights


def cases(rng):
    return [(c,) for c in [*latent_weights(rng), *far_latent_weights(rng)]]


def silently(function):
    """The wrong version without NumPy's warnings, which are shown to the student anyway."""

    def wrong(*arguments):
        with np.errstate(all="ignore"):
            return function(*arguments)

    return wrong


def no_shift(c):
    return np.exp(c) / np.exp(c).sum(axis=0)


def shifted_by_the_largest_of_all(c):
    e = np.exp(c - c.max())
    return e / e.sum(axis=0)


def shifted_by_the_mean(c):
    e = np.exp(c - c.mean(axis=0))
    return e / e.sum(axis=0)


def clipped(c):
    return map_weights(np.clip(c, -500, 500))


def guarded_division(c):
    e = np.exp(c - c.max())
    return e / (e.sum(axis=0) + 1e-12)


def over_all_entries(c):
    return map_weights(c.reshape(-1, 1)).reshape(c.shape)


def one_sum_for_all(c):
    e = np.exp(c - c.max(axis=0))
    return e / e.sum()


def not_normalised(c):
    return np.exp(c - c.max(axis=0))


def shares_of_c(c):
    return c / c.sum(axis=0)


def winner_takes_all(c):
    return (c == c.max(axis=0)).astype(float)


MAP_WEIGHTS = Exercise(
    "map_weights", "map_weights(c)", cases, map_weights,
    (
        Misconception("overflows", silently(no_shift),
                      "exp(c) is infinite beyond c = 709, and infinity over infinity is not a number.", "5.4"),
        Misconception("shifted-by-the-largest-of-all", silently(shifted_by_the_largest_of_all),
                      "The largest entry of the whole array was subtracted: a column far below it becomes 0 / 0.",
                      "5.4"),
        Misconception("shifted-by-the-mean", silently(shifted_by_the_mean),
                      "The column's mean was subtracted: entries far above it still overflow.", "5.4"),
        Misconception("clipped", clipped,
                      "c was clipped before the exponential: weights far out lose their differences.", "5.4"),
        Misconception("guarded-division", guarded_division,
                      "A small number in the denominator hides 0 / 0: that column is 0 instead of adding up to 1.",
                      "5.4"),
        Misconception("softmax-over-outputs", lambda c: map_weights(c.T).T.copy(),
                      "Each row adds up to 1: the softmax runs over the input maps, the first axis.", "5.3"),
        Misconception("softmax-over-all-entries", over_all_entries,
                      "The whole array adds up to 1: every output map has a softmax of its own.", "5.3"),
        Misconception("one-sum-for-all", one_sum_for_all,
                      "Every column is divided by the sum of all exponentials: divide each by its own sum.", "5.3"),
        Misconception("not-normalised", not_normalised,
                      "The columns do not add up to 1: the sum of the exponentials is not divided out.", "5.3"),
        Misconception("without-exponential", silently(shares_of_c),
                      "Your weights are c divided by its sum: they can be negative.", "5.2"),
        Misconception("winner-takes-all", winner_takes_all,
                      "The largest entry has weight 1 and all others 0: that is the argmax, not the softmax.", "5.3"),
        Misconception("base-two", lambda c: map_weights(c * np.log(2.0)),
                      "Your exponentials have base 2, not e.", "5.3"),
        Misconception("minus-c", lambda c: map_weights(-c),
                      "The largest c has the smallest weight: the sign in the exponent is wrong.", "5.3"),
        Misconception("transposed", lambda c: map_weights(c).T.copy(),
                      "The result is transposed: it has the shape of c.", "5.3"),
        returns_argument(0, "c", "5.3"),
        returns_zeros(map_weights, "5.3"),
    ),
)  # fmt: skip
