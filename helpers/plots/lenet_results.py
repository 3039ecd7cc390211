"""What training came to: loss curves, the confusion matrix, the worst mistakes, a table of experiments."""

import numpy as np

from helpers.plots.grid import draw_map
from helpers.plots.style import PALETTE, colours, new_figure, styled

SMOOTH = 100


@styled
def losses(curves, title, start=None):
    """Loss against step for {name: losses}, on a logarithmic scale, with the loss of a guess marked."""
    figure = new_figure(6.4, 3.3)
    ax = figure.subplots()
    for (name, values), colour in zip(curves.items(), colours(len(curves)), strict=True):
        steps = np.arange(1, len(values) + 1)
        many = len(values) > 10 * SMOOTH
        ax.plot(steps, values, color=colour, lw=1.2, alpha=0.3 if many else 1, label=name)
        if many:
            mean = np.convolve(values, np.full(SMOOTH, 1 / SMOOTH), "valid")
            ax.plot(
                steps[SMOOTH - 1 :], mean, color=PALETTE["vermilion"], lw=1.8, label=f"mean of {SMOOTH} steps"
            )
    if start is not None:
        ax.axhline(start, color="0.4", ls=":", label=f"guessing: {start:.3f}")
    ax.set(title=title, xlabel="step", ylabel="loss of the batch, nats", yscale="log")
    ax.grid(color="0.92")
    ax.legend(fontsize=8, framealpha=0.9)
    return figure


@styled
def confusion_matrix(counts):
    """Counts (K, K), true classes in rows: mistakes coloured, the diagonal grey."""
    figure = new_figure(6.2, 5.2)
    ax = figure.subplots()
    mistakes = np.where(np.eye(len(counts), dtype=bool), np.nan, counts)
    top = max(float(np.nanmax(mistakes)), 1.0)
    ax.set_facecolor("0.9")
    image = ax.imshow(mistakes, cmap="Blues", vmin=0, vmax=top)
    for (i, j), n in np.ndenumerate(counts):
        if n:
            ax.text(
                j,
                i,
                n,
                ha="center",
                va="center",
                fontsize=8,
                color="white" if i != j and n > 0.6 * top else "black",
            )
    ax.set(title="Test digits by true and by predicted class", xlabel="predicted class", ylabel="true class")
    ax.set(xticks=range(len(counts)), yticks=range(len(counts)))
    figure.colorbar(image, ax=ax, shrink=0.8, label="mistakes")
    return figure


@styled
def worst(images, labels, predicted, probability, columns=6):
    """Digits that were read wrongly, the surest mistakes first; probability is that given to the true class."""
    rows = -(-len(images) // columns)
    figure = new_figure(9.0, 1.9 * rows)
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for ax, image, true, said, p in zip(axes, images, labels, predicted, probability, strict=False):
        draw_map(ax, image, f"{true}, read as {said}\np({true}) = {p:.4f}", "gray")
        ax.set(xlabel="", ylabel="", xticks=[], yticks=[])
    for ax in axes[len(images) :]:
        ax.set_axis_off()
    return figure


@styled
def experiments(rows, title):
    """A table of bars: rows [(name, test error in percent, connections in use)]."""
    figure = new_figure(8.0, 0.42 * len(rows) + 1.1)
    left, right = figure.subplots(1, 2, sharey=True)
    names, errors, used = zip(*rows, strict=True)
    places = np.arange(len(rows))
    for ax, values, colour, label, form in (
        (left, errors, "blue", "test error, percent", "{:.1f}"),
        (right, used, "orange", "map pairs in use, of 96", "{:d}"),
    ):
        ax.barh(places, values, color=PALETTE[colour])
        for place, value in zip(places, values, strict=True):
            ax.text(value, place, " " + form.format(value), va="center", fontsize=8)
        ax.set(xlabel=label, xlim=(0, 1.18 * max(values)))
    left.set_yticks(places, names)
    left.invert_yaxis()
    figure.suptitle(title, fontsize=10)
    return figure


@styled
def alphas(weights):
    """The weights |alpha| (6, 16) of each run {name: alpha}, dark where large."""
    figure = new_figure(8.6, 1.75 * -(-len(weights) // 2))
    axes = figure.subplots(-(-len(weights) // 2), 2, squeeze=False).ravel()
    for ax, (name, alpha) in zip(axes, weights.items(), strict=False):
        size = np.abs(alpha)
        image = ax.imshow(size, cmap="Blues", vmin=0, aspect="auto")
        ax.set(title=name, xlabel="output map j", ylabel="input map i")
        ax.set(xticks=range(0, alpha.shape[1], 3), yticks=range(len(alpha)))
        figure.colorbar(image, ax=ax, label="|alpha|")
    return figure
