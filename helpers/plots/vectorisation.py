"""The figures of lesson 07_vectorisation: memory as a strip, unrolled windows, ties, and measured times."""

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from helpers.plots.grid import draw_map, draw_numbers, maps, numbers
from helpers.plots.style import PALETTE, centred, colours, new_figure, styled

__all__ = ["idioms", "ladder", "layouts", "maps", "memory", "numbers", "ties", "unrolled"]


def memory(shape, kernel):
    """A function draw(ax, number): the map of that shape, its window of that number, and both in memory."""
    (height, width), (kh, kw) = shape, kernel
    columns = width - kw + 1

    def draw(ax, number):
        r, s = divmod(number, columns)
        inside = [(r + p) * width + s + q for p in range(kh) for q in range(kw)]
        ax.set_axis_off()
        ax.set_title(f"window ({r}, {s}) starts {inside[0]} numbers on")
        above, below = ax.inset_axes([0.1, 0.32, 0.86, 0.62]), ax.inset_axes([0.02, 0.02, 0.96, 0.16])
        for panel, place in ((above, lambda a: divmod(a, width)), (below, lambda a: (0, a))):
            for address in range(height * width):
                row, column = place(address)
                fill = PALETTE["orange"] if address in inside else "0.93"
                panel.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fc=fill, ec="0.4", lw=0.8))
                panel.text(
                    column, row, address, ha="center", va="center", fontsize=8 if panel is above else 5.5
                )
        above.set(xlim=(-0.6, width - 0.4), ylim=(height - 0.4, -0.6), xlabel="column", ylabel="row",
                  xticks=range(width), yticks=range(height))  # fmt: skip
        below.set(xlim=(-0.6, height * width - 0.4), ylim=(0.6, -0.6), xlabel="address in numbers",
                  xticks=[], yticks=[])  # fmt: skip

    return draw


@styled
def unrolled(x, v):
    """A map (H, W) beside the matrix of its windows, numbers written in."""
    figure = new_figure(8.6, 0.42 * max(len(x), len(v)) + 1.2)
    left, right = figure.subplots(1, 2, width_ratios=[x.shape[1], v.shape[1] + 1])
    draw_numbers(left, x, "x", centred(3 * x))
    draw_numbers(
        right, v, "its windows, one a column", centred(3 * x), ("window (r, s), row by row", "entry (p, q)")
    )
    return figure


@styled
def ties(image, winners, wrong, right):
    """A map, how many entries of each window equal its maximum, and dE/dx with an equality mask and by the rule."""
    figure = new_figure(9.0, 2.7)
    axes = figure.subplots(1, 4)
    draw_map(axes[0], image, "map behind a ReLU")
    counted = axes[1].imshow(winners, cmap="cividis", vmin=1, vmax=4)
    axes[1].set(title="entries at the maximum", xlabel="column of y", ylabel="row of y")
    for axis in (axes[1].xaxis, axes[1].yaxis):
        axis.set_major_locator(MaxNLocator(4, integer=True))
    figure.colorbar(counted, ax=axes[1], fraction=0.046, pad=0.04, ticks=[1, 2, 3, 4])
    for ax, a, title in ((axes[2], wrong, "delta by x == max"), (axes[3], right, "one winner a window")):
        shown = draw_map(ax, a, title, centred(wrong, right))
    figure.colorbar(shown, ax=axes[3], fraction=0.046, pad=0.04)
    return figure


@styled
def layouts(orders):
    """Strips of memory, one a layout; orders: {title: (image of each number, its label)}, in the order of addresses."""
    figure = new_figure(9.0, 1.0 * len(orders) + 0.2)
    for ax, (title, (images, labels)) in zip(figure.subplots(len(orders), 1), orders.items(), strict=True):
        for address, (image, label) in enumerate(zip(images, labels, strict=True)):
            box = Rectangle((address - 0.5, -0.5), 1, 1, fc=colours(4)[image], ec="white", lw=1, alpha=0.75)
            ax.add_patch(box)
            ax.text(address, 0, label, ha="center", va="center", fontsize=7)
        ax.set(
            title=title,
            xlim=(-0.6, len(images) - 0.4),
            ylim=(0.6, -0.6),
            yticks=[],
            xlabel="address in numbers",
        )
    return figure


@styled
def ladder(seconds, floor):
    """Seconds an image of each form on a logarithmic axis, the slowest on top; the arithmetic floor as a line."""
    figure = new_figure(8.2, 0.5 * len(seconds) + 1.5)
    ax = figure.subplots()
    names, values = list(seconds), 1e6 * np.array(list(seconds.values()))
    ax.barh(names, values, color=PALETTE["sky"], edgecolor="0.3")
    ax.invert_yaxis()
    for place, value in enumerate(values):
        ax.text(value * 1.15, place, f"{value:,.0f}", va="center")
    ax.axvline(
        1e6 * floor, color=PALETTE["vermilion"], lw=2, ls="--", label=f"arithmetic floor, {1e6 * floor:,.1f}"
    )
    ax.set(title="One layer there and back, measured on this machine", xlabel="microseconds an image (log scale)",
           xscale="log", xlim=(min(1e6 * floor, values.min()) / 2, values.max() * 5))  # fmt: skip
    ax.legend(loc="lower right", frameon=True)
    return figure


@styled
def idioms(pairs):
    """Slow and fast ways of the same result on a logarithmic axis; pairs: {what: {way: seconds}}, two ways each."""
    figure = new_figure(8.2, 0.62 * len(pairs) + 1.2)
    ax = figure.subplots()
    for place, ways in enumerate(pairs.values()):
        for offset, (way, seconds), colour in zip((-0.2, 0.2), ways.items(), ("orange", "sky"), strict=True):
            ax.barh(place + offset, 1e3 * seconds, 0.36, color=PALETTE[colour], edgecolor="0.3")
            ax.text(1.1e3 * seconds, place + offset, way, va="center", fontsize=8)
    values = [1e3 * s for ways in pairs.values() for s in ways.values()]
    ax.set(title="The same result twice, measured on this machine", xlabel="milliseconds (log scale)", xscale="log",
           xlim=(min(values) / 2, max(values) * 25), yticks=range(len(pairs)), yticklabels=list(pairs))  # fmt: skip
    ax.invert_yaxis()
    return figure
