"""`nbgrader export`: what a spreadsheet reads is what was entered."""

import pytest


@pytest.fixture(scope="module")
def rows(graded):
    with graded.gradebook() as gradebook:
        gradebook.update_or_create_student(
            "solves", last_name='Lovelace, "Ada"', first_name='=HYPERLINK("x")'
        )
        gradebook.update_or_create_student("absent", last_name="Zoë\nZuse", email="@zuse")
    return {row["student_id"]: row for row in graded.export()}


def test_commas_quotes_and_lines_survive(rows):
    assert rows["solves"]["last_name"] == 'Lovelace, "Ada"'
    assert rows["absent"]["last_name"] == "Zoë\nZuse"
    assert all(None not in row and None not in row.values() for row in rows.values())


def test_a_formula_is_a_text(rows):
    assert rows["solves"]["first_name"] == '\'=HYPERLINK("x")'
    assert rows["absent"]["email"] == "'@zuse"


def test_points(rows):
    assert (rows["solves"]["score"], rows["solves"]["max_score"]) == ("5.0", "9.0")
    assert (rows["absent"]["score"], rows["absent"]["timestamp"]) == ("0.0", "")


def test_chosen_students_and_assignments(graded, rows):
    assert [row["student_id"] for row in graded.export("--student=solves")] == ["solves"]
    assert graded.export("--assignment=99_other") == []
