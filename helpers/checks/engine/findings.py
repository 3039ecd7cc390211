"""What is wrong with an answer: the first of the possible findings, in the order of a verdict."""

from dataclasses import dataclass

from helpers.checks.engine import compare
from helpers.checks.engine.contract import finite_problem, shape_problem, type_problem
from helpers.checks.engine.verdict import Picture


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. case: position of the case that shows it; facts: (label, text) pairs."""

    kind: str
    case: int
    message: str
    facts: tuple = ()
    error: float | None = None
    picture: Picture | None = None


def not_started(exercise, outcomes):
    """A Finding where the stub, or that of a function it calls, is still there; or None."""
    for case, outcome in enumerate(outcomes):
        if outcome.raised and outcome.raised.type == "NotImplementedError":
            inner = outcome.raised.function
            message = "Nothing is written here yet."
            if inner not in (None, exercise.name):
                message = f"{inner}, which {exercise.name} calls, is not written yet."
            return Finding("not_started", case, message)
    return None


def raised(exercise, outcomes):
    """A Finding with the student's own line where a call raised; or None."""
    for case, outcome in enumerate(outcomes):
        error = outcome.raised
        if error:
            message = f"{error.type}: {error.message}" if error.message else error.type
            if error.line is None:
                return Finding("raised", case, f"The call {exercise.signature} failed with {message}")
            line = f"line {error.line} of the cell, in {error.function}: {error.text or '?'}"
            return Finding("raised", case, f"Your code stopped with {message}", (("your line", line),))
    return None


def broken_contract(exercise, outcomes, expected):
    """A Finding on type, shape, finiteness or changed arguments; or None."""
    for kind, find in (("type", type_problem), ("shape", shape_problem), ("not_finite", finite_problem)):
        for case, (outcome, right) in enumerate(zip(outcomes, expected, strict=True)):
            message = find(outcome.value, right)
            if message:
                return Finding(kind, case, message)
    for case, outcome in enumerate(outcomes):
        if outcome.changed:
            names = " and ".join(exercise.parameters[i] for i in outcome.changed)
            return Finding(
                "changed_inputs", case, f"The function changed its argument {names}: work on a copy."
            )
    return None


def wrong_value(exercise, arguments, outcomes, expected):
    """A Finding with the worst entry and a picture where a value is wrong; or None."""
    values = [outcome.value for outcome in outcomes]
    if exercise.judge:
        message = exercise.judge(arguments, values)
        return Finding("wrong_value", 0, message) if message else None
    wrong = [
        (case, *part)
        for case, pair in enumerate(zip(values, expected, strict=True))
        for part in compare.errors(*pair)
        if not part[1] <= exercise.tolerance
    ]
    if not wrong:
        return None
    case, label, error, value, right = wrong[0]
    factor = compare.common_factor([(v, e) for *_, v, e in wrong])
    facts = (("error", where_wrong(label, error, value, right)),)
    picture = compare.picture(label, value, right)
    return Finding("wrong_value", case, describe_wrong(label, factor), facts, error, picture)


def describe_wrong(label, factor):
    start = label[0].upper() + label[1:]
    if factor is None:
        return f"{start} differs from the right value."
    if abs(factor + 1) < 1e-6:
        return f"{start} has the wrong sign, and is right otherwise."
    return f"{start} is the right one times {factor:.4g}."


def where_wrong(label, error, value, right):
    if getattr(right, "ndim", 0) == 0:
        return f"relative error {error:.2g} in {label}"
    wrong = compare.wrong_entries(value, right)
    worst = list(compare.worst_index(value, right))
    return (
        f"{int(wrong.sum())} of {wrong.size} entries of {label}, worst at {worst}, relative error {error:.2g}"
    )
