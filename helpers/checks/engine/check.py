"""`check`: the whole line in one process, as a student uses it."""

import difflib

from helpers.checks.engine.call import call
from helpers.checks.engine.data import copy
from helpers.checks.engine.exercise import all_exercises, find
from helpers.checks.engine.judge import judge
from helpers.checks.engine.record import record
from helpers.checks.engine.show import show
from helpers.checks.engine.verdict import CheckFailed, Verdict


def check(function, seed=0):
    """Judge a function against the exercise of its name; show the verdict and return it.

    seed: an integer that picks the cases; the same seed gives the same cases everywhere.
    Raises CheckFailed, an AssertionError with `.verdict`, unless the answer is right.
    """
    __tracebackhide__ = True
    verdict = examine(function, seed)
    record(verdict)
    show(verdict)
    if not verdict.passed:
        raise CheckFailed(verdict) from None
    return verdict


def examine(function, seed=0):
    """The Verdict on a function, neither shown nor raised."""
    name = getattr(function, "__name__", None)
    if not callable(function) or not isinstance(name, str):
        return stranger(repr(function)[:40], "check wants the function itself, as in check(rot180).")
    exercise = find(name)
    if exercise is None:
        return stranger(name, f"No exercise is called {name}.{suggestion(name)}")
    cases = exercise.arguments(seed)
    kept = [copy(arguments) for arguments in cases]
    outcomes = [call(function, arguments, exercise.argument_tolerance) for arguments in cases]
    return judge(exercise, kept, outcomes, seed)


def stranger(name, message):
    return Verdict(name, passed=False, kind="type", message=message)


def suggestion(name):
    close = difflib.get_close_matches(name, all_exercises(), n=1)
    return f" Did you mean {close[0]}?" if close else " The function must keep its name."
