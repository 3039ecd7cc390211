"""Build a lesson, or say what its files lack."""

import json
import re
from dataclasses import dataclass

import nbformat

from helpers.authoring import gates, guard, release_gates
from helpers.authoring.execute import execute
from helpers.authoring.generate import generate
from helpers.authoring.lesson import write
from helpers.authoring.measured import keep_measured
from helpers.authoring.notebook import compose, load, text_of
from helpers.authoring.problem import Problem, stop_at
from helpers.authoring.source import read

VARYING = re.compile(r" at 0x[0-9a-fA-F]{6,}")


@dataclass(frozen=True)
class Built:
    """What a lesson's .py comes to: its cells, the solution notebook, the student notebook and its text."""

    cells: list
    solution: dict
    release: dict
    release_text: str


def parse(lesson):
    """The text and the cells of a lesson's .py, through the gates of a source. Raises BuildError."""
    text = lesson.source.read_text(encoding="utf-8")
    stop_at(lesson.name, gates.problems(text))
    return text, read(text)


def prepare(lesson, text, cells):
    """Everything but the outputs, through every gate that needs no kernel. Raises BuildError."""
    solution = compose(text, cells)
    released = generate(lesson, solution)
    release = nbformat.reads(released, as_version=4)
    stop_at(lesson.name, release_gates.problems(cells, release))
    return Built(cells, solution, release, released)


def build(lesson, force=False, measure=False):
    """Write a lesson's two notebooks, if they changed: the paths written.

    force: overwrite an instructor's edit and a student's work too. measure: take the figures of times anew.
    Raises BuildError; then nothing is written.
    """
    text, cells = parse(lesson)
    if not force:
        stop_at(lesson.name, [*guard.edited_solution(lesson, cells), *guard.worked_release(lesson)])
    made = prepare(lesson, text, cells)
    stop_at(lesson.name, release_gates.stops_elsewhere(made.cells, made.release))
    stop_at(lesson.name, failures(made, lesson.source.parent))
    if not measure:
        keep_measured(made.solution, committed(lesson))
    files = {lesson.release: made.release_text, lesson.solution: text_of(made.solution)}
    changed = [path for path, text in files.items() if content(path) != text]
    for path in changed:
        write(path, files[path])
    return changed


def failures(made, folder):
    """Run the solution notebook in place; a problem where it fails, warns, or shows what differs elsewhere."""
    stop = execute(made.solution, folder)
    if stop:
        yield Problem(made.cells[stop[0]].where, f"fails in the solution notebook: {stop[1]}")
        return
    for cell, run in zip(made.cells, made.solution.cells, strict=True):
        outputs = run.get("outputs", [])
        warned = [output.text.strip() for output in outputs if output.get("name") == "stderr"]
        if warned:
            yield Problem(cell.where, f"writes to stderr, for which nbgrader gives 0: {warned[0][:120]}")
        shown = json.dumps(outputs)
        if VARYING.search(shown) or str(folder) in shown:
            yield Problem(cell.where, "shows an address or a path of this machine; print rounded numbers.")


def check(lesson):
    """Problems where a lesson's notebooks are not what its .py builds to, outputs aside. Writes nothing."""
    made = prepare(lesson, *parse(lesson))
    stale = f"is not what {lesson.shown(lesson.source)} builds to; run make build."
    if content(lesson.release) != made.release_text:
        yield Problem(lesson.shown(lesson.release), stale)
    stored = committed(lesson)
    if stored is None or text_of(without_outputs(stored)) != text_of(made.solution):
        yield Problem(lesson.shown(lesson.solution), stale)


def committed(lesson):
    """The solution notebook as it is on disk, None where there is none that can be read."""
    try:
        return load(lesson.solution)
    except ValueError:
        return None


def without_outputs(notebook):
    """A notebook as it was before it ran, changed in place."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def content(path):
    """A file's text as it is on disk, or None."""
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else None
