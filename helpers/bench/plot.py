"""The figure of a training step as the work grows; where PyTorch is faster, it is marked."""

from matplotlib.ticker import NullLocator

from helpers.plots.style import PALETTE, new_figure, styled

LABELS = {
    "batch": "images in a batch",
    "maps": "maps of the first layer",
    "image": "side of the image, pixels",
}
LOOKS = {"ours": (PALETTE["blue"], "o", "-"), "PyTorch eager": (PALETTE["orange"], "s", "--")}


@styled
def growth(sizes):
    """Milliseconds a step against each size, both axes logarithmic, one panel for each thing that grows."""
    figure = new_figure(9.6, 3.6)
    for ax, (grows, label) in zip(figure.subplots(1, len(LABELS), sharey=True), LABELS.items(), strict=True):
        panel(ax, [size for size in sizes if size.grows == grows], label)
    figure.axes[0].set_ylabel("milliseconds a training step")
    compared = any(size.ratio for size in sizes)
    said = "numbers: ours as a multiple of PyTorch's time" if compared else "PyTorch was not installed"
    figure.legend(*legend(figure.axes), title=said, loc="outside upper center", ncols=3, frameon=False)
    return figure


def panel(ax, sizes, label):
    """One thing that grows; a ring where PyTorch is faster, the ratio above or below our points."""
    values = [size.value for size in sizes]
    for name, (colour, marker, dashes) in LOOKS.items():
        times = [1000 * size.seconds[name] for size in sizes if name in size.seconds]
        if times:
            ax.plot(values, times, dashes, color=colour, marker=marker, ms=5, label=name)
    for size in filter(lambda size: size.ratio, sizes):
        wins = size.ratio > 1
        place = size.value, 1000 * size.seconds["ours"]
        if wins:
            ax.plot(
                *place, "o", ms=12, mfc="none", mec=PALETTE["vermilion"], mew=1.6, label="PyTorch is faster"
            )
        ax.annotate(f"{size.ratio:.2f}", place, (0, 10 if wins else -15), textcoords="offset points", ha="center",
                    fontsize=7, color=PALETTE["vermilion"] if wins else "0.25")  # fmt: skip
    ax.set(xscale="log", yscale="log", xlabel=label, xticks=values, xticklabels=values)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.margins(0.12, 0.14)
    ax.grid(axis="y", color="0.9")


def legend(axes):
    """Each name once."""
    found = {
        name: handle for ax in axes for handle, name in zip(*ax.get_legend_handles_labels(), strict=True)
    }
    return list(found.values()), list(found)
