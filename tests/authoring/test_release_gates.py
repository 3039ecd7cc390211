"""What may not reach a student is refused; the student notebook stops first at the first exercise."""

import nbformat
import pytest

from helpers.authoring import release_gates
from helpers.authoring.build import build
from helpers.authoring.notebook import load
from helpers.authoring.problem import BuildError
from helpers.authoring.source import read


@pytest.fixture
def cells(mini):
    return read(mini)


@pytest.fixture
def released(built):
    return load(built.release)


def found(cells, released):
    return " ".join(str(problem) for problem in release_gates.problems(cells, released))


def test_the_release_as_it_stands_passes(cells, released):
    assert found(cells, released) == ""


def test_solution_text_is_found_where_it_leaks(cells, released):
    released.cells[2].source += "\n    return x + x + 0 * x"
    assert "line 10 (def double(x):): the student notebook holds the solution's line" in found(
        cells, released
    )


def test_a_model_answer_is_found_where_it_leaks(cells, released):
    released.cells[7].source = cells[7].source
    assert "Because the sum" in found(cells, released)


def test_a_plain_cell_that_shows_a_whole_solution_is_refused(mini, released):
    text = mini.replace("print(double(4))", "def shown(x):\n    return x + x + 0 * x")
    released.cells[4].source = "def shown(x):\n    return x + x + 0 * x"
    assert 'the cell "def shown(x):" shows this whole solution' in found(read(text), released)


def test_a_cell_that_nbgrader_changed_or_lost_is_refused(cells, released):
    released.cells[4].source = "print()"
    assert "nbgrader changed this cell" in found(cells, released)
    del released.cells[4]
    assert "8 cells became 7" in found(cells, released)


def test_a_solution_without_its_stub_is_refused(cells, released):
    released.cells[2].source = "def double(x): ..."
    assert "no raise NotImplementedError()" in found(cells, released)


def test_locked_text_is_refused(cells, released):
    graded = dict(released.cells[3].metadata.nbgrader, grade=False, grade_id="read-me")
    released.cells[0].metadata["nbgrader"] = nbformat.from_dict(graded)
    assert "Markdown locked" in found(cells, released)


@pytest.mark.parametrize("leak", ["output", "count", "tags", "notebook"])
def test_outputs_and_metadata_of_tools_are_refused(cells, released, leak):
    if leak == "output":
        released.cells[4].outputs = [nbformat.v4.new_output("stream", text="8")]
    elif leak == "count":
        released.cells[4].execution_count = 1
    elif leak == "tags":
        released.cells[5].metadata["tags"] = ["nbval-ignore-output"]
    else:
        released.metadata["jupytext"] = {}
    assert "reached the student notebook" in found(cells, released) or "metadata holds" in found(
        cells, released
    )


def test_a_file_beside_the_notebook_is_not_released(course):
    lesson = course()
    (lesson.source.parent / "answers.csv").write_text("8\n")
    with pytest.raises(BuildError, match=r"answers\.csv would be released"):
        build(lesson)


def test_a_cell_that_needs_the_exercise_comes_after_its_test(course, mini):
    early = mini.replace('# %% test="double"', '# %%\nprint(double(2))\n\n# %% test="double"')
    with pytest.raises(
        BuildError, match=r"line 17 \(print\(double\(2\)\)\): the student notebook stops here first"
    ):
        build(course(early))


def test_a_check_that_passes_an_untouched_stub_is_refused(course, mini):
    with pytest.raises(BuildError, match="passes in the student notebook"):
        build(course(mini.replace("    f(3)\n", "    f\n").replace("print(double(4))", "print(4)")))


def test_a_check_must_say_that_nothing_is_started(course, mini):
    with pytest.raises(BuildError, match="not that it is not started"):
        build(course(mini.replace("    f(3)\n", "    assert f is None\n")))
