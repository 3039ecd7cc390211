"""Twenty and more kinds of bad answer: each gets one clear sentence, none a traceback of ours."""

import sys
import warnings

import numpy as np
import pytest

from helpers.checks.engine import CheckFailed, check
from helpers.checks.engine.check import examine
from tests.lessons import exercises, identify


def deep(*arguments):
    return deep(*arguments)


def convert(change):
    """An answer that is right but for a change applied to each array of it."""

    def spoil(right):
        if isinstance(right, tuple | list):
            return type(right)(spoil(r) for r in right)
        return change(right)

    return spoil


class Matrix(np.ndarray):
    """A subclass of ndarray."""


BAD_ARRAYS = {
    "a list": (lambda r: r.tolist(), "type"),
    "an integer array": (lambda r: r.astype(int), "type"),
    "float32": (lambda r: r.astype(np.float32), "type"),
    "complex": (lambda r: r.astype(complex), "type"),
    "objects": (lambda r: r.astype(object), "type"),
    "a subclass": (lambda r: r.view(Matrix), "type"),
    "a masked array": (np.ma.masked_array, "type"),
    "one axis more": (lambda r: r[None], "shape"),
    "flattened": (lambda r: np.append(r.ravel(), 0.0), "shape"),
    "empty": (lambda r: r[:0], "shape"),
    "huge": (lambda r: np.broadcast_to(np.zeros(1), (10**7, 10**7)), "shape"),
    "NaN": (lambda r: np.where(np.arange(r.size).reshape(r.shape) == 0, np.nan, r), "not_finite"),
    "infinite": (lambda r: r + np.inf, "not_finite"),
    "1e300": (lambda r: r + 1e300, "wrong_value"),
}  # fmt: skip
BAD_VALUES = {
    "None": (lambda right: None, "type"),
    "a string": (lambda right: "done", "type"),
    "a function": (lambda right: np.sum, "type"),
    "a class": (lambda right: np.ndarray, "type"),
    "extra outputs": (lambda right: (right, right, right, right), "type"),
    "a generator": (lambda right: (r for r in ()), "type"),
}
RAISES = {
    "ValueError": (lambda *a: np.zeros(2) + np.zeros(3), "raised"),
    "no text": (lambda *a: [][0], "raised"),
    "recursion": (deep, "raised"),
    "exit": (lambda *a: sys.exit(1), "raised"),
    "assertion": (lambda *a: (_ for _ in ()).throw(AssertionError), "raised"),
    "memory": (lambda *a: np.zeros((10**9, 10**9)), "raised"),
    "too few parameters": (lambda: None, "raised"),
}


def is_array_exercise(exercise):
    def leaf(value):
        parts = value if isinstance(value, tuple | list) else [value]
        return all(isinstance(p, np.ndarray) and p.dtype == float for p in parts)

    return all(leaf(exercise.expected(*arguments)) for arguments in exercise.arguments(0))


ARRAY_EXERCISES = [pair for pair in exercises() if is_array_exercise(pair[1])]


def answer(exercise, function):
    function.__name__ = exercise.name
    return function


def sentence_of(exercise, function, kind, capsys):
    """The verdict's message, after looking at everything a reader would see."""
    with pytest.raises(CheckFailed) as failed:
        check(answer(exercise, function))
    verdict = failed.value.verdict
    seen = str(verdict) + "\n".join(failed.value._render_traceback_()) + "".join(capsys.readouterr())
    assert verdict.kind == kind, seen
    assert verdict.message.strip().endswith((".", "?")) or kind == "raised"
    assert not any(word in seen for word in ("helpers", "Traceback", "checks/engine")), seen
    assert len(verdict.message) < 400
    return verdict


@pytest.mark.parametrize("bad", BAD_ARRAYS)
@pytest.mark.parametrize(("lesson", "exercise"), ARRAY_EXERCISES, ids=identify)
def test_bad_array(lesson, exercise, bad, capsys):
    change, kind = BAD_ARRAYS[bad]
    right = lesson.reference[exercise.name]
    sentence_of(exercise, lambda *a: convert(change)(right(*a)), kind, capsys)


@pytest.mark.parametrize("bad", BAD_VALUES)
@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_bad_value(lesson, exercise, bad, capsys):
    change, kind = BAD_VALUES[bad]
    right = lesson.reference[exercise.name]
    sentence_of(exercise, lambda *a: change(right(*a)), kind, capsys)


@pytest.mark.parametrize("bad", RAISES)
@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_raises(lesson, exercise, bad, capsys):
    function, kind = RAISES[bad]
    if bad == "too few parameters" and not exercise.parameters:
        function = lambda a, b: None  # noqa: E731
    sentence_of(exercise, function, kind, capsys)


@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_stub_is_not_started(lesson, exercise, capsys):
    def stub(*arguments):
        raise NotImplementedError

    stub.__code__ = stub.__code__.replace(co_name=exercise.name)
    assert sentence_of(exercise, stub, "not_started", capsys).message == "Nothing is written here yet."


@pytest.mark.parametrize(("lesson", "exercise"), exercises(), ids=identify)
def test_prints_and_warnings_are_harmless_and_shown(lesson, exercise, capfd):
    right = lesson.reference[exercise.name]

    def noisy(*arguments):
        print("looking around")
        warnings.warn("careful", RuntimeWarning, stacklevel=1)
        np.float64(1.0) / np.zeros(1)
        return right(*arguments)

    verdict = examine(answer(exercise, noisy))
    assert verdict.passed, verdict
    assert dict(verdict.facts)["printed"] == "looking around"
    assert "careful" in dict(verdict.facts)["warning"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("lesson", "exercise"), ARRAY_EXERCISES, ids=identify)
def test_changed_arguments_are_named(lesson, exercise):
    right = lesson.reference[exercise.name]
    position = next((i for i, a in enumerate(exercise.arguments(0)[0]) if isinstance(a, np.ndarray)), None)
    if position is None:
        pytest.skip("no argument of this exercise is an array")

    def careless(*arguments):
        value = right(*arguments)
        arguments[position][...] = 0
        return value

    verdict = examine(answer(exercise, careless))
    assert verdict.kind == "changed_inputs"
    assert exercise.parameters[position] in verdict.message
