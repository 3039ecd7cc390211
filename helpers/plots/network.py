"""A small fully connected network drawn as units and connections, with numbers to follow on paper."""

from helpers.plots.style import PALETTE, new_figure, styled


@styled
def network(weights, labels, titles, title):
    """Units in columns, connections labelled with their weights; blue positive, orange negative.

    weights: matrices (D_out, D_in), one for each pair of columns; labels: for each column the texts of its units;
    titles: names of the columns.
    """
    figure = new_figure(2.6 * len(labels) + 0.6, 3.6)
    ax = figure.subplots()
    for layer, w in enumerate(weights):
        draw_connections(ax, layer, w)
    for layer, texts in enumerate(labels):
        for unit, text in enumerate(texts):
            place = layer, height(unit, len(texts))
            box = {"boxstyle": "round,pad=0.45", "fc": "white", "ec": PALETTE["black"]}
            ax.text(*place, text, ha="center", va="center", bbox=box, zorder=3)
    tallest = max(len(texts) for texts in labels)
    ax.set(title=title, xlabel="layer", ylabel="unit, counted from above", yticks=[])
    ax.set_xticks(range(len(labels)), titles)
    ax.set(xlim=(-0.35, len(labels) - 0.65), ylim=(-tallest / 2, tallest / 2))
    ax.spines[["top", "right", "left"]].set_visible(False)
    return figure


def height(unit, count):
    """Units are centred about 0, the first on top."""
    return (count - 1) / 2 - unit


def draw_connections(ax, layer, w, gap=0.1):
    """One line for each weight, its number near the unit that it comes from."""
    outputs, inputs = w.shape
    for j in range(outputs):
        for i in range(inputs):
            start, end = height(i, inputs), height(j, outputs)
            colour = PALETTE["blue"] if w[j, i] >= 0 else PALETTE["vermilion"]
            ax.plot([layer, layer + 1], [start, end], color=colour, lw=0.8 + 0.5 * abs(w[j, i]), alpha=0.75)
            along = 0.2 + gap * j
            box = {"fc": "white", "ec": "none", "pad": 0.8}
            place = layer + along, start + along * (end - start)
            ax.text(
                *place, f"{w[j, i]:g}", color=colour, ha="center", va="center", fontsize=8, bbox=box, zorder=2
            )
