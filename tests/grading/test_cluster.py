"""A class graded by two Dask workers: the gradebook that one machine makes; lost or killed (slow)."""

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.grading import cluster
from helpers.grading.__main__ import main
from helpers.grading.classroom import Classroom
from tests.grading.course import LESSON, ROOT, solve
from tests.grading.handed_in import SLOW, WRONG, command, hand_in, outcome, released

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="dask.distributed is not installed: python -m pip install distributed",
)


class Cluster:
    """A scheduler and two workers, each a process of its own, without nannies."""

    def __init__(self, folder, failures):
        self.folder = folder
        self.environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures)
        }  # fmt: skip
        file = folder / "scheduler.json"
        self.scheduler = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file
        )
        self.workers = [self.start("worker", "--scheduler-file", file, "--no-nanny") for _ in range(2)]
        for _ in range(600):
            if file.is_file() and (text := file.read_text()):
                self.address = json.loads(text)["address"]
                return
            time.sleep(0.1)
        raise TimeoutError((folder / "scheduler.log").read_text())

    def start(self, kind, *options):
        with (self.folder / f"{kind}.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *map(str, options)],
                stdout=log, stderr=log, cwd=self.folder, env=self.environment,
            )  # fmt: skip

    def stop(self):
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def dask(request, tmp_path):
    """A Cluster; a parameter says how many lost workers an order may cost (Dask's own default is 3)."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder, getattr(request, "param", 3))
    yield made
    made.stop()


def started(room, *options):
    """The command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "helpers.grading", "grade", LESSON, "--root", str(room.root), *options],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def recorded(room, *students):
    """Wait until these students have their records."""
    for _ in range(1800):
        if all((room.kept / f"{student}.json").is_file() for student in students):
            return
        time.sleep(0.1)
    raise TimeoutError(students)


def busy(dask):
    """Wait until a worker has a submission's process: that worker."""
    for _ in range(3600):
        for worker in dask.workers:
            with contextlib.suppress(OSError):  # a thread that has ended meanwhile
                if any(file.read_text() for file in Path(f"/proc/{worker.pid}/task").glob("*/children")):
                    return worker
        time.sleep(0.05)
    raise TimeoutError("no worker began")


@needs_dask
def test_a_cluster_makes_the_gradebook_that_one_machine_makes(room, dask, tmp_path):
    for number in range(5):
        hand_in(room, f"s{number}", solve(released(room), **({"rot180": WRONG} if number % 2 else {})))
    shutil.copytree(room.root, tmp_path / "alone")
    alone = Classroom(tmp_path / "alone", LESSON)
    status = command(alone)[0]
    assert command(room, "--dask", dask.address)[0] == status == 1
    assert outcome(room) == outcome(alone)
    assert command(room, "--dask", dask.address)[2]["graded_now"] == []
    hand_in(room, "bob", solve(released(room)))
    assert command(room, "--dask", dask.address)[2]["graded_now"] == ["bob"]


@pytest.mark.slow
@needs_dask
@pytest.mark.skipif(sys.platform != "linux", reason="looks for a worker's processes in /proc")
def test_a_lost_worker_costs_a_retry(room, dask):
    hand_in(room, "slow", solve(released(room), rot180=SLOW))
    running = started(room, "--dask", dask.address, "--student", "slow")
    busy(dask).kill()
    assert (
        running.communicate(timeout=300)[1]
        .strip()
        .endswith("1 graded, 0 with problems; 1 of them in this run.")
    )
    assert running.returncode == 0
    assert room.scores("slow")["automatic"] == 4


@pytest.mark.slow
@needs_dask
@pytest.mark.skipif(sys.platform != "linux", reason="looks for a worker's processes in /proc")
@pytest.mark.parametrize("dask", [0], indirect=True)
def test_a_submission_that_costs_too_many_workers_is_a_problem(room, dask):
    hand_in(room, "slow", solve(released(room), rot180=SLOW))
    running = started(room, "--dask", dask.address, "--student", "slow")
    busy(dask).kill()
    assert "slow: worker-died: nbgrader could not grade it" in running.communicate(timeout=300)[1]
    assert running.returncode == 1
    assert command(room, "--dask", dask.address)[2]["graded_now"] == ["ann", "bob", "cut", "slow"]
    assert room.scores("slow")["automatic"] == 4


@pytest.mark.slow
@needs_dask
def test_without_its_scheduler_a_run_ends_and_can_be_gone_on_with(room, dask):
    hand_in(room, "slow", solve(released(room), rot180=SLOW))
    running = started(room, "--dask", dask.address, "--workers", "1")
    recorded(room, "ann", "bob", "cut")
    dask.scheduler.kill()
    said = running.communicate(timeout=300)[1]
    assert running.returncode == 2
    assert said.strip().splitlines()[-1].startswith(f"the cluster at {dask.address} is gone")
    assert command(room)[2]["graded_now"] == ["slow"]


@pytest.mark.slow
@needs_dask
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_and_started_again(room, dask, tmp_path):
    for number in range(4):
        hand_in(room, f"s{number}", solve(released(room)))
    shutil.copytree(room.root, tmp_path / "undisturbed")
    calm = Classroom(tmp_path / "undisturbed", LESSON)
    command(calm)
    running = started(room, "--dask", dask.address)
    recorded(room, "ann")
    running.kill()
    running.communicate()
    assert command(room, "--dask", dask.address)[0] == 1
    assert outcome(room) == outcome(calm)


@needs_dask
def test_no_cluster_there(room, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1)
    ended = CliRunner().invoke(
        main, ["grade", LESSON, "--root", str(room.root), "--dask", "tcp://127.0.0.1:9"]
    )
    assert ended.exit_code == 2
    assert ended.stderr == "no Dask cluster with workers answers at tcp://127.0.0.1:9\n"


def test_a_missing_dask_is_one_sentence(room, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = CliRunner().invoke(
        main, ["grade", LESSON, "--root", str(room.root), "--dask", "tcp://127.0.0.1:9"]
    )
    assert ended.exit_code == 2
    assert ended.stderr == cluster.INSTALL + "\n"
    assert not list(room.kept.glob("*.json"))


def test_a_worker_with_other_checks_is_refused():
    with pytest.raises(cluster.OtherCourseError, match="other files of `helpers`"):
        cluster.on_worker(None, "another version")
