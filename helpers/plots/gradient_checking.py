"""Figures of lesson 01: chords and tangents, the V of error against step, measures, cost, kinks."""

import numpy as np

from helpers.plots.style import PALETTE, SEQUENTIAL, centred, colours, new_figure, styled


def chords(f, slope, x, lower=0.0, upper=2.0):
    """draw(ax, h) for `explore`: f with its tangent at x, its chord to one side and its chord to both sides."""

    def draw(ax, h):
        grid = np.linspace(lower, upper, 200)
        one, both = (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)
        ax.plot(grid, f(grid), color="black", lw=1.5, label="f")
        ax.plot(grid, f(x) + slope(x) * (grid - x), color="0.6", lw=3, label=f"tangent, slope {slope(x):.2f}")
        ax.plot([x, x + h], [f(x), f(x + h)], "o-", color=PALETTE["vermilion"], label=f"one side, {one:.2f}")
        ax.plot(
            [x - h, x + h],
            [f(x - h), f(x + h)],
            "s--",
            color=PALETTE["blue"],
            label=f"both sides, {both:.2f}",
        )
        ax.set(title=f"half-step h = {h:g}", xlabel="x", ylabel="f(x)", ylim=(f(lower) - 1, f(upper)))
        ax.legend(loc="upper left", frameon=False)

    return draw


@styled
def v_curves(steps, errors, best, title):
    """Relative error against half-step, both on logarithmic axes, a curve each.

    steps (n,); errors {label: (n,)}; best {label: step}, the derived optimum, drawn as a dotted line.
    """
    figure = new_figure(7.5, 4.4)
    ax = figure.subplots()
    markers = "osv^Dx"
    for (label, error), colour, marker in zip(errors.items(), colours(len(errors)), markers, strict=False):
        ax.loglog(steps, error, color=colour, marker=marker, ms=3, lw=1.2, label=label)
        if label in best:
            ax.axvline(
                best[label], color=colour, ls=":", lw=1.5, label=f"derived best step, {best[label]:.0e}"
            )
    ax.set(title=title, xlabel="half-step h", ylabel="median relative error")
    ax.grid(color="0.92")
    ax.legend(frameon=False, ncols=1, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


@styled
def bars(values, limit, title, xlabel, floor=1e-13):
    """Horizontal logarithmic bars with a dashed line at limit; values {label: number}, a NaN is written out.

    A bar above the limit is hatched.
    """
    figure = new_figure(7.0, 0.6 + 0.34 * len(values))
    ax = figure.subplots()
    for row, value in enumerate(values.values()):
        if not np.isfinite(value):
            ax.text(2 * floor, row, "NaN, no number", va="center", color=PALETTE["vermilion"])
            continue
        colour, hatch = (PALETTE["blue"], "") if value <= limit else (PALETTE["vermilion"], "//")
        ax.barh(row, max(value, 2 * floor), color=colour, hatch=hatch, edgecolor="white")
    ax.axvline(limit, color="black", ls="--", lw=1)
    ax.set(
        title=title,
        xlabel=xlabel,
        xscale="log",
        xlim=(floor, 3),
        yticks=range(len(values)),
        ylim=(-0.6, len(values) - 0.4),
    )
    ax.set_yticklabels(values)
    ax.invert_yaxis()
    return figure


@styled
def cost(sizes, counts, title, ylabel):
    """Counts {label: (n,)} against the number of weights, both logarithmic."""
    figure = new_figure(6.5, 3.8)
    ax = figure.subplots()
    for (label, count), colour, marker in zip(counts.items(), colours(len(counts)), "os^v", strict=False):
        ax.loglog(sizes, count, color=colour, marker=marker, lw=1.4, label=label)
    ax.set(title=title, xlabel="number of weights W", ylabel=ylabel)
    ax.grid(color="0.92")
    ax.legend(frameon=False)
    return figure


@styled
def kink(x, panels, eps):
    """A panel each for {title: (derived (n,), numerical (n,))} against x, the strip |x| < eps shaded."""
    figure = new_figure(8.0, 3.6)
    for ax, (title, (derived, numerical)) in zip(
        figure.subplots(1, len(panels)), panels.items(), strict=True
    ):
        ax.axvspan(-eps, eps, color="0.9", label="within one step of the kink")
        ax.plot(x, derived, ".", color=PALETTE["vermilion"], ms=7, label="derived")
        ax.plot(x, numerical, color=PALETTE["blue"], lw=1.4, label="numerical")
        ax.set(title=title, xlabel="distance from the kink", ylabel="derivative")
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, frameon=False, loc="outside lower center", ncols=3)
    return figure


@styled
def pictures(arrays, titles):
    """Maps side by side: the first in gray, the others in diverging colours about 0 on one scale."""
    figure = new_figure(3.0 * len(arrays), 3.3)
    scale = centred(*arrays[1:])
    for n, (ax, array, title) in enumerate(zip(figure.subplots(1, len(arrays)), arrays, titles, strict=True)):
        image = ax.imshow(array, **(scale if n else {"cmap": SEQUENTIAL}))
        ax.set(title=title, xlabel="column", ylabel="row")
    figure.colorbar(image, ax=figure.axes[1:], shrink=0.8, label="derivative")
    return figure
