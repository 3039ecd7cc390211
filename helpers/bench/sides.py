"""The sides that are compared when a class is graded, and one run of one of them."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import nbformat

from helpers.grading.classroom import Classroom
from helpers.grading.demo import REPOSITORY, made
from helpers.grading.demo.students import LESSON, STUDENTS, worked

STOCK = """
from pathlib import Path
c = get_config()
root = Path(__file__).resolve().parent
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory, c.CourseDirectory.release_directory = "solutions", "notebooks"
for step in ("submitted", "autograded", "feedback"):
    setattr(c.CourseDirectory, f"{step}_directory", f"grading/{step}")
c.CourseDirectory.db_url = f"sqlite:///{root / 'grading' / 'gradebook.db'}"
"""
SPLIT = '\nc.IsolatedExecute.form = "split"\n'
NBGRADER = ("nbgrader", "autograde", LESSON)
BATCH = ("helpers.grading", "grade", LESSON, "--workers")


@dataclass(frozen=True)
class Row:
    """One side at one size: seconds from start to end, and the points that it gave."""

    name: str
    size: int
    processes: int
    seconds: float
    points: float

    @property
    def rate(self):
        """Submissions a minute."""
        return 60 * self.size / self.seconds


@dataclass(frozen=True)
class Side:
    """One way to grade: its name, command and number of processes; configuration: of the text of nbgrader_config.py."""

    name: str
    command: tuple
    processes: int = 1
    configuration: object = str


SIDES = (
    Side("stock nbgrader", NBGRADER, configuration=lambda text: STOCK),
    Side("ours through nbgrader", NBGRADER),
    Side("ours, batch, no bubblewrap", (*BATCH, "1"), configuration=lambda text: text + SPLIT),
    Side("ours, batch, isolated", (*BATCH, "1")),
)
TWO = Side("ours, batch, isolated", (*BATCH, "2"), 2)


def honest():
    """Those of the example class whose notebooks stock nbgrader can grade, and whose code harms nobody."""
    return [s for s in STUDENTS.values() if not (s.write or s.texts or s.first or s.edit)]


def handed_in(folder, size):
    """The folder of a course of which `size` students handed the lesson in."""
    room = made(folder)
    shutil.rmtree(room.folder("submitted"))
    released = nbformat.read(folder / "notebooks" / LESSON / f"{LESSON}.ipynb", as_version=4)
    texts = [json.dumps(worked(released, REPOSITORY, student)) for student in honest()]
    for number, text in enumerate(islice(cycle(texts), size)):
        place = room.folder("submitted", f"s{number:03}")
        place.mkdir(parents=True)
        (place / f"{LESSON}.ipynb").write_text(text, encoding="utf-8")
    return folder


@contextlib.contextmanager
def cores(number):
    """Hold this process, and all that it starts, to a number of cores, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(allowed)[:number]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def environment():
    """That of the commands: one thread for matrix products, programs beside this Python found by name."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PATH": path, "PYTHONPATH": str(REPOSITORY), "HELPERS_STATIC": "1"}


def graded(side, course, size):
    """The Row of one run on a copy of a course. Raises RuntimeError where it did not grade everything."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = Path(shutil.copytree(course, Path(folder, "class")))
        config = root / "nbgrader_config.py"
        config.write_text(side.configuration(config.read_text(encoding="utf-8")), encoding="utf-8")
        started = time.perf_counter()
        with cores(side.processes):
            ended = subprocess.run([sys.executable, "-m", *side.command], cwd=root, env=environment(),
                                   capture_output=True, text=True, check=False)  # fmt: skip
        seconds = time.perf_counter() - started
        room = Classroom(root, LESSON)
        found = [room.scores(student) for student in room.students()]
        done = len(list(room.folder("autograded").glob(f"*/{LESSON}/{LESSON}.ipynb")))
        if ended.returncode or done != size:
            raise RuntimeError(f"{side.name} graded {done} of {size}: {ended.stderr[-600:]}")
    return Row(side.name, size, side.processes, seconds, sum(s["automatic"] for s in found))
