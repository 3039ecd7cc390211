"""Many small maps as one picture: kernels, feature maps and deltas of a network."""

import numpy as np

from helpers.plots.grid import draw_map
from helpers.plots.style import PALETTE, centred, new_figure, styled


def mosaic(stack, columns, gap=1):
    """Maps (J, H, W) tiled into one (rows, columns) picture with gaps of NaN between them."""
    count, height, width = stack.shape
    rows = -(-count // columns)
    sheet = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap), np.nan)
    for number, single in enumerate(stack):
        top, left = (number // columns) * (height + gap), (number % columns) * (width + gap)
        sheet[top : top + height, left : left + width] = single
    return sheet


def draw_mosaic(ax, stack, columns, title):
    """A stack of maps under one colour scale, white at 0, grey between the maps."""
    ax.set_facecolor("0.8")
    image = ax.imshow(mosaic(np.asarray(stack, dtype=float), columns), **centred(np.asarray(stack)))
    ax.set(title=title, xticks=[], yticks=[])
    return image


def draw_scores(ax, values, title, chosen=None):
    """Ten bars, that of the chosen class in another colour."""
    chosen = int(np.argmax(values)) if chosen is None else chosen
    shades = [PALETTE["orange"] if c == chosen else PALETTE["blue"] for c in range(len(values))]
    ax.bar(range(len(values)), values, color=shades)
    ax.axhline(0, color="0.5", lw=0.8)
    ax.set(title=title, xlabel="class", xticks=range(len(values)))


@styled
def through(image, cache, scores, number=0):
    """One image on its way up: the digit, y1, y2, and its scores."""
    figure = new_figure(9.0, 2.6)
    axes = figure.subplots(1, 4, width_ratios=[1, 1.5, 1.1, 1.3])
    draw_map(axes[0], image, "image", {"cmap": "gray"})
    figure.colorbar(
        draw_mosaic(axes[1], cache["y1"][number], 3, "y1: 6 maps of 12 x 12"), ax=axes[1], shrink=0.5
    )
    figure.colorbar(
        draw_mosaic(axes[2], cache["y2"][number], 4, "y2: 16 maps of 4 x 4"), ax=axes[2], shrink=0.5
    )
    draw_scores(axes[3], scores[number], "scores")
    axes[3].set_ylabel("score")
    return figure


@styled
def deltas(image, found, number=0):
    """One image's deltas, from the scores down to the first maps."""
    figure = new_figure(9.0, 2.6)
    axes = figure.subplots(1, 4, width_ratios=[1, 1.3, 1.1, 1.5])
    draw_map(axes[0], image, "image", {"cmap": "gray"})
    draw_scores(axes[1], found["u4"][number], "delta of the scores", int(np.argmin(found["u4"][number])))
    axes[1].set_ylabel("dE/du4")
    figure.colorbar(draw_mosaic(axes[2], found["u2"][number], 4, "u2: 16 of 8 x 8"), ax=axes[2], shrink=0.5)
    figure.colorbar(draw_mosaic(axes[3], found["u1"][number], 3, "u1: 6 of 24 x 24"), ax=axes[3], shrink=0.5)
    return figure


@styled
def filters(before, after):
    """First-layer kernels (6, 1, 5, 5) and all 96 of the second layer, before and after training."""
    figure = new_figure(9.0, 5.2)
    axes = figure.subplots(2, 2, width_ratios=[1, 2.2])
    for row, (name, params) in zip(
        axes, (("before training", before), ("after training", after)), strict=True
    ):
        first = draw_mosaic(row[0], params["k1"][:, 0], 3, f"k1, {name}")
        figure.colorbar(first, ax=row[0], shrink=0.7)
        second = draw_mosaic(row[1], params["k2"].swapaxes(0, 1).reshape(-1, 5, 5), 16, f"k2, {name}")
        figure.colorbar(second, ax=row[1], shrink=0.7)
        row[1].set(xlabel="output map", ylabel="input map")
    return figure


def moved(probabilities, image):
    """A function draw(ax, shift): the class probabilities of the image moved to the right by that many pixels."""

    def draw(ax, shift):
        ax.set_axis_off()
        there = np.full_like(image, image[0, 0])
        there[:, max(shift, 0) : 28 + min(shift, 0)] = image[:, max(-shift, 0) : 28 - max(shift, 0)]
        top, bottom = ax.inset_axes([0.2, 0.52, 0.6, 0.44]), ax.inset_axes([0.14, 0.1, 0.84, 0.3])
        draw_map(top, there, f"moved by {shift} pixels", {"cmap": "gray"})
        top.set(xlabel="", xticks=[], yticks=[], ylabel="")
        draw_scores(bottom, probabilities(there), "")
        bottom.set(ylim=(0, 1), ylabel="probability")

    return draw
