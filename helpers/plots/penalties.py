"""What penalties do: on two weights that add up to 1, on one free weight, and on kernels that may grow."""

import numpy as np

from helpers.plots.style import PALETTE, new_figure, styled

LINES = (("blue", "-"), ("vermilion", "--"), ("green", "-."), ("orange", ":"))


def draw_lines(ax, x, lines, title, labels):
    """Lines {label: y} over x, told apart by colour and by dashes."""
    for (name, y), (colour, dashes) in zip(lines.items(), LINES, strict=False):
        ax.plot(x, y, color=PALETTE[colour], ls=dashes, lw=2, label=name)
    ax.set(title=title, xlabel=labels[0], ylabel=labels[1])
    ax.grid(color="0.9")
    ax.legend(fontsize=8)


@styled
def two_weights(gradients):
    """Three penalties of alpha = (a, 1 - a), and the gradients by c_0 that the given functions find.

    gradients: {"L1": f, ...}; f(alpha) with alpha (2, M), one column for each a, -> dc (2, M).
    """
    a = np.linspace(0.005, 0.995, 199)
    alpha = np.stack([a, 1 - a])
    values = {
        "L1": np.abs(alpha).sum(axis=0),
        "entropy": -np.sum(alpha * np.log(alpha), axis=0),
        "minus squares": -np.sum(alpha**2, axis=0),
    }
    figure = new_figure(8.4, 3.1)
    left, right = figure.subplots(1, 2)
    draw_lines(left, a, values, "Penalty of the weights (a, 1 - a)", ("a", "penalty, strength 1"))
    found = {name: gradient(alpha)[0] for name, gradient in gradients.items()}
    draw_lines(right, a, found, "Its gradient by the latent weight of a", ("a", "derivative by c"))
    return figure


@styled
def thresholds(soft, t=1.0):
    """What `soft(a, t)` returns, beside the identity and the threshold that keeps or kills."""
    a = np.linspace(-3, 3, 301)
    keep = np.where(np.abs(a) > t, a, 0.0)
    keep[np.isclose(np.abs(a), t)] = np.nan
    figure = new_figure(4.6, 3.2)
    ax = figure.subplots()
    lines = {"soft threshold": soft(a, t), "keep or kill": keep, "no threshold": a}
    draw_lines(ax, a, lines, f"A threshold of {t:g}", ("weight before", "weight after"))
    return figure


@styled
def dodge(runs):
    """Sum of |alpha|, mean kernel norm and both together against the step; runs {title: (steps, 3)}."""
    figure = new_figure(4.2 * len(runs), 3.0)
    axes = figure.subplots(1, len(runs), sharey=True, squeeze=False)[0]
    names = (
        "sum of |alpha|: what is penalised",
        "mean norm of the kernels",
        "sum of |alpha| times norm: what acts",
    )
    for ax, (title, numbers) in zip(axes, runs.items(), strict=True):
        lines = dict(zip(names, np.asarray(numbers).T, strict=True))
        draw_lines(ax, np.arange(len(numbers)), lines, title, ("step", ""))
        ax.get_legend().remove()
    axes[0].set_ylabel("size")
    axes[-1].legend(fontsize=8, loc="best")
    return figure
