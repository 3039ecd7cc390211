"""Judge one exercise in the grader's own process: only arguments go out, only plain values come back."""

import math
import time

from helpers.checks.engine import CheckFailed, Verdict, find
from helpers.checks.engine.data import copy
from helpers.checks.engine.html import as_html
from helpers.checks.engine.judge import judge
from helpers.checks.engine.text import as_text


def examine(name, calls, seed):
    """The Verdict on the student's function of an exercise, with cases of this seed.

    calls: a `session.Calls`. Raises LookupError where there is no such exercise.
    """
    exercise = find(name)
    if exercise is None:
        raise LookupError(f"no exercise is called {name}")
    cases = exercise.arguments(seed)
    kept = [copy(arguments) for arguments in cases]
    outcomes = [calls.call(name, arguments, exercise.argument_tolerance) for arguments in cases]
    try:
        return judge(exercise, kept, outcomes, seed)
    except Exception as error:  # a value that no judge of the course has thought of
        return unreached(name, f"The result could not be judged ({type(error).__name__}).", "type")


def unreached(name, message, kind="raised"):
    """The Verdict where no call was made."""
    return Verdict(name, passed=False, kind=kind, message=message)


def outputs(verdict):
    """What the student's own notebook shows for a verdict, as nbformat's outputs."""
    shown = {"text/plain": as_text(verdict), "text/html": as_html(verdict)}
    found = [{"output_type": "display_data", "data": shown, "metadata": {}}]
    if not verdict.passed:
        error = CheckFailed(verdict)
        lines = error._render_traceback_()
        found.append(
            {"output_type": "error", "ename": "CheckFailed", "evalue": str(error), "traceback": lines}
        )
    return found


def record(verdict, cell, seed, started):
    """What is kept of a judgement for programs: the cell's id and points, the verdict, how to repeat it."""
    error = verdict.error
    return {
        "cell": cell.name,
        "exercise": verdict.exercise,
        "passed": verdict.passed,
        "kind": verdict.kind,
        "misconception": verdict.misconception,
        "message": verdict.message,
        "error": error if error is not None and math.isfinite(error) else None,
        "cases": verdict.cases,
        "seed": seed,
        "points": cell.points if verdict.passed else 0.0,
        "maximum": cell.points,
        "seconds": round(time.monotonic() - started, 3),
    }
