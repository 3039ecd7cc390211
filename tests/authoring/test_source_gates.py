"""Every gate of a source refuses what it is there for, names the cell, and says what to do."""

import pytest

from helpers.authoring import gates, header_gates
from helpers.authoring.build import build
from helpers.authoring.problem import BuildError

TEST = '# %% test="double" points=2\ncheck(double)\n'
STUB = '# %% solution="double"'
ANSWER = '# %% [markdown] answer="why" points=4'
LONG = "\n".join(f"line_{n} = {n}" for n in range(26))
CASES = [
    ("typo in a header", (STUB, '# %% solution="double'), "cannot be read", "line 10 (def double(x):)"),
    ("header without quotes", (STUB, "# %% solution=double"), "cannot be read", "line 10"),
    ("unknown key", (STUB, '# %% solutoin="double"'), "solutoin", "line 10"),
    ("a title", ("# %% widget=true", "# %% widget"), "title", "line 23"),
    ("misspelt kind", ("# %% [markdown]\n# Why", "# %% [markdwn]\n# Why"), "title", "line 26"),
    ("solution with points", (STUB, STUB + " points=2"), "points, solution", "line 10"),
    ("test without points", ('test="double" points=2', 'test="double"'), "the forms are", "line 17"),
    ("magic for a header", ("# %% widget=true", "# %%time"), "begins with", "line 20"),
    ("comma in a header", ('answer="why" points', 'answer="why", points'), "no id", "line 29"),
    ("bad id", ('answer="why"', 'answer="why not"'), "no id", "line 29"),
    ("points in quotes", ("points=4", 'points="4"'), "without quotes", "line 29"),
    ("no points", ("points=4", "points=0"), "above 0", "line 29"),
    ("widget switched off", ("widget=true", "widget=false"), "widget=true", "line 23"),
    ("measured in quotes", ("# %% widget=true", '# %% measured="yes"'), "measured=true", "line 23"),
    ("two kinds of tag", ("# %% widget=true", "# %% widget=true measured=true"), "header says", "line 23"),
    ("raw cell", ("# %% widget=true", "# %% [raw]"), "raw", "line 23"),
    ("locked text", (TEST, '# %% [markdown] test="double" points=2\n# x\n'), "locked", "line 17"),
    ("answer in code", (ANSWER, '# %% answer="why" points=4'), "Markdown", "line 29"),
    ("duplicate id", (ANSWER, '# %% [markdown] answer="double" points=4'), "stands 2 times", "line 10"),
    ("duplicate test", (TEST, TEST + "\n" + TEST), "test-double stands 2 times", "line 17"),
    ("no begin marker", ("    ### BEGIN SOLUTION\n", ""), "one line ### BEGIN SOLUTION", "line 10"),
    ("no end marker", ("    ### END SOLUTION\n", ""), "one ### END SOLUTION", "line 10"),
    ("marker in prose", ("# Why is", "# BEGIN SOLUTION. Why is"), "BEGIN SOLUTION", "line 26"),
    ("marker in plain code", ("print(double(4))", "print(4)  # END SOLUTION"), "END SOLUTION", "line 20"),
    ("marker in an answer", ("# Because", "# ### BEGIN SOLUTION\n# Because"), "BEGIN SOLUTION", "line 29"),
    ("hidden tests", ("print(double(4))", "### BEGIN HIDDEN TESTS"), "HIDDEN TESTS", "line 20"),
    ("long cell", ('print("frames")', LONG), "26 lines", "line 23"),
    ("import in a solution", ("    return x + x", "    import math\n    return x + x"), "import", "line 10"),
    ("solution is no Python", ("return x + x + 0 * x", "return x +"), "not Python", "line 10"),
    ("another name defined", ("def double(x)", "def twice(x)"), "defines no double", "line 10"),
    ("solution without a test", (TEST, ""), "without a test", "line 10"),
    ("test without a solution", (STUB, "# %%"), "without a solution above", "line 17"),
    ("test above its solution", (STUB, TEST + "\n" + STUB), "stands 2", ""),
    ("more than the check", ("check(double)\n", "check(double)\nprint(1)\n"), "exactly", "line 17"),
    ("repeated equation number", ("# Why is", "# \\tag{0.1} Why is"), "\\tag{0.1}", "line 26"),
    ("two blank lines", ("\n\n# %% widget", "\n\n\n# %% widget"), "one blank line", "line 23"),
    ("no line break at the end", ("twice x.\n", "twice x."), "one line break", "line 30"),
]


@pytest.mark.parametrize(("change", "says", "where"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_source_that_is_wrong_is_refused(mini, change, says, where):
    assert mini.count(change[0]) >= 1
    found = [str(problem) for problem in gates.problems(mini.replace(*change))]
    assert any(says in problem and problem.startswith(where) for problem in found), found


def test_the_lesson_as_it_stands_passes(mini):
    assert gates.problems(mini) == []


def test_a_test_needs_its_solution_above(mini):
    lines = mini.replace(TEST, "").replace(STUB, TEST + "\n" + STUB)
    assert ["without a solution above" in str(p) for p in gates.problems(lines)] == [True]


def test_every_gate_has_fired(mini):
    silent = {gate.__name__ for gate in (*header_gates.GATES, *gates.GATES)}
    for _, change, *_ in CASES:
        cells = gates.source.read(mini.replace(*change))
        for gate in (*header_gates.GATES, *gates.GATES):
            if gate.__name__ in silent and list(gate(cells)):
                silent.discard(gate.__name__)
    assert silent == set()


def test_a_refused_lesson_writes_nothing_and_names_itself(course, mini):
    lesson = course(mini.replace(STUB, '# %% solution="double'))
    with pytest.raises(BuildError, match="00_mini: line 10"):
        build(lesson)
    assert not lesson.solution.exists()
    assert not lesson.release.exists()
