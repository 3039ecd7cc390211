"""A class that handed in, graded by `python -m helpers.grading grade`: what the tests of the batch share."""

import json

import nbformat
from click.testing import CliRunner

from helpers.grading import records
from helpers.grading.__main__ import main
from tests.grading.course import LESSON

WRONG = "return k.T.copy()"
SLOW = """global slept
    import time
    slept = globals().get("slept") or [time.sleep(4)]
    return k[::-1, ::-1].copy()"""


def released(room):
    return nbformat.read(room.root / "notebooks" / LESSON / f"{LESSON}.ipynb", as_version=4)


def hand_in(room, student, notebook):
    folder = room.folder("submitted", student)
    folder.mkdir(parents=True, exist_ok=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (folder / f"{LESSON}.ipynb").write_text(text, encoding="utf-8")


def command(room, *options):
    """(exit status, what was said, the JSON that was written) of `grade`."""
    ended = CliRunner().invoke(main, ["grade", LESSON, "--root", str(room.root), "--json", *options])
    return ended.exit_code, ended.stderr, json.loads(ended.stdout) if ended.stdout else None


def automatic(room, student):
    scores = room.scores(student)
    return scores and scores["automatic"]


def outcome(room):
    """What a class's grading comes to: states, points, and the names of the files that are left."""
    held = {student: records.read(room.kept, student) for student in room.students()}
    files = sorted(str(p.relative_to(room.root)) for p in (room.root / "grading").rglob("*") if p.is_file())
    return {s: (r["state"], room.scores(s)) for s, r in held.items()}, files
