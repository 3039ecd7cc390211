"""What a notebook's stored outputs say about its exercises. Nothing is run; the standard library is enough."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from helpers.checks.engine.verdict import HEADLINES

UNTRIED = "not tried"
STUB, ANSWER_STUB = "raise NotImplementedError()", "YOUR ANSWER HERE"


@dataclass(frozen=True)
class Mark:
    """One exercise: state "passed", "failed", "not started" or "not tried"; its verdict in words."""

    name: str
    state: str
    headline: str = ""
    message: str = ""


@dataclass(frozen=True)
class Standing:
    """One lesson's notebook: a Mark for each exercise, how many written answers are written.

    problem: a sentence where the notebook could not be read or run to its end, else None.
    """

    lesson: str
    path: Path
    marks: tuple = ()
    written: int = 0
    answers: int = 0
    problem: str | None = None

    @property
    def passed(self):
        return sum(mark.state == "passed" for mark in self.marks)


def notebooks(folder, names=()):
    """The lessons' notebooks below a course's folder, or below its notebooks/: paths in order."""
    for base in (folder / "notebooks", folder, folder.parent):
        found = [path for path in sorted(base.glob("[0-9]*_*/*.ipynb")) if path.stem == path.parent.name]
        if found:
            wanted = {Path(name).stem for name in names}
            return [path for path in found if not wanted or path.stem in wanted]
    return []


def cells_of(path):
    """The cells of a notebook file, each source one text. Raises ValueError with a sentence."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [{**cell, "source": joined(cell["source"])} for cell in cells]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"cannot be read as a notebook ({type(error).__name__})") from error


def joined(text):
    """A notebook's text: a string, or a list of its lines."""
    return text if isinstance(text, str) else "".join(text)


def graded(cell):
    """nbgrader's metadata of a cell, empty for a plain one."""
    return cell.get("metadata", {}).get("nbgrader") or {}


def exercise_of(cell):
    """The exercise that a cell tests, or None."""
    marks = graded(cell)
    if cell.get("cell_type") != "code" or not marks.get("grade") or marks.get("solution"):
        return None
    return marks.get("grade_id", "").removeprefix("test-") or None


def stored(path):
    """The Standing of a notebook by its stored outputs."""
    try:
        cells = cells_of(path)
    except ValueError as error:
        return Standing(path.stem, path, problem=str(error))
    found = [mark_of(exercise_of(cell), cell.get("outputs", [])) for cell in cells if exercise_of(cell)]
    return Standing(path.stem, path, tuple(found), *written(cells))


def written(cells):
    """(how many written answers are written, how many there are)."""
    answers = [c["source"] for c in cells if graded(c).get("grade") and graded(c).get("solution")]
    return sum(bool(text.strip()) and text.strip() != ANSWER_STUB for text in answers), len(answers)


def begun(path):
    """Whether any function of a notebook is more than its stub."""
    answers = [c for c in cells_of(path) if graded(c).get("solution") and c["cell_type"] == "code"]
    return any(STUB not in cell["source"] for cell in answers)


def unchecked(path):
    """The functions of a notebook whose test cell is gone: names in order."""
    try:
        cells = cells_of(path)
    except ValueError:
        return []
    asked = set(filter(None, map(exercise_of, cells)))
    answers = [c for c in cells if graded(c).get("solution") and not graded(c).get("grade")]
    return [name for name in (graded(cell).get("grade_id") for cell in answers) if name not in asked]


def mark_of(name, outputs):
    """The Mark of an exercise by the outputs of its test cell; the last verdict counts."""
    mark = Mark(name, UNTRIED)
    for output in outputs:
        lines = joined(output.get("data", {}).get("text/plain", "")).splitlines()
        if lines and lines[0].startswith(f"{name}: "):
            headline = lines[0].removeprefix(f"{name}: ")
            mark = Mark(name, state_of(headline), headline)
        elif output.get("output_type") == "error" and mark.state == UNTRIED:
            mark = Mark(name, "failed", f"stopped with {output.get('ename', 'an error')}")
    return mark


def state_of(headline):
    """The state that a verdict's headline, without the exercise's name, stands for."""
    kind = re.sub(r" \(.*\)$", "", headline)
    return kind if kind in (HEADLINES["passed"], HEADLINES["not_started"]) else "failed"
