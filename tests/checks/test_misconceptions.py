"""Every entry of the catalogue is rejected and named, and its hint points at an equation that is there."""

import re

import pytest

from helpers.checks.engine.check import examine
from tests.lessons import exercises, identify, lessons, misconceptions

FLOOR = {"03_convolution": 25}
DEFAULT_FLOOR = 20


def answer(exercise, entry):
    """The wrong version as a student would hand it in: a function of the exercise's name."""

    def function(*arguments):
        return entry.wrong(*arguments)

    function.__name__ = exercise.name
    return function


@pytest.mark.parametrize(("lesson", "exercise", "entry"), misconceptions(), ids=identify)
def test_is_rejected_and_named(lesson, exercise, entry):
    for seed in (0, 1, 2):
        verdict = examine(answer(exercise, entry), seed)
        assert not verdict.passed
        assert verdict.misconception == entry.name, f"seed {seed}: {verdict}"
        assert entry.hint in verdict.message


@pytest.mark.parametrize(("lesson", "exercise", "entry"), misconceptions(), ids=identify)
def test_hint_points_at_an_equation_of_the_lesson(lesson, exercise, entry):
    assert entry.equation in lesson.equations
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.name)
    assert entry.hint.endswith((".", "?"))


@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_every_exercise_has_three_mistakes_with_different_names(lesson, exercise):
    names = [entry.name for entry in exercise.misconceptions]
    assert len(names) >= 3
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_the_catalogue_is_large_enough(lesson):
    assert sum(len(e.misconceptions) for e in lesson.exercises) >= FLOOR.get(lesson.name, DEFAULT_FLOOR)
