"""Run one's notebooks afresh, each in a process of its own, and ask every check again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from helpers.progress.stored import UNTRIED, Mark, begun, stored

HOME = str(Path(__file__).resolve().parents[2])
# The notebook's folder comes first, as in a kernel.
CODE = "import sys; sys.path.append({home!r}); from helpers.progress.child import main; main({path!r}, {result!r})"
LIMIT = 300


def run(path, limit=LIMIT):
    """The Standing of a notebook whose cells are run now. limit: seconds until it is ended."""
    before = stored(path)
    if before.problem:
        return before
    if not begun(path):
        marks = tuple(Mark(mark.name, "not started", "not started") for mark in before.marks)
        return replace(before, marks=marks)
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result"
        result.touch()
        ended = ran(path.resolve(), result, limit)
        found = [json.loads(line) for line in result.read_text(encoding="utf-8").splitlines()]
    marks = {mark["name"]: Mark(**mark) for mark in found if mark}
    untried = [mark.name for mark in before.marks if mark.name not in marks]
    problem = None if found and not found[-1] else ended
    listed = tuple(marks.get(mark.name, Mark(mark.name, UNTRIED)) for mark in before.marks)
    if problem and untried:
        problem += f" before {untried[0]} was checked"
    return replace(before, marks=listed, problem=problem)


def ran(path, result, limit):
    """Start the process, wait for it: how it ended, in words."""
    code = CODE.format(home=HOME, path=str(path), result=str(result))
    settings = {"HELPERS_STATIC": "1", "MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=path.parent,
        env=os.environ | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        return f"ran longer than {limit:g} seconds and was ended"
    finally:
        end(process)
    return "ended its own process"


def end(process):
    """End the process and whatever it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
    process.wait()
