"""Matrices small enough to read and maps to look at, drawn into one pair of axes."""

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from helpers.plots.style import PALETTE, SEQUENTIAL, centred, new_figure, styled


def draw_numbers(ax, a, title, scale=None, labels=("column", "row"), fmt="{:g}"):
    """A small matrix with its numbers written in; `scale` are options of imshow, shared between panels."""
    a = np.atleast_2d(np.asarray(a, dtype=float))
    scale = scale or centred(a)
    ax.imshow(a, **scale)
    for (i, j), value in np.ndenumerate(a):
        dark = abs(value) > 0.62 * scale["vmax"]
        ax.text(j, i, fmt.format(value + 0.0), ha="center", va="center", color="white" if dark else "black")
    ax.set(title=title, xlabel=labels[0], ylabel=labels[1])
    ax.set(xticks=range(a.shape[1]), yticks=range(a.shape[0]))


def draw_map(ax, a, title, scale=None):
    """A map as an image: signed colours centred at 0, or the digits' grey where `scale` is "gray"."""
    options = {"cmap": SEQUENTIAL, "vmin": 0, "vmax": 1} if scale == "gray" else scale or centred(a)
    image = ax.imshow(a, **options)
    ax.set(title=title, xlabel="column", ylabel="row")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(4, integer=True))
    return image


def draw_frame(ax, row, column, height, width, colour="vermilion", **options):
    """A frame round the cells [row, row + height) x [column, column + width)."""
    corner = (column - 0.5, row - 0.5)
    box = Rectangle(corner, width, height, fill=False, ec=PALETTE[colour], lw=2.2, **options)
    box.set_clip_on(False)
    ax.add_patch(box)


@styled
def numbers(arrays, titles, shared=True):
    """Small matrices side by side, their numbers written in; one colour scale unless shared is False."""
    arrays = [np.atleast_2d(np.asarray(a, dtype=float)) for a in arrays]
    widths = [max(a.shape[1], 2) for a in arrays]
    height = 0.5 * max(len(a) for a in arrays) + 1.1
    figure = new_figure(min(9.0, 0.55 * sum(widths) + 0.95 * len(arrays)), height)
    axes = figure.subplots(1, len(arrays), squeeze=False, gridspec_kw={"width_ratios": widths})[0]
    for ax, a, title in zip(axes, arrays, titles, strict=True):
        draw_numbers(ax, a, title, centred(*arrays) if shared else None)
    return figure


@styled
def maps(arrays, titles, columns=4, shared=False, digits=0):
    """Maps as images, row by row, each with its colour bar or all with one where shared is True.

    The first `digits` of the arrays are pictures of digits, drawn in grey.
    """
    rows = -(-len(arrays) // columns)
    figure = new_figure(min(9.0, 2.3 * columns), 2.15 * rows + 0.1)
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    scale = centred(*arrays[digits:]) if shared else None
    for number, (ax, a, title) in enumerate(zip(axes, arrays, titles, strict=False)):
        image = draw_map(ax, a, title, "gray" if number < digits else scale)
        if not shared and number >= digits:
            figure.colorbar(image, ax=ax, fraction=0.046, pad=0.04)
    if shared:
        figure.colorbar(image, ax=list(axes), shrink=0.6, pad=0.02)
    for ax in axes[len(arrays) :]:
        ax.set_axis_off()
    return figure
