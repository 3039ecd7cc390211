"""`python -m helpers.progress`: every notebook afresh in a process of its own; none stops the others."""

import json
import subprocess
import sys

import pytest

from helpers.progress.child import untouched
from helpers.progress.run import run
from helpers.progress.stored import cells_of, exercise_of, graded
from tests.progress.students import FULL, RIGHT, WRONG, notebook, shows


def test_untouched_cells_are_known(root):
    released = cells_of(root / "notebooks" / "03_convolution" / "03_convolution.ipynb")
    plain = [cell for cell in released if cell["cell_type"] == "code" and not graded(cell)]
    assert all(map(untouched, plain))
    assert not any(untouched({**cell, "source": cell["source"] + " "}) for cell in plain)


@pytest.fixture
def command(course, root):
    def ask(*arguments):
        line = [sys.executable, "-m", "helpers.progress", "--root", str(course.root), *arguments]
        return subprocess.run(line, capture_output=True, text=True, check=False, cwd=root)

    return ask


def test_answers_are_run_and_stored_outputs_not_believed(course):
    made = notebook(WRONG, FULL, before=["half = 0.5", "print(1 / 0)"])
    shows(made.cells[5], "rot180: passed")
    before = course(made).read_bytes()
    standing = run(course(made))
    assert [(m.name, m.headline) for m in standing.marks] == [
        ("rot180", "wrong value (rows-only)"),
        ("conv2_full", "wrong type"),
    ]
    assert standing.problem is None
    assert course(made).read_bytes() == before


def test_a_cell_that_does_not_compile_is_named(course):
    marks = run(course(notebook("def rot180(k:\n    return k", RIGHT.replace("rot180", "other")))).marks
    assert marks[0].headline == marks[1].headline == "not defined"
    assert marks[0].message.startswith("SyntaxError")
    assert marks[1].message == "no cell defines it"


def test_a_notebook_that_hangs_keeps_what_it_had_passed(course):
    standing = run(course(notebook(RIGHT, "import time\ntime.sleep(99)")), limit=15)
    assert [m.state for m in standing.marks] == ["passed", "not tried"]
    assert standing.problem == "ran longer than 15 seconds and was ended before conv2_full was checked"


def test_the_command_names_what_is_left_and_what_is_broken(course, command):
    course(notebook(RIGHT, "import os\nos._exit(0)"))
    course("{", "01_broken")
    course(notebook(None, None), "02_untouched")
    done = command("--json")
    broken, untouched, mine = json.loads(done.stdout)
    assert done.returncode == 1
    assert broken["problem"].startswith("cannot be read")
    assert [mark["state"] for mark in untouched["exercises"]] == ["not started"] * 2
    assert mine["passed"] == 1
    assert mine["problem"] == "ended its own process before conv2_full was checked"


def test_the_table(course, command):
    made = notebook(WRONG, None)
    shows(made.cells[3], "rot180: wrong value (rows-only)")
    course(made)
    done = command("--fast")
    assert done.returncode == 0
    assert done.stderr == ""
    words = " ".join(done.stdout.split())
    assert "03_convolution 2 0 0 of 1" in words
    assert "rot180: wrong value (rows-only) still to do: conv2_full" in words


def test_a_lost_test_cell_is_said(course, command):
    made = notebook(RIGHT, FULL)
    made.cells = [cell for cell in made.cells if exercise_of(cell) != "rot180"]
    course(made)
    assert "the test cell is missing: rot180" in " ".join(command("--fast").stdout.split())


def test_no_notebook_is_said(course, command):
    assert "no lessons in" in command("--fast").stderr
    course(notebook(None, None))
    done = command("--fast", "03_convolution", "05_nowhere")
    assert done.returncode == 2
    assert done.stderr == "There is no lesson 05_nowhere. There are: 03_convolution.\n"
