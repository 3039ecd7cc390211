"""Small signed matrices side by side, their numbers and the names of their axes written in."""

import numpy as np

from helpers.plots.grid import draw_numbers
from helpers.plots.style import centred, new_figure, styled


@styled
def matrices(arrays, titles, labels, fmt="{:g}"):
    """Matrices with their numbers on one colour scale centred at 0; labels: names of columns and of rows."""
    rows, columns = max(len(a) for a in arrays), sum(a.shape[1] for a in arrays)
    figure = new_figure(0.62 * columns + 1.0 * len(arrays), 0.55 * rows + 1.1)
    widths = [a.shape[1] for a in arrays]
    axes = figure.subplots(1, len(arrays), squeeze=False, gridspec_kw={"width_ratios": widths})[0]
    for ax, a, title in zip(axes, arrays, titles, strict=True):
        draw_numbers(ax, np.asarray(a), title, centred(*arrays), labels, fmt)
    return figure
