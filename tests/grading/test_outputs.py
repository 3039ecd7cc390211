"""What is left of a cell's outputs: by size, and as a grade."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader import utils

from helpers.grading.limit import CUT, LimitSize
from helpers.grading.settle import settle
from tests.grading.mini import marked


def limited(*outputs):
    cell = new_code_cell(outputs=list(outputs))
    return LimitSize().preprocess_cell(cell, {}, 0)[0].outputs


def error(text="no"):
    return new_output("error", ename=text, evalue=text, traceback=[text, text])


@pytest.mark.parametrize("text", ["x" * 9_000_000, "x\n" * 4_500_000, "x" * 2_001])
def test_a_stream_is_cut(text):
    (output,) = limited(new_output("stream", name="stdout", text=text))
    assert len(output.text) < 60_000
    assert output.text.endswith(CUT)


def test_a_short_stream_stays():
    (output,) = limited(new_output("stream", name="stdout", text="x\ny\n"))
    assert output.text == "x\ny\n"


def test_a_traceback_is_cut():
    (output,) = limited(error("x" * 9_000_000))
    assert len(str(output)) < 20_000


def test_an_error_behind_many_outputs_stays():
    shown = new_output("display_data", {"text/plain": "1"})
    outputs = limited(*[shown] * 500, error(), shown)
    assert len(outputs) == 52
    assert outputs[-1].output_type == "error"


def test_a_large_picture_goes_and_its_description_stays():
    data = {"image/png": "A" * 3_000_000, "text/plain": "a digit", "text/html": "x" * 60_000}
    assert limited(new_output("display_data", data))[0].data == {"text/plain": "a digit"}
    assert limited(new_output("display_data", {"image/png": "A" * 3_000_000}))[0].data == {"text/plain": CUT}


def graded(*outputs, count=1):
    cell = marked(new_code_cell(outputs=list(outputs), execution_count=count), "test", points=2)
    settle(cell)
    nbformat.validate(new_notebook(cells=[cell]))
    return utils.determine_grade(cell)


@pytest.mark.parametrize("value", ["0.5", "nan", "-1", "99", "True", "0", "np.float64(0.5)", ""])
def test_a_value_is_no_grade(value):
    result = new_output("execute_result", {"text/plain": value}, execution_count=1)
    assert graded(result) == (2, 2)
    assert graded(result, error()) == (0, 2)


def test_a_warning_is_no_error():
    warning = new_output("stream", name="stderr", text="RuntimeWarning")
    assert graded(warning) == (2, 2)
    assert graded(warning, error()) == (0, 2)


def test_a_test_that_was_not_run_fails():
    assert graded(count=None) == (0, 2)
