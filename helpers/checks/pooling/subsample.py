"""subsample, equation (4.16)."""

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.pooling.cases import pick
from helpers.checks.pooling.mistakes import window_maximum
from helpers.operations.activation import scaled_tanh
from helpers.operations.pooling import mean_pool, subsample


def on_columns(x, beta, b, s):
    """Broadcast along the last axis: raises unless there are as many maps as columns."""
    return beta * mean_pool(x, s) + b


SUBSAMPLE = Exercise(
    "subsample", "subsample(x, beta, b, s)", pick("x", "beta", "b", "s"), subsample,
    (
        Misconception("sum-for-mean", lambda x, beta, b, s: subsample(x, beta * s**2, b, s),
                      "beta multiplies the sum over each window; in this lesson it multiplies the mean.", "4.16"),
        Misconception("divided-by-s", lambda x, beta, b, s: subsample(x, beta * s, b, s),
                      "You divided the sum by s: a window has s*s entries.", "4.1"),
        Misconception("beta-missing", lambda x, beta, b, s: subsample(x, beta**0, b, s), "beta is missing.", "4.16"),
        Misconception("bias-missing", lambda x, beta, b, s: subsample(x, beta, 0 * b, s), "b is missing.", "4.16"),
        Misconception("beta-times-bias", lambda x, beta, b, s: subsample(x, beta, beta * b, s),
                      "beta multiplies the bias too: b is added afterwards.", "4.16"),
        Misconception("beta-and-bias-exchanged", lambda x, beta, b, s: subsample(x, b, beta, s),
                      "beta and b are exchanged.", "4.16"),
        Misconception("activated", lambda x, beta, b, s: scaled_tanh(subsample(x, beta, b, s)),
                      "Your result is f(u): the net input u is meant, without the activation.", "4.16"),
        Misconception("max-for-mean",
                      lambda x, beta, b, s: beta[:, None, None] * window_maximum(x, s) + b[:, None, None],
                      "beta multiplies the largest of each window; it multiplies the mean.", "4.16"),
        Misconception("along-columns", on_columns,
                      "beta * mean broadcasts beta along the columns: it belongs to the first axis, the maps.", "4.16"),
        Misconception("first-map-for-all", lambda x, beta, b, s: subsample(x, 0 * beta + beta[0], 0 * b + b[0], s),
                      "Every map has the beta and b of the first: each has its own.", "4.16"),
        returns_argument(0, "x", "4.16"),
        returns_zeros(subsample, "4.16"),
    ),
)  # fmt: skip
