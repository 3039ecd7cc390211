"""The comparison of grading speeds: its table, and one real run of every side on two submissions (slow)."""

import pytest

from helpers.bench import grading
from helpers.bench.sides import SIDES, Row, honest


def rows(seconds):
    """A Row of each side, 40 submissions in so many seconds."""
    return [Row(side.name, 40, 1, taken, 1200.0) for side, taken in zip(SIDES, seconds, strict=True)]


@pytest.mark.parametrize(
    ("seconds", "over"), [((60.0, 30.0, 9.0, 10.0), set()), ((60.0, 30.0, 9.0, 20.0), {3})]
)
def test_the_table_holds_ratios_and_marks_what_is_too_slow(seconds, over):
    made = rows(seconds)
    table = grading.table(made, made[0])
    assert table.over == over
    assert [len(row) for row in table.rows] == [len(table.columns)] * 4
    assert table.rows[0][1:] == ("1", "40", "60.0", "40", "1.0 x", "30.0")
    assert table.rows[1][5] == "2.0 x"


def test_only_those_hand_in_whose_notebooks_stock_nbgrader_can_grade():
    assert len(honest()) >= 15


@pytest.mark.slow
def test_every_side_grades():
    found = grading.rows_of(size=2)
    assert [row.name for row in found] == [*(side.name for side in SIDES), SIDES[-1].name]
    assert all(row.points > 0 for row in found)
