"""The same without bubblewrap, for what the student's code does; files and metadata are dealt with before that."""

import os

import pytest

from tests.grading.hostile.attack import (
    SUBMISSIONS,
    attempt,
    neighbour_is_graded,
    opened,
    skip_without_wall,
)


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    if not hasattr(os, "fork"):
        pytest.skip("this form forks")
    return opened(tmp_path_factory, "split")


RUNNING = [s for s in SUBMISSIONS if not s.texts("edit") and not s.texts("place")]


@pytest.mark.parametrize("hostile", RUNNING, ids=lambda s: s.name)
def test_hostile(classroom, hostile):
    skip_without_wall(hostile, "split")
    attempt(classroom, hostile)


def test_the_next_student_is_graded(classroom):
    neighbour_is_graded(classroom)
