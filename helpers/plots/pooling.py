"""The figures of lesson 04_pooling, each a function from arrays to a figure (`shrinking`: to a draw)."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from helpers.operations.pooling import max_pool, mean_pool
from helpers.plots.agreement import agreement
from helpers.plots.grid import draw_frame, draw_numbers, maps, numbers
from helpers.plots.sheets import sheets
from helpers.plots.style import PALETTE, SEQUENTIAL, centred, colours, new_figure, styled

__all__ = ["agreement", "bars", "maps", "numbers", "overlap", "router", "sheets", "shrinking"]


def shrinking(image):
    """A function draw(ax, s): the image with windows of s x s, its means above and its maxima below."""

    def draw(ax, s):
        ax.set_axis_off()
        pooled = {"mean": mean_pool(image, s), "maximum": max_pool(image, s)[0]}
        rows, columns = pooled["mean"].shape
        ax.set_title(f"s = {s}: {image.shape[0]} x {image.shape[1]} becomes {rows} x {columns}")
        for top, (name, small) in zip((0.53, 0.02), pooled.items(), strict=True):
            panel = ax.inset_axes([0.1, top, 0.88, 0.42])
            panel.imshow(small, cmap=SEQUENTIAL, vmin=0, vmax=1)
            panel.set(xlabel=f"column of the {name}", ylabel="row")
            for axis in (panel.xaxis, panel.yaxis):
                axis.set_major_locator(MaxNLocator(4, integer=True))

    return draw


def draw_windows(ax, shape, s):
    """Lines between the s x s windows."""
    for row in range(s, shape[0], s):
        ax.axhline(row - 0.5, color="0.25", lw=1.2)
    for column in range(s, shape[1], s):
        ax.axvline(column - 0.5, color="0.25", lw=1.2)


@styled
def router(x, switches, d, dx, s):
    """x with its windows and winners framed, delta of the pooled map, and delta at the winners' places."""
    figure = new_figure(9.0, 0.42 * len(x) + 1.1)
    axes = figure.subplots(1, 3, width_ratios=[x.shape[1], max(d.shape[1], 3), x.shape[1]])
    scale = centred(d, dx)
    draw_numbers(axes[0], x, "x, its windows, the winners framed", centred(3 * x))
    draw_numbers(axes[1], d, "delta of y", scale)
    draw_numbers(axes[2], dx, "delta at the switches", scale)
    for ax in (axes[0], axes[2]):
        draw_windows(ax, x.shape, s)
        for row, column in np.argwhere(switches):
            draw_frame(ax, row, column, 1, 1)
    return figure


@styled
def overlap(x, d, size, stride, assigned, added):
    """The windows of x as nested frames, delta in the frames' colours, and dE/dx with = and with +=."""
    figure = new_figure(9.0, 0.5 * len(x) + 1.3)
    axes = figure.subplots(1, 4)
    scale = centred(d, assigned, added)
    draw_numbers(axes[0], x, "x and its windows", centred(3 * x))
    draw_numbers(axes[1], d, "delta, one a window", scale)
    draw_numbers(axes[2], assigned, "set with =", scale)
    draw_numbers(axes[3], added, "added with +=", scale)
    hues = {value: name for name, value in PALETTE.items()}
    for (m, n), colour in zip(np.ndindex(d.shape), colours(d.size), strict=True):
        inset = 0.06 * (m * d.shape[1] + n)
        side = size - 2 * inset
        draw_frame(axes[0], m * stride + inset, n * stride + inset, side, side, hues[colour])
        draw_frame(axes[1], m + 0.05, n + 0.05, 0.9, 0.9, hues[colour])
    return figure


@styled
def bars(groups, title, xlabel, ylabel):
    """For {name: values} one bar of each name at every place, side by side."""
    figure = new_figure(7.6, 3.2)
    ax = figure.subplots()
    width = 0.8 / len(groups)
    for number, ((name, values), colour) in enumerate(zip(groups.items(), colours(len(groups)), strict=True)):
        places = np.arange(len(values)) + (number - (len(groups) - 1) / 2) * width
        ax.bar(
            places,
            values,
            width,
            color=colour,
            label=name,
            hatch=(None, "//", "..")[number % 3],
            edgecolor="0.2",
        )
    ax.axhline(0, color="0.35", lw=0.8)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel, xticks=range(len(values)))
    ax.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))
    return figure
