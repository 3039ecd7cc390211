"""A class of sixty, one in six broken, killed ten times; minutes. `pytest -m slow -s tests/grading/test_sixty.py`"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from helpers.grading import records
from helpers.grading.classroom import Classroom
from tests.grading.course import LESSON, ROOT, cell, solve
from tests.grading.handed_in import WRONG, command, hand_in, outcome, released

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL"),
]
SIZE, KILLS = 60, 10
LIMITS = {"cell": 5.0, "call": 5.0, "notebook": 60.0}
ENDED = {
    "exit": "import os; os._exit(0)",
    "endless": "while True: pass",
    "memory": "return [bytearray(1 << 20) for _ in range(1 << 20)]",
}
UNREADABLE = ("cut", "empty", "other-json", "absent", "folder", "link", "no-utf-8")


@pytest.fixture
def sixty(released_class, tmp_path):
    """The Classroom with sixty who handed in."""
    shutil.copytree(released_class, tmp_path / "class")
    with (tmp_path / "class" / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.IsolatedExecute.limits = {LIMITS}\n")
    room = Classroom(tmp_path / "class", LESSON)
    broken = iter([*UNREADABLE, *ENDED])
    for number in range(SIZE):
        student = f"s{number:02}"
        if number % 6 == 3:
            hand_in_broken(room, student, next(broken))
        else:
            hand_in(room, student, solve(released(room), **({"rot180": WRONG} if number % 4 == 1 else {})))
    return room


def hand_in_broken(room, student, how):
    """Something that is no notebook, or one that ends or hangs its process."""
    notebook = solve(released(room), **({"rot180": ENDED[how]} if how in ENDED else {}))
    if how == "endless":
        cell(notebook, "rot180").source = ENDED[how]
    text = json.dumps(notebook)
    hand_in(room, student, {"cut": text[:900], "empty": "", "other-json": "[1, 2]"}.get(how, text))
    path = room.folder("submitted", student) / f"{LESSON}.ipynb"
    if how in ("absent", "folder", "link"):
        path.unlink()
    if how == "folder":
        path.mkdir()
    if how == "link":
        path.symlink_to(room.root / "solutions" / LESSON / f"{LESSON}.ipynb")
    if how == "no-utf-8":
        path.write_bytes(b"\xff\xfe" + text.encode())


def gradebook(room):
    """Every grade and comment that the gradebook holds, by student."""
    found = {}
    with room.gradebook() as held:
        for submission in held.assignment_submissions(LESSON):
            for notebook in submission.notebooks:
                found[submission.student.id] = (
                    {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in notebook.grades},
                    {c.name: c.auto_comment for c in notebook.comments},
                )
    return found


def kept(room):
    """{student: text of the record} of those whose record is whole."""
    whole = {s: records.read(room.kept, s) for s in room.students()}
    return {s: records.path(room.kept, s).read_text() for s, record in whole.items() if record}


def killed_at(room, moments):
    """Start the command and kill it at a random moment: (whether it was at work, the records then)."""
    before, wanted = len(list(room.kept.glob("*.json"))), moments.randint(0, 6)
    running = subprocess.Popen(
        [sys.executable, "-m", "helpers.grading", "grade", LESSON, "--root", str(room.root)],
        cwd=ROOT, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    while running.poll() is None and len(list(room.kept.glob("*.json"))) < before + wanted:
        time.sleep(0.02)
    time.sleep(moments.uniform(0, 1.5))
    running.kill()
    return running.wait() == -signal.SIGKILL, kept(room)


def test_sixty_killed_ten_times(sixty, tmp_path):
    shutil.copytree(sixty.root, tmp_path / "undisturbed", symlinks=True)
    calm = Classroom(tmp_path / "undisturbed", LESSON)
    started = time.monotonic()
    status, _, written = command(calm)
    seconds = time.monotonic() - started
    assert status == 1
    problems = [r["problems"][0]["kind"] for r in written["records"] if r["state"] == "problem"]
    assert len(problems) == len(UNREADABLE)
    moments, done, seen = random.Random(60), [], {}
    while len(done) < KILLS:
        was_at_work, now = killed_at(sixty, moments)
        assert was_at_work, "the class was graded before it could be killed so often"
        assert all(now[student] == text for student, text in seen.items()), "graded twice"
        seen = now
        done.append(len(now))
    assert command(sixty)[0] == 1
    final = kept(sixty)
    assert all(final[student] == text for student, text in seen.items())
    assert gradebook(sixty) == gradebook(calm)
    assert outcome(sixty) == outcome(calm)
    print(f"\nundisturbed {seconds:.0f} s; problems {problems}; records at each kill {done}")
