"""The notebooks in the repository are what the lessons build to; nbval compares the outputs."""

from pathlib import Path

import pytest

from helpers.authoring.build import check
from helpers.authoring.lesson import lessons


@pytest.mark.parametrize("lesson", lessons(Path(__file__).parents[2]), ids=lambda lesson: lesson.name)
def test_the_notebooks_are_what_the_lesson_builds_to(lesson):
    assert [str(problem) for problem in check(lesson)] == []
