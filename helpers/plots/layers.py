"""Sizes of outputs and deltas layer by layer, and how they change while a network learns."""

from helpers.plots.style import PALETTE, new_figure, styled

MARKS = "osD^vP"
SHADES = ("blue", "orange", "vermilion", "green", "purple", "sky")


@styled
def by_layer(outputs, deltas):
    """Left the size of the outputs, right of the deltas; {name: one number a layer}, logarithmic.

    outputs begin with layer 0, the input; deltas with layer 1.
    """
    figure = new_figure(9.0, 3.4)
    left, right = figure.subplots(1, 2)
    for number, name in enumerate(outputs):
        style = {"color": PALETTE[SHADES[number]], "marker": MARKS[number], "label": name}
        left.plot(range(len(outputs[name])), outputs[name], **style)
        right.plot(range(1, len(deltas[name]) + 1), deltas[name], **style)
    left.set(title="outputs on the way forward", ylabel="root mean square of x")
    right.set(title="deltas on the way back", ylabel="root mean square of N delta")
    for ax in (left, right):
        ax.set(xlabel="layer", yscale="log")
        ax.set_xticks(range(ax is right, len(outputs[name])))
        ax.legend(fontsize=8, frameon=False)
    return figure


@styled
def training(losses, deltas):
    """Left E by passes for each run; right the deltas of the layers, the second run dashed.

    losses {name: one number a pass}; deltas {name: (passes, layers)}, of one or two runs.
    """
    figure = new_figure(9.0, 3.6)
    left, right = figure.subplots(1, 2)
    for number, (name, values) in enumerate(losses.items()):
        left.plot(values, color=PALETTE[SHADES[number]], marker=MARKS[number], label=name)
    for (name, values), dashes in zip(deltas.items(), ("-", "--"), strict=False):
        for layer, line in enumerate(values.T):
            style = {"color": PALETTE[SHADES[layer]], "marker": MARKS[layer], "ls": dashes}
            right.plot(line, label=f"layer {layer + 1}, {name}", **style)
    left.set(title="error of the training digits", ylabel="E", yscale="log")
    right.set(title="deltas, layer by layer", ylabel="root mean square of N delta", yscale="log")
    left.set_yticks([0.25, 0.5, 1, 2, 4], ["0.25", "0.5", "1", "2", "4"])
    left.minorticks_off()
    for ax in (left, right):
        ax.set(xlabel="passes through the training digits")
        ax.legend(fontsize=8, frameon=False, loc="upper right" if ax is left else "lower right")
    return figure


@styled
def descent(w1, w2, error, paths, title):
    """Paths {name: (steps, 2)} on the contours of error (len(w2), len(w1)) over two weights."""
    figure = new_figure(6.4, 4.2)
    ax = figure.subplots()
    filled = ax.contourf(w1, w2, error, levels=14, cmap="Greys", alpha=0.6)
    for number, (name, path) in enumerate(paths.items()):
        mark = MARKS[number] if len(path) < 50 else None
        ax.plot(*path.T, color=PALETTE[SHADES[number]], marker=mark, ms=4, lw=1.4, label=name)
    ax.plot(*path[0], "*", ms=13, color=PALETTE["black"], label="start")
    ax.set(title=title, xlabel="weight w1", ylabel="weight w2")
    ax.legend(fontsize=8, frameon=True, loc="best")
    figure.colorbar(filled, ax=ax, label="E of all digits")
    return figure
