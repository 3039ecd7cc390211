"""Every figure of lesson 03: named axes, titled panels, nothing outside the canvas, true to its arrays."""

import matplotlib
import numpy as np
import pytest

from helpers.operations.convolution import conv2_full, conv2_valid, rot180
from helpers.operations.lenet_table import C3_TABLE
from helpers.plots import convolution as figures
from helpers.plots.explore import row
from helpers.plots.matrix import tie_numbers
from helpers.plots.publish import png
from helpers.plots.style import PALETTE, centred, colours

RNG = np.random.default_rng(1)
IMAGE = RNG.random((9, 8))
X, K, DELTA = RNG.normal(size=(3, 3)), RNG.normal(size=(2, 2)).round(1), RNG.normal(size=(2, 2)).round(1)
MADE = {
    "agreement": lambda: figures.agreement({"one": (X, X + 1e-9), "two": (K, K)}),
    "connections": figures.connections,
    "delta_flow": lambda: figures.delta_flow(DELTA, K, conv2_full(DELTA, rot180(K))),
    "kernels": lambda: figures.kernels(IMAGE),
    "maps": lambda: figures.maps([IMAGE, X, K], ["one", "two", "three"], columns=2, digits=1),
    "maps shared": lambda: figures.maps([X, K], ["one", "two"], columns=2, shared=True),
    "numbers": lambda: figures.numbers([X.round(1), K, [1, 2, 3]], ["x", "k", "row"]),
    "sizes": lambda: figures.sizes(IMAGE, conv2_full(IMAGE, K), K.shape),
    "slide": lambda: row(figures.slide(IMAGE, K), (3, 20), (3.1, 5.6)),
    "table": lambda: figures.table(C3_TABLE),
    "tied_gradient": lambda: figures.tied_gradient(np.outer(DELTA, X).round(1), K.shape, X.shape),
    "tied_matrix": lambda: figures.tied_matrix(figure_matrix(), K.shape, X.shape),
}


def figure_matrix():
    ties = tie_numbers(K.shape, X.shape)
    return np.where(ties < 0, 0.0, K.ravel()[ties])


def panels(figure):
    """The axes that carry a picture: colour bars and frames left out."""
    found = []
    for ax in figure.axes:
        found += [*ax.child_axes, ax] if ax.axison else ax.child_axes
    return [ax for ax in found if ax.get_label() != "<colorbar>" and (ax.images or ax.lines)]


@pytest.fixture(params=MADE, ids=lambda name: name.replace(" ", "-"))
def figure(request):
    return MADE[request.param]()


def test_axes_have_names(figure):
    assert panels(figure)
    for ax in panels(figure):
        assert ax.get_xlabel()
        assert ax.get_ylabel() or [tick.get_text() for tick in ax.get_yticklabels()] == ["x", "u"]


def test_every_panel_or_its_frame_has_a_title(figure):
    for ax in figure.axes:
        if ax.get_label() != "<colorbar>" and (ax.axison or ax.child_axes):
            assert ax.get_title()


def test_nothing_is_cut_off(figure):
    png(figure)
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert box.x0 > -0.02
    assert box.y0 > -0.02
    assert box.x1 < width + 0.02
    assert box.y1 < height + 0.02


def test_background_is_white_whatever_style_the_reader_has_set():
    with matplotlib.rc_context({"figure.facecolor": "black", "axes.facecolor": "black"}):
        figure = figures.numbers([K], ["k"])
        assert png(figure).startswith(b"\x89PNG")
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert figure.axes[0].get_facecolor() == (1, 1, 1, 1)


def test_tie_numbers_make_the_matrix_of_the_true_convolution():
    x, k = RNG.normal(size=(5, 4)), RNG.normal(size=(2, 3))
    ties = tie_numbers(k.shape, x.shape)
    matrix = np.where(ties < 0, 0.0, k.ravel()[ties])
    np.testing.assert_allclose(matrix @ x.ravel(), conv2_valid(x, k).ravel())


def test_slide_fills_the_output_up_to_its_step():
    figure = row(figures.slide(IMAGE, K), (9,), (3.1, 5.6))
    _, below = figure.axes[0].child_axes
    assert np.isfinite(below.images[0].get_array().filled(np.nan)).sum() == 10


def test_signed_scales_are_centred_and_never_empty():
    scale = centred(np.array([-1.0, 3.0]), np.array([]))
    assert (scale["vmin"], scale["vmax"]) == (-3.0, 3.0)
    assert centred(np.zeros(3))["vmax"] > 0


def test_colours_repeat_only_after_seven():
    assert len(set(colours(7))) == 7
    assert PALETTE["black"] not in colours(7)


def test_c3_table_is_the_published_one():
    assert C3_TABLE.shape == (6, 16)
    assert C3_TABLE.dtype == bool
    assert C3_TABLE.sum() == 60
    assert C3_TABLE.sum(axis=0).tolist() == [3] * 6 + [4] * 9 + [6]
