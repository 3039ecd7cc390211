"""A connection table: which input maps each output map sees."""

import numpy as np
from matplotlib.colors import ListedColormap

from helpers.plots.style import PALETTE, new_figure, styled


@styled
def table(connected, title="LeNet-5, layer C3: which maps of S2 each map sees"):
    """connected (I, J) of booleans as a chart, the number of inputs above each output map."""
    inputs, outputs = connected.shape
    fan_in = connected.sum(axis=0)
    level = np.where(connected, np.searchsorted(np.unique(fan_in), fan_in), -1)
    shades = [PALETTE["sky"], PALETTE["blue"], PALETTE["orange"]]
    figure = new_figure(0.46 * outputs + 1.6, 0.4 * inputs + 1.4)
    ax = figure.subplots()
    ax.imshow(level, cmap=ListedColormap(["0.95", *shades]), vmin=-1.5, vmax=2.5)
    ax.set(xticks=range(outputs), yticks=range(inputs), xlabel="output map j", ylabel="input map i")
    ax.set_title(title)
    ax.set_xticks(np.arange(outputs + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(inputs + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="white", lw=2)
    ax.tick_params(which="minor", length=0)
    for (i, j), on in np.ndenumerate(connected):
        if on:
            ax.text(j, i, "X", ha="center", va="center", color="white" if level[i, j] == 1 else "black")
    above = ax.secondary_xaxis("top")
    above.set_xticks(range(outputs), fan_in)
    above.set_xlabel("inputs of each output map")
    return figure
