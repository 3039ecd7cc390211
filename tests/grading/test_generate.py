"""`nbgrader generate_assignment`: the notebook and nothing else, into a gradebook of its own."""

import pytest
from nbformat.v4 import new_code_cell
from nbgrader.converters.base import NbGraderException

from helpers.grading.release import UnlessWorked, beside
from tests.grading.mini import Course, cell, marked, solved


def test_only_the_notebook_is_released(mini):
    assert [path.name for path in (mini.root / "notebooks" / mini.name).iterdir()] == ["00_mini.ipynb"]


def test_what_is_released(mini):
    notebook = mini.released()
    assert "NotImplementedError" in cell(notebook, "double").source
    assert cell(notebook, "test-halve").source == "check(halve)"
    assert cell(notebook, "why").source == "YOUR ANSWER HERE"
    assert "checksum" not in cell(notebook, "why").metadata.nbgrader


def test_everything_else_goes_to_grading(mini):
    assert (mini.root / "grading" / "gradebook.db").is_file()
    assert not (mini.root / "gradebook.db").exists()
    names = {path.name for path in mini.root.iterdir()}
    assert names - {"__pycache__"} <= {
        "nbgrader_config.py",
        "solutions",
        "notebooks",
        "grading",
        "grades.csv",
    }


def test_a_committed_release_is_no_obstacle(tmp_path):
    course = Course(tmp_path / "clone")
    course.write(solved(), "solutions")
    course.release()
    (course.root / "grading" / "gradebook.db").unlink()
    before = course.path("notebooks").read_bytes()
    course.release()
    with course.gradebook() as gradebook:
        assert [assignment.name for assignment in gradebook.assignments] == [course.name]
    assert course.path("notebooks").read_bytes() == before


@pytest.mark.parametrize("name", ["double", "why"])
def test_a_worked_notebook_is_not_overwritten(mini, tmp_path, name):
    course = Course(tmp_path)
    notebook = mini.released()
    course.write(notebook, "notebooks")
    assert UnlessWorked(tmp_path).get_value(None)
    cell(notebook, name).source = "my work"
    course.write(notebook, "notebooks")
    assert not UnlessWorked(tmp_path).get_value(None)


def test_graded_work_keeps_its_exercises(tmp_path):
    """An exercise more is refused before anything is deleted; other points are let through."""
    course = Course(tmp_path / "clone")
    lesson = solved()
    course.write(lesson, "solutions")
    course.release()
    course.submit("ann", course.released())
    course.autograde("ann")
    cell(lesson, "test-double").metadata.nbgrader.points = 7
    course.write(lesson, "solutions")
    course.release()
    before = course.path("notebooks").read_bytes()
    assert cell(course.released(), "test-double").metadata.nbgrader.points == 7
    lesson.cells.append(marked(new_code_cell("check(double)"), "test-more", points=1))
    course.write(lesson, "solutions")
    with pytest.raises(NbGraderException, match="were added or taken away"):
        course.release()
    assert course.path("notebooks").read_bytes() == before
    (course.root / "grading" / "gradebook.db").unlink()
    course.release()
    assert cell(course.released(), "test-more")


def test_patterns_spare_notebooks_and_timestamps(tmp_path):
    lesson = tmp_path / "00_mini"
    lesson.mkdir()
    for name in ("a.ipynb", "a.py", "timestamp.txt", "answers.txt", "data[1].csv"):
        (lesson / name).touch()
    assert beside(tmp_path)[-2:] == ["answers.txt", "data[[]1].csv"]
    assert not {"a.ipynb", "timestamp.txt"} & set(beside(tmp_path))
