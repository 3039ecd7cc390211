"""Softmax with cross-entropy, the loss of a classifier."""

import numpy as np

from helpers.layers.layer import require


def softmax_cross_entropy(scores, labels):
    """(loss, delta): mean over the batch of -ln softmax(scores)[label], and dE/dscores with that 1/N.

    scores (K, N), labels (N,) class indices. Exact for scores of any finite size. ValueError where the
    shapes do not fit or a label is no class.
    """
    k, n = scores.shape
    require(labels.shape == (n,), f"{n} columns of scores need labels ({n},), not {labels.shape}")
    require(labels.dtype.kind in "iu" and labels.min(initial=0) >= 0 and labels.max(initial=0) < k,
            f"labels are integers from 0 to {k - 1}")  # fmt: skip
    picked = labels.astype(np.intp), np.arange(n)
    shifted = scores - scores.max(axis=0)
    delta = np.exp(shifted)
    total = delta.sum(axis=0)
    loss = float((np.log(total) - shifted[picked]).mean())
    delta /= total * n
    delta[picked] -= scores.dtype.type(1 / n)
    return loss, delta
