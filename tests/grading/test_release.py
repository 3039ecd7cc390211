"""`nbgrader generate_assignment`: the notebook and nothing else, into a gradebook of its own."""

import pytest

from helpers.grading.release import UnlessWorked, beside
from tests.grading.course import Course, cell, solved


def test_only_the_notebook_is_released(released):
    assert [path.name for path in (released.root / "notebooks" / released.name).iterdir()] == ["00_mini.ipynb"]


def test_what_is_released(released):
    notebook = released.released()
    assert "NotImplementedError" in cell(notebook, "double").source
    assert cell(notebook, "test-halve").source == "check(halve)"
    assert cell(notebook, "why").source == "YOUR ANSWER HERE"
    assert "checksum" not in cell(notebook, "why").metadata.nbgrader


def test_everything_else_goes_to_grading(released):
    assert (released.root / "grading" / "gradebook.db").is_file()
    assert not (released.root / "gradebook.db").exists()
    names = {path.name for path in released.root.iterdir()}
    assert names - {"__pycache__"} <= {"nbgrader_config.py", "solutions", "notebooks", "grading", "grades.csv"}


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


@pytest.mark.parametrize("name", ["rot180", "why"])
def test_a_worked_notebook_is_not_overwritten(released, tmp_path, name):
    assert UnlessWorked(tmp_path).get_value(None)
    course = Course(tmp_path)
    notebook = released.released()
    notebook.cells = [c for c in notebook.cells if "nbgrader" in c.metadata]
    course.write(notebook, "notebooks")
    assert UnlessWorked(tmp_path).get_value(None)
    cell(notebook, {"rot180": "double"}.get(name, name)).source = "my work"
    course.write(notebook, "notebooks")
    assert not UnlessWorked(tmp_path).get_value(None)


def test_patterns_spare_notebooks_and_timestamps(tmp_path):
    lesson = tmp_path / "00_mini"
    lesson.mkdir()
    for name in ("a.ipynb", "a.py", "timestamp.txt", "answers.txt", "data[1].csv"):
        (lesson / name).touch()
    assert beside(tmp_path)[-2:] == ["answers.txt", "data[[]1].csv"]
    assert not {"a.ipynb", "timestamp.txt"} & set(beside(tmp_path))
