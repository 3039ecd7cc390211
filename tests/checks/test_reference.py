"""The lessons' own solutions: right by an independent oracle, and accepted by every check for 200 seeds."""

import numpy as np
import pytest

from helpers.checks.engine.check import examine
from helpers.checks.engine.compare import errors
from helpers.checks.engine.data import copy
from tests.lessons import exercises, identify, lessons

SEEDS = 200


def test_every_lesson_has_checks_and_every_check_a_lesson():
    from helpers.checks.engine.exercise import lesson_modules

    assert [lesson.name for lesson in lessons()] == list(lesson_modules())


@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_reference_passes_200_seeds(lesson, exercise):
    function = lesson.reference[exercise.name]
    for seed in range(SEEDS):
        verdict = examine(function, seed)
        assert verdict.passed, f"seed {seed}: {verdict}"


@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_reference_agrees_with_its_oracle(lesson, exercise):
    module = lesson.beside("oracles")
    oracle = module.ORACLES.get(exercise.name)
    if oracle is None:
        assert exercise.name in module.__doc__, "an exercise without an oracle is explained in oracles.py"
        return
    for seed in range(5):
        for arguments in exercise.arguments(seed):
            value = lesson.reference[exercise.name](*copy(arguments))
            for label, error, *_ in errors(value, oracle(*copy(arguments))):
                assert error < getattr(module, "TOLERANCES", {}).get(exercise.name, 1e-10), (
                    seed,
                    label,
                    error,
                )


@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_cases_repeat_with_the_seed_and_differ_without(lesson, exercise):
    from helpers.checks.engine.data import identical

    first, again, other = exercise.arguments(3), exercise.arguments(3), exercise.arguments(4)
    has_arrays = any(isinstance(a, np.ndarray) and a.dtype == float for case in first for a in case)
    comparable = [[a for a in case if not callable(a) and not isinstance(a, dict)] for case in first]
    repeated = [[a for a in case if not callable(a) and not isinstance(a, dict)] for case in again]
    assert identical(repeated, comparable)
    if has_arrays:
        assert not all(identical(list(a), list(b)) for a, b in zip(first, other, strict=True))
