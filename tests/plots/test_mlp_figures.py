"""Every figure of lesson 02: named axes, titled panels, nothing outside the canvas, true to its numbers."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.plots import mlp as figures
from helpers.plots.explore import row
from helpers.plots.publish import png
from helpers.plots.style import PALETTE

WEIGHTS = [np.array([[1.0, 1], [1, -1], [3, -1]]), np.array([[2.0, 1, 3], [1, 3, -2]])]
LABELS = [["x = 1", "x = 2"], ["a", "b", "c"], ["u = 1\nx = 1", "u = 0\nx = 0"]]
LEVELS = {"one": [1.0, 0.1, 0.01], "two": [1.0, 2.0, 3.0]}
PATHS = {"few": np.array([[0.0, 0], [1, 1]]), "many": np.linspace(0, 1, 120).reshape(60, 2)}


def learn(start, loss):
    return np.exp(-np.arange(30) / (20 * start if loss == "squared error" else 5))


MADE = {
    "activation": lambda: figures.activation(scaled_tanh, scaled_tanh_prime, 0.988),
    "by_layer": lambda: figures.by_layer(LEVELS, {name: v[1:] for name, v in LEVELS.items()}),
    "curves": lambda: figures.curves([1, 2, 3], LEVELS, "title", "y"),
    "curves log": lambda: figures.curves([1, 2, 3], LEVELS, "title", "y", "x", log=True),
    "descent": lambda: figures.descent([0, 1], [0, 1, 2], np.arange(6.0).reshape(3, 2), PATHS, "title"),
    "learning_curves": lambda: row(figures.learning_curves(learn), (1, 2), (3.0, 3.2)),
    "network": lambda: figures.network(WEIGHTS, LABELS, ["in", "hidden", "out"], "title"),
    "training": lambda: figures.training(LEVELS, {"good": np.eye(3) + 0.1, "weak": np.eye(3) + 0.2}),
}


@pytest.fixture(params=MADE, ids=lambda name: name.replace(" ", "-"))
def figure(request):
    return MADE[request.param]()


def test_axes_are_named_and_panels_titled(figure):
    for ax in figure.axes:
        if ax.get_label() != "<colorbar>":
            assert ax.get_xlabel()
            assert ax.get_ylabel()
            assert ax.get_title()


def test_nothing_is_cut_off(figure):
    assert png(figure)
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert box.x0 > -0.02
    assert box.y0 > -0.02
    assert box.x1 < width + 0.02
    assert box.y1 < height + 0.02


def test_only_colours_of_the_palette(figure):
    safe = {colour.lower() for colour in PALETTE.values()} | {"#000000", "#8c8c8c", "#cccccc", "#808080"}
    for ax in figure.axes:
        assert {to_hex(line.get_color()) for line in ax.lines} <= safe


def test_every_weight_stands_on_its_connection():
    texts = [text.get_text() for text in MADE["network"]().axes[0].texts]
    for w in WEIGHTS:
        for value in w.ravel():
            assert f"{value:g}" in texts
    assert len(texts) == sum(w.size for w in WEIGHTS) + sum(map(len, LABELS))


def test_a_long_path_has_no_marks():
    few, many, _ = MADE["descent"]().axes[0].lines
    assert few.get_marker() != "None"
    assert many.get_marker() == "None"
    assert len(many.get_xdata()) == 60
