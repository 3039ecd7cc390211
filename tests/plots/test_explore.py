"""explore says everything without its slider."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers.plots import explore


@pytest.fixture
def notebook():
    """An IPython session, gone again after the test."""
    InteractiveShell.instance()
    yield
    InteractiveShell.clear_instance()


def explored(values=range(5), frames=(0, 2, 4)):
    """What explore published, and the values whose frames it drew."""
    drawn = []

    def draw(ax, value):
        drawn.append(value)
        ax.set_title(f"value {value}")

    with capture_output() as captured:
        explore(draw, values, frames=frames, label="value", alt="Three values.", size=(1, 1))
    return captured.outputs, drawn


def is_widget(output):
    return "application/vnd.jupyter.widget-view+json" in output.data


def test_static_frames_and_no_widget_under_helpers_static(notebook, monkeypatch):
    monkeypatch.setenv("HELPERS_STATIC", "1")
    outputs, drawn = explored()
    assert drawn == [0, 2, 4]
    assert [set(output.data) for output in outputs] == [{"image/png", "text/plain"}]
    assert outputs[0].metadata["image/png"]["alt"] == "Three values."


def test_static_frames_come_first_and_the_slider_after_them(notebook, monkeypatch):
    monkeypatch.delenv("HELPERS_STATIC", raising=False)
    outputs, drawn = explored()
    assert drawn[:3] == [0, 2, 4]
    assert "image/png" in outputs[0].data
    assert is_widget(outputs[-1])


def test_moving_the_slider_draws_the_frame_of_its_value(notebook, monkeypatch):
    ipywidgets = pytest.importorskip("ipywidgets")
    made = []
    real = ipywidgets.SelectionSlider

    def make(**options):
        made.append(real(**options))
        return made[-1]

    monkeypatch.delenv("HELPERS_STATIC", raising=False)
    monkeypatch.setattr(ipywidgets, "SelectionSlider", make)
    _, drawn = explored(frames=(0, 2, 3))
    assert made[0].value == 3
    made[0].value = 1
    assert drawn[-1] == 1


def test_without_ipywidgets_the_static_frames_remain(notebook, monkeypatch):
    monkeypatch.delenv("HELPERS_STATIC", raising=False)
    monkeypatch.setitem(__import__("sys").modules, "ipywidgets", None)
    outputs, _ = explored()
    assert len(outputs) == 1


def test_outside_a_notebook_the_description_is_printed(capsys):
    explore(lambda ax, value: None, [1, 2], frames=(1, 2), label="value", alt="Two values.", size=(1, 1))
    assert capsys.readouterr().out == "[figure: Two values.]\n"
