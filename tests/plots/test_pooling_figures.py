"""Every figure of lesson 04: named axes, titled panels, nothing outside the canvas, true to its arrays."""

import numpy as np
import pytest

from helpers.operations.pooling import max_pool
from helpers.plots import pooling as figures
from helpers.plots.explore import row
from helpers.plots.publish import png
from helpers.plots.style import PALETTE

X = np.random.default_rng(2).permutation(24).reshape(4, 6) - 4.0
D = np.array([[1.0, -2, 3], [0, 5, 4]])
SWITCHES = max_pool(X, 2)[1]
PEAK = np.array([[1.0, 2, 3], [4, 9, 5], [6, 7, 8]])
MADE = {
    "bars": lambda: figures.bars({"one": [1, -2], "two": [1, 2], "three": [0, 1]}, "title", "map", "value"),
    "overlap": lambda: figures.overlap(PEAK, D[:, 1:], 2, 1, 0 * PEAK, PEAK),
    "router": lambda: figures.router(X, SWITCHES, D, SWITCHES * 2.0, 2),
    "shrinking": lambda: row(figures.shrinking(np.eye(28)), (2, 7), (3.1, 5.6)),
}


def panels(figure):
    """The axes that carry a picture, inset ones in the place of their frame."""
    return [panel for ax in figure.axes for panel in (ax.child_axes or [ax])]


@pytest.fixture(params=MADE)
def figure(request):
    return MADE[request.param]()


def test_axes_are_named_and_panels_titled(figure):
    assert all(ax.get_title() for ax in figure.axes)
    for ax in panels(figure):
        assert ax.get_xlabel()
        assert ax.get_ylabel()


def test_nothing_is_cut_off(figure):
    assert png(figure)
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert box.x0 > -0.02
    assert box.y0 > -0.02
    assert box.x1 < width + 0.02
    assert box.y1 < height + 0.02


def test_every_winner_is_framed_twice():
    left, _, right = MADE["router"]().axes
    for ax in (left, right):
        frames = {tuple(patch.get_xy()) for patch in ax.patches}
        assert frames == {(column - 0.5, line - 0.5) for line, column in np.argwhere(SWITCHES)}


def test_every_window_of_an_overlap_has_a_colour_of_its_own():
    windows, deltas, *_ = MADE["overlap"]().axes
    colours = [patch.get_edgecolor() for patch in windows.patches]
    assert len(set(colours)) == 4
    assert colours == [patch.get_edgecolor() for patch in deltas.patches]
    assert len(PALETTE) > 4


def test_shrinking_shows_the_means_above_and_the_maxima_below():
    above, below = MADE["shrinking"]().axes[1].child_axes
    assert np.allclose(above.images[0].get_array(), np.eye(4) / 7)
    assert np.array_equal(below.images[0].get_array(), np.eye(4))
