"""Every figure of lesson 01: named axes, titled panels, nothing outside the canvas, true to its numbers."""

import numpy as np
import pytest

from helpers.plots import gradient_checking as figures
from helpers.plots.explore import row
from helpers.plots.publish import png

STEPS = np.logspace(-8, -1, 8)
KINK = np.linspace(-0.3, 0.3, 7)
MADE = {
    "bars": lambda: figures.bars({"good": 1e-9, "bad": 0.1, "none": float("nan")}, 1e-6, "title", "error"),
    "chords": lambda: row(figures.chords(lambda x: x**3, lambda x: 3 * x**2, 1.0), (0.4, 0.1), (3.1, 3.8)),
    "cost": lambda: figures.cost([4, 16], {"a": [8, 32], "b": [4, 16]}, "title", "multiplications"),
    "kink": lambda: figures.kink(KINK, {"one": (KINK > 0, KINK), "two": (KINK > 0, KINK)}, 0.1),
    "pictures": lambda: figures.pictures([np.eye(3), np.eye(3) - 0.5], ["digit", "gradient"]),
    "v-curves": lambda: figures.v_curves(
        STEPS, {"float64": STEPS, "other": 1 / STEPS}, {"float64": 6e-6}, "title"
    ),
}


@pytest.fixture(params=MADE)
def figure(request):
    return MADE[request.param]()


def test_axes_are_named_and_panels_titled(figure):
    for ax in figure.axes:
        if ax.get_label() == "<colorbar>":
            assert ax.get_ylabel()
        else:
            assert ax.get_xlabel()
            assert ax.get_title()


def test_nothing_is_cut_off(figure):
    assert png(figure)
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert min(box.x0, box.y0) > -0.02
    assert box.x1 < width + 0.02
    assert box.y1 < height + 0.02


def test_a_chord_tells_its_slope():
    labels = [line.get_label() for line in MADE["chords"]().axes[1].lines]
    assert "tangent, slope 3.00" in labels
    assert "one side, 3.31" in labels
    assert "both sides, 3.01" in labels


def test_the_best_step_stands_where_it_was_derived():
    ax = MADE["v-curves"]().axes[0]
    marked = [line for line in ax.lines if "best step" in line.get_label()]
    assert [line.get_xdata()[0] for line in marked] == [6e-6]


def test_a_nan_is_written_and_a_bad_bar_is_hatched():
    ax = MADE["bars"]().axes[0]
    assert [text.get_text() for text in ax.texts] == ["NaN, no number"]
    assert [patch.get_hatch() for patch in ax.patches] == ["", "//"]
