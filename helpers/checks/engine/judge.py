"""Arguments and outcomes in, verdict out: the trusted half of a check.

The order of a verdict: not started, raised, wrong type, wrong shape, not finite, changed its
arguments, wrong value, passed. What was tried is reported, the right answer never.
"""

import numpy as np

from helpers.checks.engine import compare
from helpers.checks.engine.contract import finite_problem, shape_problem, type_problem
from helpers.checks.engine.data import copy, describe
from helpers.checks.engine.diagnose import diagnose
from helpers.checks.engine.verdict import Verdict

ROUNDING = 1e-10


@np.errstate(all="ignore")
def judge(exercise, arguments, outcomes, seed=0):
    """The Verdict on what a function did with the exercise's cases.

    arguments: tuples as `cases` made them. outcomes: one `Outcome` each, in the same order.
    """
    finding = not_started(exercise, outcomes) or problem(exercise, arguments, outcomes)
    if finding is None:
        return passed(exercise, arguments, outcomes)
    kind, case, message, facts, error, picture = finding
    named = diagnose(exercise, arguments, outcomes) if kind != "not_started" else None
    if named:
        facts = [("found", message), *facts]
    if kind != "not_started":
        where = describe(exercise.parameters, arguments[case])
        facts = [*facts, ("case", f"{case + 1} of {len(arguments)}, seed {seed}: {where}")]
    return Verdict(
        exercise.name, False, kind, named.name if named else None, named.message if named else message,
        error, len(arguments), (*facts, *side_effects(outcomes)), picture,
    )  # fmt: skip


def not_started(exercise, outcomes):
    for case, outcome in enumerate(outcomes):
        if outcome.raised and outcome.raised.type == "NotImplementedError":
            inner = outcome.raised.function
            message = "Nothing is written here yet."
            if inner not in (None, exercise.name):
                message = f"{inner}, which {exercise.name} calls, is not written yet."
            return "not_started", case, message, [], None, None
    return None


def problem(exercise, arguments, outcomes):
    """The first finding in the order of a verdict over all cases: (kind, case, message, facts, error, picture)."""
    for case, outcome in enumerate(outcomes):
        if outcome.raised:
            return "raised", case, *raised_finding(exercise, outcome.raised), None, None
    expected = [exercise.expected(*copy(a)) for a in arguments]
    for kind, find in (("type", type_problem), ("shape", shape_problem), ("not_finite", finite_problem)):
        for case, (outcome, right) in enumerate(zip(outcomes, expected, strict=True)):
            message = find(outcome.value, right)
            if message:
                return kind, case, message, [], None, None
    for case, outcome in enumerate(outcomes):
        if outcome.changed:
            names = " and ".join(exercise.parameters[i] for i in outcome.changed)
            message = f"The function changed its argument {names}: work on a copy."
            return "changed_inputs", case, message, [], None, None
    return wrong_value(exercise, arguments, outcomes, expected)


def raised_finding(exercise, raised):
    message = f"{raised.type}: {raised.message}" if raised.message else raised.type
    if raised.line is None:
        return f"The call {exercise.signature} failed with {message}", []
    where = f"line {raised.line} of the cell, in {raised.function}"
    return f"Your code stopped with {message}", [("your line", f"{where}: {raised.text or '?'}")]


def wrong_value(exercise, arguments, outcomes, expected):
    values = [outcome.value for outcome in outcomes]
    if exercise.judge:
        message = exercise.judge(arguments, values)
        return ("wrong_value", 0, message, [], None, None) if message else None
    parts = [(case, *part) for case, pair in enumerate(zip(values, expected, strict=True))
             for part in compare.errors(*pair)]  # fmt: skip
    wrong = [part for part in parts if not part[2] <= exercise.tolerance]
    if not wrong:
        return None
    case, label, error, value, right = wrong[0]
    factor = compare.common_factor([(v, e) for _, _, _, v, e in wrong])
    message = describe_wrong(label, factor)
    return "wrong_value", case, message, [("error", where_wrong(label, error, value, right))], error, \
        compare.picture(label, value, right)  # fmt: skip


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


def passed(exercise, arguments, outcomes):
    if exercise.judge:
        facts = (("cases", f"{len(arguments)}"), *side_effects(outcomes))
        return Verdict(exercise.name, True, "passed", cases=len(arguments), facts=facts)
    pairs = [(o.value, exercise.expected(*copy(a))) for a, o in zip(arguments, outcomes, strict=True)]
    error = max(e for pair in pairs for _, e, _, _ in compare.errors(*pair))
    facts = [("cases", f"{len(arguments)}, relative error below {bound(error)}")]
    if exercise.exact and error > ROUNDING:
        facts.append(("remark", f"Right, but only to {error:.0e} where an exact method agrees to rounding: "
                                "a finite difference is a check, not a derivation."))  # fmt: skip
    return Verdict(
        exercise.name, True, "passed", None, "", error, len(arguments), (*facts, *side_effects(outcomes))
    )


def bound(error):
    """The smallest of a few round numbers above the error, the same on every machine."""
    return next((b for b in ("1e-12", "1e-10", "1e-08", "1e-06") if error < float(b)), "the tolerance")


def side_effects(outcomes):
    """Facts on warnings and printing, the first of each."""
    warned = next((o.warned[0] for o in outcomes if o.warned), None)
    printed = next((o.printed.strip() for o in outcomes if o.printed.strip()), None)
    return [(label, text) for label, text in (("warning", warned), ("printed", printed)) if text]
