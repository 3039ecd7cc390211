"""The class: each student is a function of the released notebook that returns what they hand in."""

import copy
import json

from nbformat.v4 import new_code_cell, new_output, new_raw_cell

from tests.grading.mini import cell, solved

STUDENTS = {}
ATTACK = "<script>steal()</script><img src=x onerror='steal()'><a href='javascript:steal()'>x</a>"
DOUBLE, HALVE = "def double(x):\n    return x + x", "def halve(x):\n    return x / 2"


def student(make):
    """Add to the class, under the function's name."""
    STUDENTS[make.__name__] = make
    return make


def answered(notebook, double=DOUBLE, halve=HALVE, answer="Because."):
    cell(notebook, "double").source = double
    cell(notebook, "halve").source = halve
    cell(notebook, "why").source = answer
    return notebook


def checks(notebook, body):
    """Both answers wrong in nothing; check ends as `body` says."""
    answered(notebook).cells[1].source = f"def check(f):\n    assert f(6) in (3, 12)\n    {body}"
    return notebook


@student
def solves(notebook):
    return solved()


@student
def does_nothing(notebook):
    return notebook


@student
def writes_no_answer(notebook):
    return answered(notebook, answer="YOUR ANSWER HERE")


@student
def tags_tests(notebook):
    for name in ("test-double", "test-halve"):
        cell(notebook, name).metadata["tags"] = ["skip-execution", "__never__", "remove-cell"]
    return notebook


@student
def deletes_tests(notebook):
    notebook.cells = [c for c in notebook.cells if not c.metadata.get("nbgrader", {}).get("locked")]
    return notebook


@student
def deletes_everything(notebook):
    notebook.cells = notebook.cells[:2]
    return notebook


@student
def rewrites_elsewhere(notebook):
    """Right answers, but in new cells: the stub and its test were deleted."""
    plain = [new_code_cell(DOUBLE), new_code_cell(HALVE)]
    notebook.cells = [*notebook.cells[:2], *plain]
    return notebook


@student
def copies_test(notebook):
    answered(notebook).cells.append(copy.deepcopy(cell(notebook, "test-double")))
    return notebook


@student
def edits_test(notebook):
    cell(notebook, "test-double").source = "pass"
    cell(notebook, "test-halve").source = "pass"
    return notebook


@student
def turns_test_to_markdown(notebook):
    for name in ("test-double", "test-halve"):
        test = cell(notebook, name)
        del test["outputs"], test["execution_count"]
        test.cell_type = "markdown"
    return notebook


@student
def has_old_metadata(notebook):
    cell(answered(notebook), "test-double").metadata.nbgrader.schema_version = 1
    return notebook


@student
def has_broken_metadata(notebook):
    cell(answered(notebook), "double").metadata.nbgrader = {"grade_id": 3, "comment": ATTACK}
    notebook.cells[0].metadata["nbgrader"] = "text"
    return notebook


@student
def wants_more_points(notebook):
    cell(answered(notebook), "test-double").metadata.nbgrader["points"] = 100
    return notebook


@student
def warns(notebook):
    return answered(
        notebook, double="import warnings\ndef double(x):\n    warnings.warn('slow')\n    return x + x"
    )


@student
def returns_half(notebook):
    return checks(notebook, "return 0.5")


@student
def returns_nan(notebook):
    return checks(notebook, "return float('nan')")


@student
def returns_minus_one(notebook):
    return checks(notebook, "return -1")


@student
def returns_too_much(notebook):
    return checks(notebook, "return 99")


@student
def shows_points_but_fails(notebook):
    body = "from IPython.display import display; display(2.0); raise AssertionError('no')"
    return checks(notebook, body)


@student
def ends_the_kernel(notebook):
    return answered(notebook, halve="import os\nos._exit(0)")


@student
def hands_in_a_module(notebook):
    return answered(notebook, double="import stowaway\ndef double(x):\n    return x + x")


@student
def prints_a_flood(notebook):
    answered(notebook).cells[1].source += "\nprint('x' * 10_000_000)\nfor i in range(300):\n    display(i)"
    return notebook


@student
def answers_in_script(notebook):
    """HTML in an answer, in outputs of several kinds, in metadata and in names."""
    answered(notebook, answer=f"{ATTACK}\n\n<b class='full-credit'>bold</b> $a < b$ [x](javascript:steal())")
    kinds = "('text/html', 'text/markdown', 'text/latex', 'image/svg+xml', 'image/png')"
    lines = [
        "from IPython.display import display",
        f"attack = {ATTACK!r}",
        "about = {'alt': attack, 'isolated': True}",
        f"for kind in {kinds}: display({{kind: attack}}, metadata={{kind: about}}, raw=True)",
        "display({'application/javascript': 'steal()', 'text/plain': 'plain'}, raw=True)",
    ]
    notebook.cells[1].source += "\n" + "\n".join(lines)
    notebook.cells[0].source += f"\n\n{ATTACK}"
    notebook.cells.append(new_raw_cell(ATTACK, metadata={"raw_mimetype": "text/html"}))
    notebook.cells.append(new_code_cell(outputs=[new_output("display_data", {"text/html": ATTACK})]))
    for each in notebook.cells:
        each.metadata["tags"], each["id"] = [f'"{ATTACK}'], f'"{ATTACK}'
    notebook.metadata["title"] = ATTACK
    notebook.metadata["language_info"] = {"name": ATTACK, "pygments_lexer": ATTACK}
    return json.loads(json.dumps(notebook))


@student
def fails_hidden_test(notebook):
    return answered(notebook, halve="def halve(x):\n    return 3.0\n# BEGIN HIDDEN TESTS")


@student
def hands_in_garbage(notebook):
    return "{not json"
