"""Every student of the class gets exactly what their answers deserve, and none stops the others."""

import json
import re

import pytest

from tests.grading.students import STUDENTS

FULL, NOTHING = {"test-double": 2, "test-halve": 3}, {"test-double": 0, "test-halve": 0}
DESERVED = {
    "solves": FULL,
    "does_nothing": NOTHING,
    "writes_no_answer": FULL,
    "tags_tests": NOTHING,
    "deletes_tests": NOTHING,
    "deletes_everything": NOTHING,
    "rewrites_elsewhere": FULL,
    "copies_test": FULL,
    "edits_test": NOTHING,
    "turns_test_to_markdown": NOTHING,
    "has_old_metadata": FULL,
    "has_broken_metadata": FULL,
    "wants_more_points": FULL,
    "warns": FULL,
    "returns_half": FULL,
    "returns_nan": FULL,
    "returns_minus_one": FULL,
    "returns_too_much": FULL,
    "shows_points_but_fails": NOTHING,
    "ends_the_kernel": {"test-double": 2, "test-halve": 0},
    "hands_in_a_module": {"test-double": 0, "test-halve": 3},
    "prints_a_flood": FULL,
    "answers_in_script": FULL,
    "fails_hidden_test": {"test-double": 2, "test-halve": 0},
}
UNANSWERED = {"does_nothing", "writes_no_answer", "tags_tests", "deletes_tests", "deletes_everything"}
UNANSWERED |= {"edits_test", "turns_test_to_markdown", "rewrites_elsewhere"}


def test_the_class_is_complete():
    assert set(DESERVED) == set(STUDENTS) - {"hands_in_garbage"}


@pytest.mark.parametrize("student", DESERVED)
def test_points(graded, student):
    scores = graded.scores(student)
    why = scores.pop("why")
    assert scores == DESERVED[student], graded.outcome["log"][-2000:]
    assert why == (0 if student in UNANSWERED else None)


def test_a_broken_file_is_the_only_failure(graded):
    failed = re.findall(r"processing assignment '00_mini' for student '(\w+)'", graded.outcome["log"])
    assert failed == ["hands_in_garbage"]
    assert graded.feedback_outcome["success"]


def test_most_points_stay(graded):
    with graded.gradebook() as gradebook:
        assert gradebook.find_assignment(graded.name).max_score == 9


def test_an_untouched_answer_says_so(graded):
    with graded.gradebook() as gradebook:
        comment = gradebook.find_comment("why", graded.name, graded.name, "writes_no_answer")
        assert comment.auto_comment == "No response."


def test_metadata_is_what_was_issued(graded):
    allowed = {"nbgrader", "execution"}
    for student in DESERVED:
        assert all(set(cell.metadata) <= allowed for cell in graded.graded(student).cells)


def test_a_warning_is_still_shown(graded):
    assert "slow" in graded.page("warns")


def test_a_flood_is_cut(graded):
    notebook = graded.graded("prints_a_flood")
    assert len(json.dumps(notebook)) < 20_000
    assert "Output truncated" in json.dumps(notebook.cells[1])


def test_files_beside_a_submission_stay_out(graded):
    folder = graded.path("grading", "autograded", "solves").parent
    assert [path.name for path in folder.iterdir()] == ["00_mini.ipynb"]
