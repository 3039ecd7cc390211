"""The class report: what it counts, that it escapes, that it needs nothing else; and its CSV file."""

import csv
import itertools
import re

import pytest

from helpers.grading import records
from helpers.grading.classroom import Classroom
from helpers.grading.page import gathered, percent
from helpers.grading.report import distribution, write_report
from tests.grading.course import LESSON
from tests.grading.handed_in import hand_in

EVIL, FORMULA = "<img src=x onerror=alert(1)>", "=HYPERLINK(1)"
PROTECTION = {
    "form": "split",
    "complete": False,
    "words": "PROTECTION IS MISSING: <b>",
    "walls": [],
    "missing": ["x"],
}
MARKS = {"ann": "abc", "bob": "abc", "cut": "", EVIL: "xyz", FORMULA: "uvw"}


def verdict(exercise, misconception=None):
    return {
        "exercise": exercise, "passed": misconception is None, "misconception": misconception, "maximum": 2.0,
        "kind": "wrong_value" if misconception else "passed", "points": 0.0 if misconception else 2.0,
    }  # fmt: skip


def record(student, wrong):
    report = {
        "exercises": [verdict("rot180", "transposed" if wrong else None), verdict("conv2_full")],
        "seed": 7, "protection": PROTECTION, "told": [], "lost": [], "tampering": [],
        "suspicious": [{"cell": "rot180", "what": f"imports {EVIL}"}] if student == EVIL else [],
        "fingerprints": dict(zip(("rot180", "conv2_full", "conv2_valid"), MARKS[student], strict=False)),
    }  # fmt: skip
    return {"student": student, "lesson": LESSON, "state": "graded", "submitted": "", "problems": [],
            "scores": None, "report": report, "log": "", "seconds": 0.1}  # fmt: skip


@pytest.fixture(scope="module")
def written(released_class):
    """(the page, the rows of the CSV file) on a class of five."""
    room = Classroom(released_class, LESSON)
    for student in MARKS:
        hand_in(room, student, "{}")
        held = record(student, student in ("ann", "bob", FORMULA))
        if student == "cut":
            problem = {"kind": "truncated", "message": f"cut off {EVIL}", "fatal": True}
            held |= {"state": "problem", "report": None, "problems": [problem]}
        records.write(room.kept, held)
    page, table = write_report(room)
    with table.open(encoding="utf-8", newline="") as file:
        return page.read_text(encoding="utf-8"), list(csv.DictReader(file))


def test_misconceptions_are_counted_with_the_catalogues_words(written):
    page = re.sub(r"\s+", " ", written[0])
    assert "75 %" in page
    assert "You transposed the kernel instead of rotating it. See (3.3)." in page
    assert "=HYPERLINK(1), ann, bob" in page


def test_pass_rates_problems_and_likeness(written):
    page = re.sub(r"\s+", " ", written[0])
    assert 'aria-label="rot180 passed">25 %' in page
    assert "4 of 5 submissions graded, 1 could not be graded." in page
    assert "ann and bob" in page
    assert "PROTECTION IS MISSING" in page


def test_nothing_of_a_students_acts(written):
    page = written[0]
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "PROTECTION IS MISSING: <b>" not in page
    assert "<script" not in page


def test_the_page_needs_nothing_else_and_is_in_order(written):
    page = written[0]
    assert not re.search(r"https?://|<link|src=[^x]|@import|url\(", page)
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert re.findall(r"<th(?![^>]*scope=)[ >]", page) == []
    assert 'role="img"' in page


def test_the_table_is_quoted_and_holds_no_formula(written):
    rows = {row["student"]: row for row in written[1]}
    assert set(rows) == {"ann", "bob", "cut", EVIL, f"'{FORMULA}"}
    assert rows["ann"]["misconceptions"] == "rot180: transposed"
    assert (rows["ann"]["rot180"], rows["ann"]["conv2_full"]) == ("0.0", "2.0")
    assert (rows["cut"]["state"], rows["cut"]["problems"]) == ("problem", "truncated")


def test_the_distribution_counts_everyone_once():
    rows = [{"graded": True, "automatic": a, "possible": 10.0} for a in (0, 0.5, 5, 9, 10)]
    counts = [entry["count"] for entry in distribution(rows)]
    assert counts == [2, 0, 0, 0, 0, 1, 0, 0, 0, 2]


def test_what_is_said_of_many_places_is_said_once():
    notes = ["test-a: the points were changed", "b is missing", "test-c: the points were changed"]
    assert gathered(notes) == ["the points were changed: test-a, test-c", "b is missing"]


def test_a_share_of_a_large_class_is_not_zero():
    assert [percent(share) for share in (0, 1, 37)] == ["< 1 %", "1 %", "37 %"]
