"""The figures of lesson 05 say what they show: titles, labelled axes, and the numbers that went in."""

import numpy as np
import pytest

from helpers.operations.combination import soft_threshold
from helpers.plots import map_combinations as figures
from helpers.plots.publish import png
from helpers.plots.style import new_figure

RNG = np.random.default_rng(0)
ALPHA = np.array([[0.5, 0.0], [0.5, -0.001], [0.0, 1.0]])
PAIRS = [(0, 0), (1, 0), (2, 1)]
PATH = RNG.random((5, 3, 2))
DRAWN = {
    "tables": lambda: figures.tables({"one": ALPHA, "two": ALPHA}, PAIRS, ("a", "b", "c")),
    "paths": lambda: figures.paths({"plain": PATH, "L1": PATH}, PAIRS),
    "matrices": lambda: figures.matrices([ALPHA, -ALPHA], ["one", "two"], ("column", "row")),
    "sheets": lambda: figures.sheets(list(RNG.random((4, 6, 9))), list("abcd"), digits=1),
    "two weights": lambda: figures.two_weights({"L1": lambda alpha: 0 * alpha}),
    "thresholds": lambda: figures.thresholds(soft_threshold),
    "dodge": lambda: figures.dodge({"free": RNG.random((5, 3)), "fixed": RNG.random((5, 3))}),
}


@pytest.mark.parametrize("name", DRAWN)
def test_axes_have_titles_and_labels_and_the_picture_can_be_drawn(name):
    figure = DRAWN[name]()
    panels = [ax for ax in figure.axes if ax.get_title()]
    assert panels
    assert any(ax.get_xlabel() for ax in panels)
    assert panels[0].get_ylabel()
    assert len(png(figure)) > 1000


def test_a_table_tells_a_zero_from_a_small_number_and_frames_the_pairs():
    ax = new_figure(3, 3).subplots()
    figures.draw_table(ax, ALPHA, "weights", PAIRS)
    assert [text.get_text() for text in ax.texts] == ["0.50", "0", "0.50", "0.00", "0", "1.00"]
    assert len(ax.patches) == len(PAIRS)


def test_paths_colour_the_true_maps_only():
    figure = DRAWN["paths"]()
    lines = figure.axes[0].get_lines()
    assert sum(line.get_color() != "0.6" for line in lines) == 2
