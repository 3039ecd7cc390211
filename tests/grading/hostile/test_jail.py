"""Hostile submissions behind bubblewrap: none gets a point it has not earned, changes anything else, stops others."""

import pytest

from helpers.grading.isolation import sandbox
from tests.grading.hostile.attack import (
    SUBMISSIONS,
    attempt,
    neighbour_is_graded,
    opened,
    skip_without_wall,
)

FORM, REASON = sandbox.wanted()


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    if FORM not in ("user", "root"):
        pytest.skip(REASON)
    return opened(tmp_path_factory, FORM)


def test_there_are_forty():
    assert len(SUBMISSIONS) >= 40
    assert all(s.tries for s in SUBMISSIONS)


@pytest.mark.parametrize("hostile", SUBMISSIONS, ids=lambda s: s.name)
def test_hostile(classroom, hostile):
    skip_without_wall(hostile, FORM)
    attempt(classroom, hostile)


def test_the_next_student_is_graded(classroom):
    neighbour_is_graded(classroom)
