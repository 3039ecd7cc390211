"""Every figure of lesson 07: named axes, titled panels, nothing outside the canvas, true to what it is given."""

import numpy as np
import pytest

from helpers.plots import vectorisation as figures
from helpers.plots.explore import row
from helpers.plots.publish import png

X = np.arange(12.0).reshape(3, 4)
STRIPS = {
    "image first": ([0, 0, 1, 1], ["00", "01", "00", "01"]),
    "image last": ([0, 1, 0, 1], ["00", "00", "01", "01"]),
}
SECONDS = {"loops": 0.2, "products": 4e-5, "final": 1e-5}
MADE = {
    "idioms": lambda: figures.idioms(
        {"up": {"slow": 5e-3, "fast": 1e-4}, "down": {"slow": 1e-3, "fast": 9e-4}}
    ),
    "ladder": lambda: figures.ladder(SECONDS, 8e-6),
    "layouts": lambda: figures.layouts(STRIPS),
    "memory": lambda: row(figures.memory((4, 5), (2, 3)), (0, 8), (3.1, 3.4)),
    "ties": lambda: figures.ties(np.eye(4), np.full((2, 2), 2), np.eye(4), np.eye(4)),
    "unrolled": lambda: figures.unrolled(X, X[:2].T),
}


def panels(figure):
    """The axes that carry a picture, inset ones in the place of their frame; colour bars left out."""
    return [
        panel for ax in figure.axes for panel in (ax.child_axes or [ax]) if ax.get_label() != "<colorbar>"
    ]


@pytest.fixture(params=MADE)
def figure(request):
    return MADE[request.param]()


def test_axes_are_named_and_panels_titled(figure):
    assert all(ax.get_title() for ax in figure.axes if ax.get_label() != "<colorbar>")
    assert all(panel.get_xlabel() for panel in panels(figure))


def test_nothing_is_cut_off(figure):
    assert png(figure)
    box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert min(box.x0, box.y0) > -0.02
    assert box.x1 < width + 0.02
    assert box.y1 < height + 0.02


def test_the_window_is_marked_in_the_map_and_in_memory():
    last = MADE["memory"]().axes[1]
    for panel in last.child_axes:
        marked = [
            text.get_text()
            for text, box in zip(panel.texts, panel.patches, strict=True)
            if box.get_fc()[2] < 0.5
        ]
        assert marked == ["12", "13", "14", "17", "18", "19"]


def test_the_ladder_has_a_bar_for_each_form_and_the_floor():
    ax = MADE["ladder"]().axes[0]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([2e5, 40, 10])
    assert ax.lines[0].get_xdata()[0] == pytest.approx(8)
    assert ax.get_xscale() == "log"


def test_idioms_are_pairs_in_milliseconds():
    widths = [bar.get_width() for bar in MADE["idioms"]().axes[0].patches]
    assert widths == pytest.approx([5, 0.1, 1, 0.9])
