"""The same six inputs joined three ways: every weight its own, few weights, few weights shared."""

from helpers.plots.style import PALETTE, colours, new_figure, styled


@styled
def connections(inputs=6, width=3):
    """Dense, sparse and tied connections of one row of units; equal colours are equal weights."""
    outputs = inputs - width + 1
    everything = [(i, o) for o in range(outputs) for i in range(inputs)]
    local = [(o + p, o) for o in range(outputs) for p in range(width)]
    shared = [colours(width)[i - o] for i, o in local]
    figure = new_figure(9.0, 2.5)
    axes = figure.subplots(1, 3)
    draw_layer(axes[0], inputs, outputs, everything, ["0.55"] * len(everything))
    draw_layer(axes[1], inputs, outputs, local, ["0.55"] * len(local))
    draw_layer(axes[2], inputs, outputs, local, shared)
    axes[0].set_title(f"fully connected: {len(everything)} weights")
    axes[1].set_title(f"sparse: {len(local)} weights")
    axes[2].set_title(f"sparse and tied: {width} weights")
    return figure


def draw_layer(ax, inputs, outputs, edges, edge_colours):
    """Inputs below, outputs above, one line for each edge (input, output)."""
    shift = (inputs - outputs) / 2
    for (i, o), colour in zip(edges, edge_colours, strict=True):
        ax.plot([i, o + shift], [0, 1], color=colour, lw=2, zorder=1)
    for count, start, height in ((inputs, 0, 0), (outputs, shift, 1)):
        places = [start + n for n in range(count)]
        ax.scatter(places, [height] * count, s=130, c="white", ec=PALETTE["black"], zorder=2)
    ax.set(xticks=range(inputs), yticks=[0, 1], yticklabels=["x", "u"], xlabel="input unit")
    ax.set_ylim(-0.25, 1.25)
    ax.spines[["top", "right", "left"]].set_visible(False)
