"""The check: cases -> [the student's function] -> judge -> verdict, data in and data out.

    cases(rng)  ->  arguments  ->  call(function)  ->  outcomes  ->  judge  ->  Verdict
     trusted                         untrusted                      trusted

`check` runs the whole line in one process. A grader may run `call` elsewhere: what crosses is plain
data, and neither `cases` nor `judge` ever sees the student's function.
"""

from helpers.checks.engine.call import Outcome, call
from helpers.checks.engine.check import check
from helpers.checks.engine.exercise import Exercise, Misconception, all_exercises, find
from helpers.checks.engine.judge import judge
from helpers.checks.engine.verdict import CheckFailed, Verdict

__all__ = [
    "CheckFailed", "Exercise", "Misconception", "Outcome", "Verdict",
    "all_exercises", "call", "check", "find", "judge",
]  # fmt: skip
