"""subsample_gradients, equations (4.17) and (4.18)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros
from helpers.checks.pooling.cases import pick
from helpers.checks.pooling.mistakes import window_maximum
from helpers.gradcheck import vjp
from helpers.operations.activation import scaled_tanh
from helpers.operations.pooling import mean_pool, subsample


def expected(x, delta, s):
    """Numerical derivatives of subsample by beta and b, linear in both: a step of 1 is exact."""
    zero = np.zeros(len(x))
    dbeta = vjp(lambda beta: subsample(x, beta, zero, s), zero, delta, eps=1.0)
    return dbeta, vjp(lambda b: subsample(x, zero, b, s), zero, delta, eps=1.0)


def total(maps):
    return maps.sum(axis=(1, 2))


def with_beta_rule(rule):
    """The right db with another rule(x, delta, s) for dbeta."""
    return lambda x, delta, s: (rule(x, delta, s), total(delta))


def with_bias_rule(rule):
    """The right dbeta with another rule(delta, s) for db."""
    return lambda x, delta, s: (total(delta * mean_pool(x, s)), rule(delta, s))


RIGHT = with_bias_rule(lambda delta, s: total(delta))

SUBSAMPLE_GRADIENTS = Exercise(
    "subsample_gradients", "subsample_gradients(x, delta, s)", pick("x", "delta", "s"), expected,
    (
        Misconception("sum-for-mean", with_beta_rule(lambda x, d, s: total(d * mean_pool(x, s)) * s**2),
                      "dbeta is s*s too large: delta meets the mean of each window, not its sum.", "4.18"),
        Misconception("divided-by-s", with_beta_rule(lambda x, d, s: total(d * mean_pool(x, s)) * s),
                      "dbeta is s too large: the mean divides by s*s.", "4.18"),
        Misconception("output-of-f", with_beta_rule(lambda x, d, s: total(d * scaled_tanh(mean_pool(x, s)))),
                      "delta meets f of the pooled map: it meets the map as beta found it.", "4.18"),
        Misconception("max-for-mean", with_beta_rule(lambda x, d, s: total(d * window_maximum(x, s))),
                      "delta meets the largest of each window; beta multiplied the mean.", "4.18"),
        Misconception("every-sth-entry", with_beta_rule(lambda x, d, s: total(d * x[:, ::s, ::s])),
                      "delta meets one entry of each window; beta multiplied the mean.", "4.18"),
        Misconception("delta-missing", with_beta_rule(lambda x, d, s: total(mean_pool(x, s))),
                      "dbeta is the sum of the pooled map: delta is missing.", "4.18"),
        Misconception("map-missing", with_beta_rule(lambda x, d, s: total(d)),
                      "dbeta is the sum of delta: the pooled map is missing.", "4.18"),
        Misconception("sums-multiplied", with_beta_rule(lambda x, d, s: total(d) * total(mean_pool(x, s))),
                      "dbeta is a product of two sums: multiply entry by entry, then sum.", "4.18"),
        Misconception("not-summed", with_beta_rule(lambda x, d, s: d * mean_pool(x, s)),
                      "dbeta is a map: one beta serves all entries of its map, so their products are summed.", "4.18"),
        Misconception("means-for-sums", lambda x, d, s: tuple(g / d[0].size for g in RIGHT(x, d, s)),
                      "Both gradients are means over the map where the sum is meant.", "4.17"),
        Misconception("bias-mean", with_bias_rule(lambda d, s: d.mean(axis=(1, 2))),
                      "db is the mean of delta where the sum is meant.", "4.17"),
        Misconception("bias-over-maps", with_bias_rule(lambda d, s: d.sum(axis=0)),
                      "db is summed over the maps: one b belongs to one map, sum over its entries.", "4.17"),
        Misconception("bias-times-window", with_bias_rule(lambda d, s: total(d) * s**2),
                      "db is s*s too large: b is added once to each pooled entry.", "4.17"),
        Misconception("one-number-for-all", lambda x, d, s: tuple(g.sum(keepdims=True) for g in RIGHT(x, d, s)),
                      "The gradients are summed over the maps too: every map has its own beta and b.", "4.18"),
        Misconception("sum-without-axis", lambda x, d, s: tuple(g.sum() for g in RIGHT(x, d, s)),
                      "Without an axis, sum adds up all maps: every map has its own beta and b.", "4.18"),
        Misconception("summed-over-maps", lambda x, d, s: ((d * mean_pool(x, s)).sum(axis=0), d.sum(axis=0)),
                      "You summed over the maps: sum over the entries of each map.", "4.18"),
        Misconception("order-exchanged", lambda x, d, s: RIGHT(x, d, s)[::-1],
                      "The results are in the order (db, dbeta); (dbeta, db) is meant.", "4.18"),
        returns_zeros(RIGHT, "4.18"),
    ),
)  # fmt: skip
