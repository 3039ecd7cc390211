"""Grade one submission through nbgrader; whatever is wrong with it becomes a named problem in its record."""

import json
import random
import time
import warnings
from dataclasses import asdict

from nbformat.warnings import DuplicateCellId

from helpers.grading import intake, records
from helpers.grading.intake import Problem

BUSY, ATTEMPTS = "database is locked", 5
# Problems that may be the machine's: a next run tries again.
GONE = "cluster-gone"
PASSING = {"autograde-error", "worker-died", "worker-hung", "not-recorded", GONE}
# Errors of a cluster (see `cluster`) by the names that they have in nbgrader's log.
CLUSTER = {"WorkerLostError": "worker-died", "ClusterGoneError": GONE}
PATTERN, ODD = set("*?[]{}"), "odd-student-name"


def grade(room, student):
    """Grade a student's submission and write its record: the record."""
    started = time.monotonic()
    notebook = room.folder("submitted", student) / f"{room.lesson}.ipynb"
    record = begun(room, student)
    try:
        records.remove(room.kept, student)
        record["submitted"] = records.digest(notebook)
        found = look(room, student)
        if ODD not in {problem.kind for problem in found}:
            room.clear(student)
        if not any(problem.fatal for problem in found):
            found += autograde(room, student, record)
    except Exception as error:
        found = [failure(error)]
    record["problems"] = [asdict(problem) for problem in found]
    record["state"] = "problem" if any(problem.fatal for problem in found) else "graded"
    record["seconds"] = round(time.monotonic() - started, 3)
    return kept(room, record)


def begun(room, student):
    """A record of which nothing is known yet."""
    return {"student": student, "lesson": room.lesson, "state": "problem", "submitted": None, "problems": [],
            "scores": None, "report": None, "log": "", "seconds": 0.0}  # fmt: skip


def lost(room, student, kind, message):
    """The record of a submission whose worker is no more."""
    record = begun(room, student)
    record["submitted"] = records.digest(room.folder("submitted", student) / f"{room.lesson}.ipynb")
    found = [Problem(kind, message, fatal=True)]
    try:
        room.clear(student)
    except Exception as error:
        found.append(failure(error))
    record["problems"] = [asdict(problem) for problem in found]
    return kept(room, record)


def kept(room, record):
    """The record after it was written; where that fails, with one problem more."""
    try:
        records.write(room.kept, record)
    except OSError as error:
        problem = Problem("not-recorded", f"The record could not be written: {error.strerror}.", fatal=True)
        return {**record, "state": "problem", "problems": [*record["problems"], asdict(problem)]}
    return record


def look(room, student):
    """What intake finds, and a name that nbgrader would take for a pattern, or no gradebook can hold."""
    if PATTERN & set(student):
        return [Problem(ODD, f"{student!r} holds one of * ? [ ] {{ }}.", fatal=True)]
    if student.encode("utf-8", "replace").decode("utf-8") != student:
        return [Problem(ODD, f"{student!r} is no text in UTF-8.", fatal=True)]
    return intake.inspect(room.folder("submitted", student), room.lesson)


def autograde(room, student, record):
    """Run nbgrader, and fill the record: the Problems."""
    for attempt in range(ATTEMPTS):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DuplicateCellId)
            warnings.filterwarnings("ignore", "Object of type <Submitted")  # nbgrader's own
            done = room.autograde(student)
        said = f"{done.get('log', '')}{done.get('error', '')}"
        if done["success"] or BUSY not in said:
            break
        time.sleep(random.uniform(0, 2**attempt / 4))
    record["log"] = said[-4000:]
    graded = room.folder("autograded", student) / f"{room.lesson}.ipynb"
    if not done["success"] or not graded.is_file():
        room.clear(student)
        return [Problem(kind(said), reason(said), fatal=True)]
    record["report"] = json.loads(graded.read_text(encoding="utf-8"))["metadata"].get("grading")
    record["scores"] = room.scores(student)
    return []


def kind(said):
    """What kind of problem ended nbgrader, by the names of exceptions at the beginning of a log's lines."""
    names = {line.partition(":")[0].rpartition(".")[2] for line in said.splitlines()}
    return next((kind for name, kind in CLUSTER.items() if name in names), "autograde-error")


def failure(error):
    """The Problem of an exception that nobody has thought of."""
    return Problem("autograde-error", f"{type(error).__name__}: {error}"[:500], fatal=True)


def reason(said):
    """The line of a log that says most: that of the exception, else the last."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    named = [line for line in lines if line.partition(":")[0].endswith(("Error", "Exception"))]
    told = (
        [line for line in named if "NbGraderException" not in line] or named or lines or ["no reason given"]
    )
    return f"nbgrader could not grade it: {told[-1][:400]}"
