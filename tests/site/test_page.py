"""A lesson's page: stubs before folded solutions, one described figure a cell, and what it refuses."""

import copy

import nbformat
import pytest

from helpers.authoring.problem import BuildError
from helpers.site.page import MARKS, REGION, page, solves
from tests.lessons import identify, lessons

SOLVED = 'def one():\n    """-> 1"""\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION'
ROLE = {"schema_version": 3, "grade_id": "one", "solution": True, "grade": False, "locked": False}
TEST = ROLE | {"grade_id": "test-one", "solution": False, "grade": True, "locked": True, "points": 1}


def figure(alt):
    data = {"image/png": "AAAA", "text/plain": alt}
    return nbformat.v4.new_output("display_data", data, metadata={"image/png": {"alt": alt}} if alt else {})


def code(source, *outputs, role=None):
    metadata = {"nbgrader": role} if role else {}
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def test_a_solution_is_folded_below_its_stub():
    stub, solved = page("01_x", notebook(code(SOLVED, role=ROLE))).cells
    assert stub.source == 'def one():\n    """-> 1"""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
    assert solved.source == 'def one():\n    """-> 1"""\n    return 1'
    assert solved.metadata["tags"] == ["hide-input"]


def test_a_model_answer_is_folded():
    cell = nbformat.v4.new_markdown_cell("Because $x$.", metadata={"nbgrader": ROLE | {"grade": True}})
    (folded,) = page("01_x", notebook(cell)).cells
    assert folded.source.startswith('<details class="answer">')
    assert "\n\nBecause $x$.\n\n</details>" in folded.source


def test_every_figure_has_a_cell_and_its_description():
    printed = nbformat.v4.new_output("stream", text="3\n")
    shown = page("01_x", notebook(code("show()", printed, figure("a line"), figure("a point")))).cells
    assert [cell.metadata["mystnb"]["image"]["alt"] for cell in shown] == ["a line", "a point"]
    assert [len(cell.outputs) for cell in shown] == [2, 1]
    assert shown[1].metadata["tags"] == ["remove-input"]


def test_the_notebook_stays_as_it_was():
    solution = notebook(code(SOLVED, role=ROLE), code("show()", figure("a line")))
    before = copy.deepcopy(solution)
    page("01_x", solution)
    assert solution == before


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (code("show()", figure("")), "without a description"),
        (code("check(one)", role=TEST), "no stored verdict"),
        (code("def one():\n    return 1", role=ROLE), "nothing to fold"),
        (code("1 / 0", nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])), "an error"),
    ],
)
def test_a_page_that_would_miss_something_is_refused(cell, words):
    with pytest.raises(BuildError) as refused:
        page("01_x", notebook(cell))
    assert words in str(refused.value.problems[0])


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_every_lesson_makes_a_page_with_the_stubs_that_students_get(lesson):
    solution, release = (nbformat.read(path, as_version=4) for path in (lesson.solved, lesson.released))
    shown = page(lesson.name, solution).cells
    sources = {cell.source for cell in shown}
    stubs = {c.source for c in release.cells if c.cell_type == "code" and solves(c)}
    assert stubs
    assert stubs <= sources
    assert not any(MARKS.search(source) or REGION.search(source) for source in sources)
    nbformat.validate(nbformat.v4.new_notebook(cells=shown))
