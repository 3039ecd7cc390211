"""Which cells run and which are judged; which answers are alike."""

from helpers.grading.likeness import alike, fingerprint
from helpers.grading.needed import needed
from helpers.grading.plan import exercise_name
from tests.grading.test_session import FULL, RIGHT


def test_which_cells_are_needed():
    cells = [
        ("import numpy as np", True), ("x = 1\ny = 2", True), ("show(draw(y))", True), ("z = x + 1", True),
        ("print(z)", True),
        ("def f(x):\n    return np.sum(x) + z", False), ("z += 1", True), ("np.seterr(all='raise')", True), ("y", True),
        ("w = np.zeros(3)", True), ("w[0] = 1", True), ("def g():\n    return w", False), ("def f(:", False),
        ("from helpers.progress import progress\n\nprogress('03_convolution')", True),
    ]  # fmt: skip
    assert needed(cells) == {0, 1, 3, 5, 6, 7, 9, 10, 11, 12}
    for dynamic in ("%run x", "eval('x')", "globals()", "from os import *", "get_ipython()"):
        assert needed([("x = 1", True), (dynamic, False)]) == {0, 1}


def test_which_cells_are_judged():
    assert exercise_name("check(rot180)") == exercise_name("# test\ncheck(rot180)\n") == "rot180"
    others = "check(f, seed=1)", "check(f); check(g)", "x = check(f)", "assert f", "check(f", "check(a.b)"
    for text in others:
        assert exercise_name(text) is None


def test_likeness_sees_through_names_and_comments():
    renamed = FULL.replace("f[", "out[").replace("f =", "out =").replace("return f", "# done\n    return out")
    assert fingerprint(FULL) == fingerprint(renamed) != fingerprint(FULL.replace("+=", "-="))
    assert fingerprint(RIGHT) is None
    marks = {"a": "1", "b": "2", "c": "3"}
    reports = {name: {"fingerprints": marks} for name in ("ann", "bob")}
    reports |= {f"s{n}": {"fingerprints": {"a": f"x{n}", "b": "0"}} for n in range(30)}
    assert alike(reports) == [{"students": ["ann", "bob"], "exercises": ["a", "b", "c"]}]
