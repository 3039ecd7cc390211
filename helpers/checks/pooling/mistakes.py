"""Wrong building blocks that several entries of the catalogue share."""

import numpy as np

from helpers.operations.pooling import windows


def tiled(d, s):
    """The Kronecker product with its arguments exchanged: s x s copies of the whole map."""
    return np.tile(d, (s, s))


def spread_first(d, s):
    """Each entry at the first corner of its block, zeros elsewhere."""
    spread = np.zeros((*d.shape[:-2], d.shape[-2] * s, d.shape[-1] * s))
    spread[..., ::s, ::s] = d
    return spread


def repeated_flat(d, s):
    """Every entry s*s times in a row, folded into the right shape without regard to blocks."""
    return np.repeat(d.ravel(), s * s).reshape(d.shape[0] * s, d.shape[1] * s)


def folded(x, s):
    """The s*s entries that follow each other in row order, taken for a window."""
    return x.reshape(x.shape[0] // s, x.shape[1] // s, s * s)


def switches_by(x, s, choose):
    """Switches (H, W) where choose(window (s, s)) -> booleans or a flat index decides each window."""
    switches = np.zeros(x.shape, bool)
    for (m, n), _ in np.ndenumerate(x[::s, ::s]):
        window = x[m * s : (m + 1) * s, n * s : (n + 1) * s]
        chosen = np.asarray(choose(window))
        if chosen.dtype != bool:
            chosen = np.arange(s * s).reshape(s, s) == chosen
        switches[m * s : (m + 1) * s, n * s : (n + 1) * s] = chosen
    return switches


def last(window):
    """Flat index of the last maximum in row order."""
    return window.size - 1 - np.argmax(window.ravel()[::-1])


def column_order(window):
    """Flat index of the first maximum, going down the columns."""
    column, row = divmod(int(np.argmax(window.T)), len(window))
    return row * len(window) + column


def rows_for_columns(window):
    """Flat index of the first maximum's place with row and column exchanged."""
    row, column = divmod(int(np.argmax(window)), len(window))
    return column * len(window) + row


def every(window):
    """All maxima."""
    return window == window.max()


def largest_magnitude(window):
    """Flat index of the entry furthest from zero."""
    return np.argmax(abs(window))


def in_row_order(d, switches):
    """The entries of d put where switches are True, both in row order of their whole maps."""
    dx = np.zeros(switches.shape)
    dx[switches] = d.ravel()
    return dx


def window_maximum(x, s):
    """The map of each window's maximum, without switches."""
    return windows(x, s, s).max(axis=(-2, -1))
