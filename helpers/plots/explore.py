"""A picture with a slider, which says everything without the slider too."""

import os

from helpers.plots.publish import in_notebook, png, show
from helpers.plots.style import new_figure, styled


def explore(draw, values, frames, label, alt, size=(3.1, 5.6)):
    """Draw the given frames side by side, then a slider over all values below them.

    draw(ax, value) draws one frame into ax; values: what the slider offers; frames: the values
    drawn statically; label: the slider's name; size: inches of one frame.
    The slider is left out where the environment variable HELPERS_STATIC is set, where ipywidgets
    is not installed and outside a notebook.
    """
    show(row(draw, frames, size), alt)
    if not os.environ.get("HELPERS_STATIC") and in_notebook():
        slider(draw, list(values), frames[-1], label, size)


@styled
def row(draw, frames, size):
    """One figure with draw(ax, value) for each of the frames, from left to right."""
    width, height = size
    figure = new_figure(width * len(frames), height)
    for ax, value in zip(figure.subplots(1, len(frames), squeeze=False)[0], frames, strict=True):
        draw(ax, value)
    return figure


def slider(draw, values, start, label, size):
    """Display a slider over values and, below it, the frame of the value it stands at."""
    try:
        import ipywidgets as widgets
    except ImportError:
        return
    from IPython.display import display

    start = start if start in values else values[-1]
    control = widgets.SelectionSlider(options=values, value=start, description=label, continuous_update=False)
    picture = widgets.Image(value=png(row(draw, [start], size)), format="png")

    def redraw(change):
        picture.value = png(row(draw, [change["new"]], size))

    control.observe(redraw, names="value")
    # At the left and in its own size; a VBox would stretch the picture to the notebook's width.
    display(widgets.VBox([control, picture], layout=widgets.Layout(align_items="flex-start")))
