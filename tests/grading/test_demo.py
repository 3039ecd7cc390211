"""`make demo`: the example class of 24, graded: every planted mistake is named, no attack earns a point."""

import json

import pytest

from helpers.grading import records
from helpers.grading.__main__ import run
from helpers.grading.classroom import Classroom, NoClass
from helpers.grading.demo import demonstrate
from helpers.grading.demo.students import LESSON, STUDENTS


@pytest.fixture(scope="module")
def demo(own_folders, tmp_path_factory):
    """(the report, the feedback page, {student: record}) of the example class."""
    root = tmp_path_factory.mktemp("demo")
    page, feedback = demonstrate(root, run)
    room = Classroom(root, LESSON)
    held = {student: records.read(room.kept, student) for student in STUDENTS}
    return page.read_text(encoding="utf-8"), feedback.read_text(encoding="utf-8"), held


def test_every_planted_mistake_is_named(demo):
    assert len(STUDENTS) == 24
    for student, made in STUDENTS.items():
        report = demo[2][student]["report"]
        named = {(e["exercise"], e["misconception"]) for e in report["exercises"]} if report else set()
        assert named >= set(made.mistakes), student


def test_right_answers_earn_everything_however_written(demo):
    for student, made in STUDENTS.items():
        if not (made.mistakes or made.texts or made.first or made.write) and made.done is None:
            assert demo[2][student]["scores"]["automatic"] == 36, student


def test_broken_and_hostile_submissions(demo):
    held = demo[2]
    assert [held[s]["problems"][0]["kind"] for s in ("rosa", "sven")] == ["truncated", "missing"]
    verdicts = {e["exercise"]: e["passed"] for e in held["tariq"]["report"]["exercises"]}
    assert not verdicts["kernel_gradient"]
    assert not verdicts["input_gradient"]
    assert held["tariq"]["report"]["suspicious"]
    assert held["tariq"]["report"]["tampering"]
    assert held["ulla"]["report"]["lost"]


def test_the_pages_tell(demo):
    page, feedback, _ = demo
    assert "The kernel was not rotated" in page
    assert "mina and nadia" in page
    assert "<script>alert" not in page
    assert "The kernel was not rotated" in feedback


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "mine.json").write_text(json.dumps(1))
    with pytest.raises(NoClass):
        demonstrate(tmp_path, run)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]
