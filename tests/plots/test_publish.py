"""show publishes a picture that a reader who cannot see it can read too."""

import base64

import matplotlib
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers.plots import show
from helpers.plots.publish import png
from helpers.plots.style import new_figure


@pytest.fixture
def notebook():
    """An IPython session, gone again after the test."""
    InteractiveShell.instance()
    yield
    InteractiveShell.clear_instance()


def figure():
    drawn = new_figure(1.0, 1.0)
    drawn.subplots().plot([0, 1])
    return drawn


def published(draw, *arguments):
    with capture_output() as captured:
        draw(*arguments)
    return captured.outputs


def test_show_publishes_alt_text_as_metadata_and_as_plain_text(notebook):
    (output,) = published(show, figure(), "A rising line.")
    assert output.data["text/plain"] == "A rising line."
    assert output.metadata == {"image/png": {"alt": "A rising line."}}
    assert base64.b64decode(output.data["image/png"]).startswith(b"\x89PNG")


def test_show_refuses_a_figure_without_a_description():
    with pytest.raises(ValueError, match="needs a description"):
        show(figure(), "  ")


def test_outside_a_notebook_the_description_is_printed(capsys):
    show(figure(), "A rising line.")
    assert capsys.readouterr().out == "[figure: A rising line.]\n"


def test_the_same_figure_gives_the_same_bytes():
    assert png(figure()) == png(figure())


def test_show_closes_a_figure_that_pyplot_made(capsys):
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    drawn, _ = plt.subplots()
    show(drawn, "An empty plot.")
    assert plt.get_fignums() == before
