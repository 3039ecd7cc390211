"""`nbgrader generate_assignment`: the notebook and nothing else, into a gradebook of its own."""

import pytest

from helpers.grading.release import UnlessWorked, beside
from tests.grading.mini import Course, cell, solved


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


def test_patterns_spare_notebooks_and_timestamps(tmp_path):
    lesson = tmp_path / "00_mini"
    lesson.mkdir()
    for name in ("a.ipynb", "a.py", "timestamp.txt", "answers.txt", "data[1].csv"):
        (lesson / name).touch()
    assert beside(tmp_path)[-2:] == ["answers.txt", "data[[]1].csv"]
    assert not {"a.ipynb", "timestamp.txt"} & set(beside(tmp_path))
