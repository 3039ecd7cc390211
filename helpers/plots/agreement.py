"""A derived gradient beside a numerical one."""

import numpy as np

from helpers.plots.style import PALETTE, new_figure, styled


@styled
def agreement(pairs):
    """For {name: (derived, numerical)} one scatter each: points on the diagonal agree."""
    figure = new_figure(min(9.0, 3.0 * len(pairs)), 3.1)
    axes = figure.subplots(1, len(pairs), squeeze=False)[0]
    for ax, (name, (derived, numerical)) in zip(axes, pairs.items(), strict=True):
        both = np.concatenate([np.ravel(derived), np.ravel(numerical)])
        ends = [both.min(), both.max()]
        ax.plot(ends, ends, color=PALETTE["orange"], lw=1.5, label="equal", zorder=1)
        points = np.ravel(numerical), np.ravel(derived)
        ax.scatter(*points, s=14, color=PALETTE["blue"], label="one entry each", zorder=2)
        ax.set(title=name, xlabel="numerical derivative", ylabel="derived")
        ax.legend(fontsize=7, frameon=False, loc="upper left")
    return figure
