"""windows, equation (7.5)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_argument, returns_zeros
from helpers.checks.vectorisation.cases import pick
from helpers.checks.vectorisation.trusted import unroll


def ordered(axes, rows):
    """unroll with the axes (n, c, r, s, p, q) of the windows in another order, the first `rows` of them rows."""

    def wrong(x, kh, kw):
        view = sliding_window_view(x, (kh, kw), axis=(2, 3)).transpose(axes)
        height = int(np.prod(view.shape[1 : 1 + rows]))
        return view.reshape(len(view), height, -1)

    return wrong


def reshaped(x, kh, kw):
    view = sliding_window_view(x, (kh, kw), axis=(2, 3))
    return view.reshape(len(x), x.shape[1] * kh * kw, -1)


def joined(x, kh, kw):
    return np.concatenate(list(unroll(x, kh, kw)), axis=1)


def images_moved(x, kh, kw):
    view = sliding_window_view(x, (kh, kw), axis=(2, 3)).transpose(1, 4, 5, 0, 2, 3)
    return view.reshape(len(x), x.shape[1] * kh * kw, -1)


def sides_exchanged(x, kh, kw):
    view = sliding_window_view(x, (kw, kh), axis=(2, 3)).transpose(0, 1, 4, 5, 2, 3)
    return view.reshape(len(x), x.shape[1] * kh * kw, -1)


def side_by_side(x, kh, kw):
    view = sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::kh, ::kw]
    return view.transpose(0, 1, 4, 5, 2, 3).reshape(len(x), x.shape[1] * kh * kw, -1)


def turned(x, kh, kw):
    parts = unroll(x, kh, kw).reshape(len(x), x.shape[1], kh, kw, -1)
    return parts[:, :, ::-1, ::-1].reshape(len(x), x.shape[1] * kh * kw, -1)


WINDOWS = Exercise(
    "windows", "windows(x, kh, kw)", pick("x", "kh", "kw"), unroll,
    (
        Misconception("window-as-row", ordered((0, 2, 3, 1, 4, 5), 2),
                      "Each window is a row of your result; here it is a column.", "7.5"),
        Misconception("reshaped-not-moved", reshaped,
                      "The axes of the windows were reshaped in the order they came in: reshape moves no axis, "
                      "transpose does.", "7.5"),
        Misconception("maps-inside-the-window", ordered((0, 4, 5, 1, 2, 3), 3),
                      "Your rows are in the order (p, q, c); the map comes first, (c, p, q).", "7.5"),
        Misconception("kernel-column-first", ordered((0, 1, 5, 4, 2, 3), 3),
                      "Your rows are in the order (c, q, p); the kernel is read row by row, (c, p, q).", "7.5"),
        Misconception("positions-column-first", ordered((0, 1, 4, 5, 3, 2), 3),
                      "Your columns run down the map first; they are in the order (r, s), row by row.", "7.5"),
        Misconception("flipped", turned,
                      "Each window is turned by a half turn: here nothing is flipped.", "7.5"),
        Misconception("images-joined", joined,
                      "The images' columns were put into one matrix; the first axis is the image.", "7.5"),
        Misconception("images-moved", images_moved,
                      "The image was moved behind (c, p, q) before the reshape; it stays the first axis.", "7.5"),
        Misconception("sides-exchanged", sides_exchanged,
                      "Your windows are kw high and kh wide: p runs down kh rows, q along kw columns.", "7.5"),
        Misconception("side-by-side", side_by_side,
                      "Your windows stand side by side, as for pooling; they move on by one pixel.", "7.5"),
        returns_argument(0, "x", "7.5"),
        returns_zeros(unroll, "7.5"),
    ),
)  # fmt: skip
