"""A class graded by `python -m helpers.grading grade`: one bad notebook, resuming, force, killed runs, exit status."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from helpers.grading import pool, records, worker
from helpers.grading.__main__ import main
from helpers.grading.classroom import Classroom
from tests.grading.course import LESSON, ROOT, solve
from tests.grading.handed_in import WRONG, automatic, command, hand_in, outcome, released


def test_one_bad_notebook_costs_one_notebook(room):
    status, said, written = command(room)
    assert status == 1
    assert "cut: truncated" in said
    assert [r["state"] for r in written["records"]] == ["graded", "graded", "problem"]
    assert [automatic(room, s) for s in ("ann", "bob", "cut")] == [4, 2, None]
    verdicts = {e["exercise"]: e["misconception"] for e in written["records"][1]["report"]["exercises"]}
    assert verdicts == {"rot180": "transposed", "conv2_full": None}


def test_what_is_graded_and_unchanged_is_left_alone(room):
    command(room, "--workers", "1")
    assert command(room)[2]["graded_now"] == []
    hand_in(room, "bob", solve(released(room)))
    status, _, written = command(room)
    assert (status, written["graded_now"], automatic(room, "bob")) == (1, ["bob"], 4)
    assert command(room, "--student", "ann", "--force")[::2][1]["graded_now"] == ["ann"]


def test_a_grade_does_not_outlive_its_notebook(room):
    assert command(room, "--student", "ann")[0] == 0
    hand_in(room, "ann", "no notebook")
    assert command(room, "--student", "ann")[0] == 1
    assert automatic(room, "ann") == 0
    assert not room.folder("autograded", "ann").exists()


def test_exit_status_2_where_nothing_can_be_begun(room, tmp_path):
    for arguments in (["grade", "04_none"], ["grade", LESSON, "--student", "zoe"], ["report", LESSON]):
        ended = CliRunner().invoke(main, [*arguments, "--root", str(room.root)])
        assert ended.exit_code == 2
        assert len(ended.stderr.splitlines()) == 1
    assert CliRunner().invoke(main, ["grade", LESSON, "--root", str(tmp_path)]).exit_code == 2
    assert CliRunner().invoke(main, ["grade"]).exit_code == 2


def test_ctrl_c_says_that_the_same_command_goes_on(room, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("helpers.grading.batch.grade_class", interrupted)
    ended = CliRunner().invoke(main, ["grade", LESSON, "--root", str(room.root)])
    assert (ended.exit_code, ended.stderr.splitlines()[-1][:8]) == (130, "stopped;")


def test_missing_protection_is_said_once(room):
    with (room.root / "nbgrader_config.py").open("a") as file:
        file.write('\nc.IsolatedExecute.form = "split"\n')
    hand_in(room, "dee", solve(released(room)))
    assert command(room)[1].count("PROTECTION IS MISSING") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text here")
def test_a_name_that_no_gradebook_can_hold(room):
    odd = os.fsdecode(b"zo\xeb")
    hand_in(room, odd, solve(released(room)))
    status, said, written = command(room, "--student", "ann", "--student", odd)
    assert status == 1
    assert "odd-student-name" in said
    assert [r["state"] for r in written["records"]] == ["graded", "problem"]
    assert CliRunner().invoke(main, ["report", LESSON, "--root", str(room.root)]).exit_code == 0


def test_an_error_of_nbgraders_is_a_problem(room, monkeypatch):
    monkeypatch.setattr(room, "autograde", lambda student: {"success": False, "error": "x\nValueError: y"})
    record = worker.grade(room, "ann")
    assert [p["kind"] for p in record["problems"]] == ["autograde-error"]
    assert "ValueError: y" in record["problems"][0]["message"]
    assert command(room, "--student", "ann")[2]["graded_now"] == ["ann"]


def test_a_full_disk_is_a_problem(room, monkeypatch):
    monkeypatch.setattr(records, "write", full)
    record = worker.grade(room, "cut")
    assert [p["kind"] for p in record["problems"]] == ["truncated", "not-recorded"]


def full(*_):
    raise OSError(28, "No space left on device")


def test_a_record_is_whole_or_not_there(tmp_path):
    records.write(tmp_path, {"student": "ann", "state": "graded"})
    with pytest.raises(TypeError):
        records.write(tmp_path, {"student": "ann", "state": object()})
    assert records.read(tmp_path, "ann")["state"] == "graded"
    assert [path.name for path in tmp_path.iterdir()] == ["ann.json"]
    records.path(tmp_path, "bob").write_text('{"schema": 1, "stud')
    assert records.read(tmp_path, "bob") is None


@pytest.mark.skipif(not pool.can_fork(), reason="this system grades in one process")
def test_a_worker_that_dies_or_hangs_costs_its_item():
    def work(item):
        if item == "dies":
            os._exit(7)
        if item == "hangs":
            time.sleep(600)
        return item.upper()

    found = {
        item: (result, end) for item, result, end in pool.outcomes(work, ["dies", *"abc", "hangs"], 2, 2)
    }
    assert {item: found[item] for item in "abc"} == {item: (item.upper(), None) for item in "abc"}
    assert found["dies"][1] == ("worker-died", "The grading process ended (exit status 7).")
    assert found["hangs"][1][0] == "worker-hung"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_and_started_again_is_as_undisturbed(room, tmp_path):
    for number in range(5):
        hand_in(room, f"s{number}", solve(released(room), **({"rot180": WRONG} if number % 2 else {})))
    shutil.copytree(room.root, tmp_path / "undisturbed")
    calm = Classroom(tmp_path / "undisturbed", LESSON)
    assert command(calm)[0] == 1
    moments, killed = random.Random(5), 0
    for _ in range(3):
        running = subprocess.Popen(
            [sys.executable, "-m", "helpers.grading", "grade", LESSON, "--root", str(room.root)],
            cwd=ROOT, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        time.sleep(moments.uniform(1.5, 4.0))
        running.kill()
        killed += running.wait() == -signal.SIGKILL
    assert killed
    assert command(room)[0] == 1
    assert outcome(room) == outcome(calm)
