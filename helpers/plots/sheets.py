"""Wide maps beside each other, without the empty space that square panels would leave."""

from matplotlib.ticker import MaxNLocator

from helpers.plots.grid import draw_map
from helpers.plots.style import new_figure, styled


@styled
def sheets(arrays, titles, columns=3, digits=0):
    """Maps of one size as images in a grid, each with its colour bar; the first `digits` in grey, without one."""
    rows = -(-len(arrays) // columns)
    width = 9.0 / columns
    shape = arrays[0].shape
    figure = new_figure(9.0, rows * (0.72 * width * shape[0] / shape[1] + 0.55))
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for number, (ax, a, title) in enumerate(zip(axes, arrays, titles, strict=False)):
        image = draw_map(ax, a, title, "gray" if number < digits else None)
        if number >= digits:
            figure.colorbar(image, ax=ax, fraction=0.04, pad=0.03).locator = MaxNLocator(5)
    for ax in axes[len(arrays) :]:
        ax.set_axis_off()
    for number, ax in enumerate(axes):
        ax.set_xlabel("column" if number >= len(arrays) - columns else "")
        ax.set_ylabel("" if number % columns else "row")
    return figure
