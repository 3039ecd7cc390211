"""Which known misconception reproduces what the student's function did."""

from helpers.checks.engine.call import call
from helpers.checks.engine.compare import agree
from helpers.checks.engine.contract import shape_problem, type_problem
from helpers.checks.engine.data import copy


def diagnose(exercise, arguments, outcomes):
    """The first Misconception that agrees with every outcome, or None."""
    for entry in exercise.misconceptions:
        if all(same(call(entry.wrong, copy(a), exercise.argument_tolerance), o, exercise.tolerance)
               for a, o in zip(arguments, outcomes, strict=True)):  # fmt: skip
            return entry
    return None


def same(wrong, outcome, tolerance):
    """Whether two outcomes are alike: the same kind of exception, or the same values."""
    if wrong.raised or outcome.raised:
        both = wrong.raised and outcome.raised
        return bool(both) and wrong.raised.type == outcome.raised.type
    if wrong.changed != outcome.changed:
        return False
    if wrong.value is None or outcome.value is None:
        return wrong.value is outcome.value
    if type_problem(outcome.value, wrong.value) or shape_problem(outcome.value, wrong.value):
        return False
    return agree(outcome.value, wrong.value, tolerance)
