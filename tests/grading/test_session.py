"""One submission's process, in every form: cells, snapshots, callbacks, and what ends badly."""

import contextlib

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.grading import grade
from helpers.grading.isolation import sandbox
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.start import launcher
from helpers.grading.plan import Plan, Planned
from helpers.grading.session import Lost, Session, files_beside

BEST, REASON = sandbox.wanted()
FORMS = list(dict.fromkeys([BEST, "split", "spawn"] if BEST != "spawn" else ["spawn"]))
SHORT = Limits(cell=20, call=20, grace=1, notebook=120)
RIGHT = "def rot180(k):\n    return k[::-1, ::-1].copy()"


@pytest.fixture(params=FORMS)
def session(request):
    opened = Session(launcher(request.param), SHORT, [("data/a.txt", b"7")])
    opened.start()
    yield opened
    opened.close()


def printed(outputs):
    return "".join(o.get("text", "") for o in outputs)


def test_cells_share_their_names(session):
    session.run("x = 5")
    assert printed(session.run("print(x, open('data/a.txt').read())")) == "5 7\n"
    assert session.run("1 / 0")[-1]["ename"] == "ZeroDivisionError"
    assert session.run("x + 1")[0]["data"]["text/plain"] == "6"


def test_calls_do_not_change_the_notebook(session):
    session.run("kept = []\ndef f(a):\n    kept.append(a)\n    return len(kept)")
    with session.calls() as calls:
        assert [calls.call("f", (1,)).value for _ in range(3)] == [1, 2, 3]
    if session.launcher.form != "spawn":
        assert printed(session.run("print(kept)")) == "[]\n"


def test_functions_as_arguments_are_called_here(session):
    session.run("def total(f, x):\n    return f(x) + f(2 * x)\ndef fails(f, x):\n    try:\n        f(x)\n"
                "    except ValueError as error:\n        return str(error)")  # fmt: skip
    seen = []

    def f(x):
        seen.append(x.copy())
        return x.sum()

    def refuse(x):
        raise ValueError("not this one")

    with session.calls() as calls:
        assert calls.call("total", (f, np.arange(3.0))).value == 9.0
        assert calls.call("fails", (refuse, np.arange(3.0))).value == "not this one"
    assert [list(x) for x in seen] == [[0, 1, 2], [0, 2, 4]]


def test_callbacks_are_bounded(session):
    session.run("import numpy as np\ndef large(f, x):\n    return f(np.zeros(1 << 20))")
    called = []
    ends = session.launcher.form in ("split", "spawn")
    with pytest.raises(Lost) if ends else contextlib.nullcontext(), session.calls() as calls:
        assert calls.call("large", (called.append, np.zeros(3))).raised.type == "WireError"
    assert called == []


def test_a_missing_function_and_one_that_is_none(session):
    session.run("five = 5")
    with session.calls() as calls:
        assert calls.call("nowhere", (1,)).raised.type == "NameError"
        assert calls.call("five", (1,)).raised.type == "TypeError"


def test_an_error_tells_the_students_line(session):
    session.run("def f(x):\n    y = x\n    return y / 0")
    with session.calls() as calls:
        raised = calls.call("f", (1,)).raised
    assert (raised.type, raised.line, raised.text) == ("ZeroDivisionError", 3, "return y / 0")


def test_a_process_that_ends_is_lost(session):
    with pytest.raises(Lost, match="ended the process"):
        session.run("import os\nos._exit(0)")
    session.start()
    assert printed(session.run("print(1)")) == "1\n"


PLAN = Plan("x", "x", (
    Planned("rot180", "stub", "code", "", solution=True),
    Planned("t1", "check(rot180)", "code", "", grade=True, locked=True, points=2.0),
    Planned("conv2_full", "stub", "code", "", solution=True),
    Planned("t2", "check(conv2_full)", "code", "", grade=True, locked=True, points=3.0),
))  # fmt: skip
FULL = """import numpy as np
def conv2_full(d, k):
    f = np.zeros((d.shape[0] + k.shape[0] - 1, d.shape[1] + k.shape[1] - 1))
    for i, j in np.ndindex(d.shape):
        f[i : i + k.shape[0], j : j + k.shape[1]] += d[i, j] * k
    return f"""


def notebook(*before, rot180=RIGHT, conv2_full=FULL):
    cells = [new_code_cell(text) for text in before]
    for planned, text in zip(PLAN.cells, (rot180, "", conv2_full, ""), strict=True):
        cells.append(new_code_cell(text or planned.source, metadata={"nbgrader": planned.metadata}))
    return new_notebook(cells=cells)


def points(report):
    return [e["points"] for e in report["exercises"]]


@pytest.mark.parametrize("form", FORMS)
def test_a_notebook_is_graded_alike_in_every_form(form):
    nb = notebook("print('hello')")
    report = grade.grade_notebook(nb, PLAN, form=form, seed=4)
    assert points(report) == [2.0, 3.0]
    assert nb.cells[0].outputs[0].text == "hello\n"
    assert nb.cells[2].metadata["verdict"] == report["exercises"][0]
    assert report["exercises"][0]["seed"] == 4
    assert nb.cells[2].outputs[0].data["text/plain"].startswith("rot180: passed")
    assert report["protection"]["form"] == form


@pytest.mark.parametrize("form", FORMS)
def test_a_cell_that_ends_the_process_is_left_out(form):
    answer = RIGHT.replace("return k", "assert before\n    return k")
    nb = notebook("before = 1", "import os\nos._exit(1)", rot180=answer)
    report = grade.grade_notebook(nb, PLAN, form=form)
    assert points(report) == [2.0, 3.0]
    assert [entry["cell"][:4] for entry in report["lost"]] == ["1: i"]


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_that_ends_the_process_costs_itself(form):
    nb = notebook(rot180="def rot180(k):\n    import os\n    os._exit(0)")
    assert points(grade.grade_notebook(nb, PLAN, form=form)) == [0.0, 3.0]


def test_a_notebook_that_ends_too_often_is_given_up():
    cells = [f"import os\nos._exit({n})" for n in range(20)]
    report = grade.grade_notebook(notebook(*cells), PLAN)
    assert points(report) == [0.0, 0.0]
    assert {e["kind"] for e in report["exercises"]} == {"raised"}


def test_seeds_are_secret_and_differ():
    seeds = {grade.grade_notebook(notebook(), PLAN)["seed"] for _ in range(3)}
    assert len(seeds) == 3


def test_a_test_of_another_kind_is_told_by_the_student_and_said_to_be():
    other = Planned("t3", "assert rot180 is not None", "code", "", grade=True, locked=True, points=1.0)
    nb = notebook()
    nb.cells.append(new_code_cell(other.source, metadata={"nbgrader": other.metadata}))
    report = grade.grade_notebook(nb, Plan("x", "x", (*PLAN.cells, other)))
    assert report["told"] == ["t3"]


def test_files_beside_a_notebook(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("a.csv", "sub/b.txt", "numpy.py", "x.ipynb", "gradebook.db", ".hidden/c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1")
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    assert [name for name, _ in files_beside(tmp_path, SHORT)] == ["a.csv", "sub/b.txt"]
