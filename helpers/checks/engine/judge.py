"""Arguments and outcomes in, verdict out: the trusted half of a check.

The order of a verdict: not started, raised, wrong type, wrong shape, not finite, changed its
arguments, wrong value, passed. What was tried is reported, the right answer never.
"""

import numpy as np

from helpers.checks.engine import compare
from helpers.checks.engine.data import copy, describe
from helpers.checks.engine.diagnose import diagnose
from helpers.checks.engine.findings import broken_contract, not_started, raised, wrong_value
from helpers.checks.engine.verdict import Verdict

ROUNDING = 1e-10


@np.errstate(all="ignore")
def judge(exercise, arguments, outcomes, seed=0):
    """The Verdict on what a function did with the exercise's cases.

    arguments: tuples as `cases` made them. outcomes: one `Outcome` each, in the same order.
    """
    finding = not_started(exercise, outcomes) or raised(exercise, outcomes)
    if finding:
        return failed(exercise, arguments, outcomes, finding, seed)
    expected = [exercise.expected(*copy(a)) for a in arguments]
    finding = broken_contract(exercise, outcomes, expected) or wrong_value(
        exercise, arguments, outcomes, expected
    )
    if finding:
        return failed(exercise, arguments, outcomes, finding, seed)
    return passed(exercise, outcomes, expected)


def failed(exercise, arguments, outcomes, finding, seed):
    """The Verdict on a finding, under the name of the misconception that explains it, if one does."""
    facts, named = finding.facts, None
    if finding.kind != "not_started":
        named = diagnose(exercise, arguments, outcomes)
        where = describe(exercise.parameters, arguments[finding.case])
        facts = (*facts, ("case", f"{finding.case + 1} of {len(arguments)}, seed {seed}: {where}"))
    if named:
        facts = (("found", finding.message), *facts)
    return Verdict(
        exercise.name,
        passed=False,
        kind=finding.kind,
        misconception=named.name if named else None,
        message=named.message if named else finding.message,
        error=finding.error,
        cases=len(arguments),
        facts=(*facts, *side_effects(outcomes)),
        picture=finding.picture,
    )


def passed(exercise, outcomes, expected):
    """The Verdict on a right answer; one that is right but inexact is remarked on."""
    error, facts = None, [("cases", f"{len(outcomes)}")]
    if not exercise.judge:
        pairs = zip(outcomes, expected, strict=True)
        error = max(e for outcome, right in pairs for _, e, _, _ in compare.errors(outcome.value, right))
        facts = [("cases", f"{len(outcomes)}, relative error below {bound(error)}")]
        if exercise.exact and error > ROUNDING:
            facts.append(("remark", f"Right, but only to {error:.0e} where an exact method agrees to rounding: "
                                    "a finite difference is a check, not a derivation."))  # fmt: skip
    facts = (*facts, *side_effects(outcomes))
    return Verdict(exercise.name, True, "passed", error=error, cases=len(outcomes), facts=facts)


def bound(error):
    """The smallest of a few round numbers above the error, the same on every machine."""
    return next((b for b in ("1e-12", "1e-10", "1e-08", "1e-06") if error < float(b)), "the tolerance")


def side_effects(outcomes):
    """Facts on warnings and printing, the first of each."""
    warned = next((o.warned[0] for o in outcomes if o.warned), None)
    printed = next((o.printed.strip() for o in outcomes if o.printed.strip()), None)
    return [(label, text) for label, text in (("warning", warned), ("printed", printed)) if text]
