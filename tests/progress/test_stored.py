"""What stored outputs say, and the page that JupyterLab opens on."""

import subprocess

import pytest
from nbformat import v4

from helpers.checks.engine import check
from helpers.checks.engine.record import verdicts
from helpers.checks.engine.verdict import HEADLINES, Verdict
from helpers.progress.page import NAME, page, refresh
from helpers.progress.stored import notebooks, state_of, stored
from tests.lessons import lessons
from tests.progress.students import RIGHT, WRONG, notebook, shows

FAILED = "rot180: wrong value (rows-only)\n  Only the rows were reversed."


def test_outputs_are_read(course):
    made = notebook(WRONG, None, written="Because of the chain rule.")
    shows(made.cells[3], FAILED)
    standing = stored(course(made))
    assert [(m.name, m.state, m.headline) for m in standing.marks] == [
        ("rot180", "failed", "wrong value (rows-only)"),
        ("conv2_full", "not tried", ""),
    ]
    assert (standing.passed, standing.written, standing.answers, standing.problem) == (0, 1, 1, None)


def test_every_headline_of_the_engine_has_a_state():
    states = {kind: state_of(Verdict("f", kind == "passed", kind).headline[3:]) for kind in HEADLINES}
    assert states.pop("passed") == "passed"
    assert states.pop("not_started") == "not started"
    assert set(states.values()) == {"failed"}
    assert state_of(Verdict("f", False, "raised", "passed").headline[3:]) == "failed"


def test_an_error_in_place_of_a_verdict_is_a_failure(course):
    made = notebook(RIGHT, None)
    made.cells[3].outputs = [v4.new_output("error", ename="NameError", evalue="", traceback=[])]
    assert stored(course(made)).marks[0].headline == "stopped with NameError"


def test_a_broken_notebook_is_named(course):
    for text in ("", "{", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}'):
        assert "cannot be read as a notebook" in stored(course(text)).problem


def test_the_solutions_have_passed_everything(root):
    for path in notebooks(root / "solutions"):
        standing = stored(path)
        assert standing.passed == len(standing.marks) > 0
    assert len(notebooks(root / "solutions")) == len(lessons())


def test_the_page_names_each_lesson_and_where_to_go_on(course):
    made = notebook(RIGHT, None)
    shows(made.cells[3], "rot180: passed")
    course(notebook(None, None), "01_first")
    course(made)
    course("{", "04_broken")
    text = refresh(course.root / "notebooks").read_text(encoding="utf-8")
    assert "Go on with [03_convolution](03_convolution/03_convolution.ipynb)." in text
    row = "| [03 A lesson](03_convolution/03_convolution.ipynb) | Turn \\| a kernel. | 30 | 1 of 2 | 0 of 1 |"
    assert row in text
    assert "This notebook cannot be read as a notebook" in text


def test_the_page_of_this_course(root):
    rows = [line for line in page(notebooks(root)).splitlines() if line.startswith("| [")]
    assert len(rows) == len(lessons())
    for row in rows:
        title, task, minutes, passed, _ = (part.strip("| ") for part in row.split(" | "))
        assert len(title) > 20
        assert task.endswith(".")
        assert int(minutes) >= 60
        assert " of " in passed


def test_a_page_that_cannot_be_written_is_no_obstacle(course):
    course(notebook(None, None))
    (course.root / "notebooks" / NAME).mkdir()
    assert refresh(course.root / "notebooks") is None
    assert refresh(course.root / "elsewhere") is None
    (course.root / "notebooks" / "empty").mkdir()
    assert refresh(course.root / "notebooks" / "empty") is None


def test_a_check_is_recorded(capsys):
    def rot180(k):
        return k[::-1, ::-1].copy()

    check(rot180)
    assert verdicts["rot180"].passed


def test_git_ignores_what_the_server_and_an_update_write(root):
    written = ["notebooks/lessons.md", "dist/cnn-by-hand-0.1.0.zip"]
    written += [f"notebooks/03_convolution/03_convolution.{kind}.ipynb" for kind in ("new", "old", "old-2")]
    command = ["git", "check-ignore", *written]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode == 128:
        pytest.skip("not a git checkout")
    assert done.stdout.split() == written
