"""Carry an edit made in JupyterLab from the solution notebook back to the lesson's .py."""

from helpers.authoring import gates
from helpers.authoring.lesson import write
from helpers.authoring.notebook import RECORD, digest, edited_cells, load, record, text_of
from helpers.authoring.problem import BuildError, Problem, stop_at
from helpers.authoring.source import Cell, read
from helpers.authoring.source import write as to_text


def adopt(lesson, force=False):
    """Write the .py anew from the cells of its solution notebook, outputs ignored: whether it changed.

    force: although the .py was changed since the notebook was built.
    Raises BuildError; then nothing is written.
    """
    notebook = opened(lesson)
    held = lesson.source.read_text(encoding="utf-8")
    cells = tidy(notebook, lesson)
    text = to_text(cells)
    if text == held:
        return False
    if not force and notebook.metadata.get(RECORD, {}).get("source") != digest(held):
        command = f"python -m helpers.authoring {{}} {lesson.name} --force"
        message = (
            f"was changed since {lesson.solution.name} was built: keep the .py ({command.format('build')}) "
            f"or the notebook ({command.format('adopt')})."
        )
        raise BuildError(lesson.name, [Problem(lesson.shown(lesson.source), message)])
    again = read(text)
    if again != cells:
        message = "does not survive as py:percent; word it otherwise."
        raise BuildError(lesson.name, [Problem(lost(cells, again), message)])
    stop_at(lesson.name, gates.problems(text))
    write(lesson.source, text)
    record(notebook, text, cells)
    write(lesson.solution, text_of(notebook))
    return True


def opened(lesson):
    """The solution notebook. Raises BuildError where there is none to read."""
    try:
        notebook = load(lesson.solution)
    except ValueError as error:
        raise BuildError(lesson.name, [Problem(lesson.shown(lesson.solution), str(error))]) from error
    if notebook is None:
        raise BuildError(
            lesson.name, [Problem(lesson.shown(lesson.solution), "does not exist; run make build.")]
        )
    return notebook


def tidy(notebook, lesson):
    """The notebook's cells without empty ones and without blank lines around a text."""
    try:
        cells = edited_cells(notebook)
    except ValueError as error:
        raise BuildError(lesson.name, [Problem(lesson.shown(lesson.solution), str(error))]) from error
    stripped = [Cell(cell.kind, cell.source.strip("\n").rstrip(), cell.options) for cell in cells]
    return [cell for cell in stripped if cell.source or cell.role]


def lost(cells, again):
    """Which cell reads otherwise after it was written."""
    return next(
        (cell.where for cell, other in zip(cells, again, strict=False) if cell != other), cells[-1].where
    )
