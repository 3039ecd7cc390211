"""The weights of input maps in output maps: as tables, and as paths during training."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers.plots.style import PALETTE, new_figure, styled


def draw_table(ax, alpha, title, pairs=()):
    """alpha (I, J) with its numbers written in, darker where larger; the entries (i, j) of pairs are framed."""
    ax.imshow(np.abs(alpha), cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (i, j), a in np.ndenumerate(alpha):
        text = "0" if a == 0 else f"{a:.2f}".replace("-0.00", "0.00")
        ax.text(j, i, text, ha="center", va="center", color="white" if abs(a) > 0.6 else "black", fontsize=8)
    for i, j in pairs:
        ax.add_patch(
            Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, ec=PALETTE["vermilion"], lw=2.2, clip_on=False)
        )
    ax.set(title=title, xlabel="output map j", ylabel="input map i")
    ax.set(xticks=range(alpha.shape[1]), yticks=range(len(alpha)))


@styled
def tables(weights, pairs, names=None):
    """One table for each entry of weights {title: alpha (I, J)}, true pairs framed; names (I,) of the input maps."""
    figure = new_figure(1.9 * len(weights) + 1.2, 0.3 * len(next(iter(weights.values()))) + 1.2)
    axes = figure.subplots(1, len(weights), sharey=True, squeeze=False)[0]
    for ax, (title, alpha) in zip(axes, weights.items(), strict=True):
        draw_table(ax, alpha, title, pairs)
    if names is not None:
        axes[0].set_yticklabels([f"{i}  {name}" for i, name in enumerate(names)])
    for ax in axes[1:]:
        ax.set_ylabel("")
    return figure


@styled
def paths(runs, pairs, output=0, names=None):
    """The weights of one output map against the step, one panel for each entry of runs {title: (steps, I, J)}.

    The two true maps are coloured and labelled, the others grey.
    """
    figure = new_figure(min(11.0, 2.45 * len(runs)), 2.9)
    axes = figure.subplots(1, len(runs), sharey=True, squeeze=False)[0]
    true = [i for i, j in pairs if j == output]
    for ax, (title, path) in zip(axes, runs.items(), strict=True):
        ax.plot(path[:, [i for i in range(path.shape[1]) if i not in true], output], color="0.6", lw=1)
        for i, colour, style in zip(true, ("blue", "vermilion"), ("-", "--"), strict=True):
            label = f"map {i}" if names is None else f"map {i}, {names[i]}"
            ax.plot(path[:, i, output], color=PALETTE[colour], ls=style, lw=2, label=label)
        ax.plot([], [], color="0.6", lw=1, label=f"the other {path.shape[1] - len(true)}")
        ax.set(title=title, xlabel="step")
        ax.grid(color="0.9")
    axes[0].set_ylabel(f"weight in output map {output}")
    axes[-1].legend(fontsize=7, loc="center right", framealpha=0.9)
    return figure
