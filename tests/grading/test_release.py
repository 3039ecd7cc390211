"""What generate_assignment hands out, and what export writes."""

import csv

from nbgrader.validator import Validator
from traitlets.config import Config

from tests.grading.course import Course, solve


def test_only_the_notebook_is_released(tmp_path):
    course = Course(tmp_path)
    for name in ("03_mini.py", "alternatives.py", "notes.pyc"):
        (tmp_path / "solutions" / course.lesson / name).write_text("SECRET = 1")
    course.release()
    assert [p.name for p in (tmp_path / "notebooks" / course.lesson).iterdir()] == ["03_mini.ipynb"]


def test_a_release_is_not_overwritten_without_force(course):
    path = course.root / "notebooks" / course.lesson / f"{course.lesson}.ipynb"
    before = path.read_bytes()
    course.api.generate_assignment(course.lesson, force=False)
    assert path.read_bytes() == before


def test_an_untouched_written_answer_does_not_fail_validation(released, tmp_path):
    from nbformat import write

    path = tmp_path / "solved.ipynb"
    write(solve(released), path)
    assert Validator(config=Config()).validate(str(path)) == {}
    write(solve(released, rot180="return k"), path)
    failed = Validator(config=Config()).validate(str(path))["failed"]
    assert len(failed) == 1
    assert "returns its argument k" in failed[0]["raw_error"]


def test_export_quotes(course, tmp_path):
    from helpers.grading.export import QuotedCsvExport

    names = {"a": ('Miller, "Ann"', "=1+1"), "b": ("line\nbreak", "@x")}
    with course.api.gradebook as gradebook:
        for student, (last, first) in names.items():
            gradebook.update_or_create_student(student, last_name=last, first_name=first)
        plugin = QuotedCsvExport(to=str(tmp_path / "grades.csv"))
        plugin.export(gradebook)
    with open(tmp_path / "grades.csv", newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows["a"]["last_name"] == 'Miller, "Ann"'
    assert rows["a"]["first_name"] == "'=1+1"
    assert rows["b"]["last_name"] == "line\nbreak"
    assert rows["a"]["score"] == "0.0"
