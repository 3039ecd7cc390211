"""The engine on an exercise of its own: the order of verdicts, what they say, and what they never say."""

import dataclasses
import re

import numpy as np
import pytest

from helpers.checks.engine import Exercise, Misconception, call, check, judge
from helpers.checks.engine.check import examine
from helpers.checks.engine.data import copy
from helpers.checks.engine.html import as_html
from helpers.checks.engine.text import as_text

DOUBLE = Exercise(
    "double", "double(x)",
    lambda rng: [(rng.standard_normal((2, 3)),), (rng.standard_normal((3, 3)),)],
    lambda x: 2 * x,
    (Misconception("transposed", lambda x: 2 * x.T, "You transposed it.", "0.1"),),
)  # fmt: skip
PAIR = Exercise(
    "pair", "pair(x)", lambda rng: [(rng.standard_normal(3),)], lambda x: (float(x.sum()), x + 1.0)
)  # fmt: skip


def verdict_on(function, exercise=DOUBLE, seed=0):
    cases = exercise.arguments(seed)
    kept = [copy(a) for a in cases]
    return judge(exercise, kept, [call(function, a) for a in cases], seed)


def in_turn(*functions):
    """A function that behaves like the first on its first call, the second on its second."""
    calls = iter(functions)
    return lambda x: next(calls)(x)


def stop(x):
    raise NotImplementedError


def fail(x):
    return x[7]


def spoil(x):
    value = 2 * x
    x[0] = 0
    return value


ORDERED = [stop, fail, lambda x: None, lambda x: x[0] * 2, lambda x: x * np.nan, spoil, lambda x: 3 * x]
KINDS = ["not_started", "raised", "type", "shape", "not_finite", "changed_inputs", "wrong_value"]


@pytest.mark.parametrize("early", range(len(KINDS)))
@pytest.mark.parametrize("late", range(len(KINDS)))
def test_the_order_of_a_verdict(early, late):
    verdict = verdict_on(in_turn(ORDERED[early], ORDERED[late]))
    assert verdict.kind == KINDS[min(early, late)]


def test_a_passed_verdict():
    verdict = verdict_on(lambda x: x + x)
    assert (verdict.passed, verdict.kind, verdict.error, verdict.cases) == (True, "passed", 0.0, 2)


def test_the_mistake_is_named_even_where_the_shape_is_wrong():
    verdict = verdict_on(lambda x: 2 * x.T)
    assert (verdict.kind, verdict.misconception) == ("shape", "transposed")
    assert verdict.message == "You transposed it. See (0.1)."


def test_a_mistake_beside_the_named_one_is_not_called_by_its_name():
    assert verdict_on(lambda x: 2 * x.T + 1).misconception is None


@pytest.mark.parametrize(
    ("factor", "words"), [(3.0, "times 1.5"), (-2.0, "wrong sign"), (1e-4, "times 5e-05")]
)
def test_a_constant_factor_is_told(factor, words):
    assert words in verdict_on(lambda x: factor * x).message


def test_a_small_error_is_found_and_rounding_is_not():
    assert verdict_on(lambda x: 2 * x * (1 + 1e-13)).passed
    assert not verdict_on(lambda x: 2 * x * 1.0005).passed
    assert not verdict_on(lambda x: 2 * x + 1e-4 * (np.arange(x.size).reshape(x.shape) == 2)).passed


def test_an_inexact_right_answer_passes_with_a_remark():
    verdict = verdict_on(lambda x: 2 * x * (1 + 1e-8))
    assert verdict.passed
    assert "finite difference" in dict(verdict.facts)["remark"]


def test_several_results_are_told_apart():
    assert verdict_on(lambda x: [np.float64(x.sum()), x + 1], PAIR).passed
    assert verdict_on(lambda x: (np.array(x.sum()), x + 1), PAIR).passed
    assert "result 2" in str(verdict_on(lambda x: (x.sum(), x), PAIR))
    assert verdict_on(lambda x: (x.sum(), x + 1, x), PAIR).message.startswith("The result has 3 parts")
    assert verdict_on(lambda x: (x, x + 1), PAIR).kind == "type"
    assert verdict_on(lambda x: (True, x + 1), PAIR).kind == "type"
    assert verdict_on(lambda x: (10**400, x + 1), PAIR).kind == "not_finite"


def test_the_students_line_is_shown():
    verdict = verdict_on(fail)
    assert dict(verdict.facts)["your line"].endswith("in fail: return x[7]")
    assert "IndexError" in verdict.message


def test_an_unwritten_function_that_is_called_is_named():
    def conv2_full(x):
        raise NotImplementedError

    verdict = verdict_on(lambda x: conv2_full(x))
    assert verdict.kind == "not_started"
    assert verdict.message.startswith("conv2_full, which double calls,")


def test_text_and_html_tell_the_same_facts():
    for function in (*ORDERED, lambda x: 2 * x, lambda x: 2 * x.T):
        verdict = verdict_on(function)
        text, html = as_text(verdict), as_html(verdict)
        stripped = plain(re.sub(r"<[^>]+>", " ", html))
        for part in (verdict.headline, verdict.message, *(p for fact in verdict.facts for p in fact)):
            assert plain(part) in plain(text)
            assert plain(part) in stripped
        marks = [cell for row in (verdict.picture.rows if verdict.picture else ()) for cell in row]
        assert html.count(">x</td>") == sum(marks)
        assert text.count(" x") >= bool(marks)


def plain(text):
    from html import unescape

    return " ".join(unescape(text).split())


def test_html_of_a_students_words_is_escaped():
    def double(x):
        raise ValueError("<script>alert(1)</script>")

    assert "<script" not in as_html(verdict_on(double))


def test_a_wrong_verdict_never_prints_the_answer():
    verdict = verdict_on(lambda x: 3 * x + 1)
    answers = {f"{v:.{d}g}" for (x,) in DOUBLE.arguments(0) for v in (2 * x).ravel() for d in (3, 4, 6)}
    assert not any(a in as_text(verdict) + as_html(verdict) for a in answers)


def test_the_picture_shows_the_worst_slice():
    def last_corner_wrong(x):
        value = 2 * x
        value[-1, -1] += 1
        return value

    assert verdict_on(last_corner_wrong).picture.rows == ((False, False, False), (False, False, True))


def test_strangers_get_a_sentence():
    assert "wants the function itself" in examine(3).message
    assert examine(lambda x: x).message.startswith("No exercise is called <lambda>")


def test_a_passing_check_in_plain_python_prints_its_verdict(capsys):
    def convolution_claims():
        from helpers.checks.convolution.claims import CLAIMS

        return CLAIMS.expected()

    verdict = check(convolution_claims)
    assert verdict.passed
    assert capsys.readouterr().out.startswith("convolution_claims: passed")


@pytest.mark.parametrize(
    ("drift", "tolerance", "kind"),
    [(1e-16, 0.0, "changed_inputs"), (1e-16, 1e-12, "passed"), (1e-9, 1e-12, "changed_inputs"),
     (np.nan, 1e-12, "changed_inputs")],
)  # fmt: skip
def test_an_argument_may_drift_where_the_exercise_allows_it(drift, tolerance, kind):
    def nudging(x):
        value = 2 * x
        x *= 1 + 4 * drift
        return value

    exercise = dataclasses.replace(DOUBLE, argument_tolerance=tolerance)
    cases = exercise.arguments(0)
    kept = [copy(a) for a in cases]
    outcomes = [call(nudging, a, tolerance) for a in cases]
    assert judge(exercise, kept, outcomes, 0).kind == kind
