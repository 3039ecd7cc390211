"""The gates of a student notebook: each takes the source's cells and the notebook and yields Problems."""

import copy
import tempfile

from nbgrader import utils

from helpers.authoring.execute import execute
from helpers.authoring.gates import BEGIN, END
from helpers.authoring.problem import Problem
from helpers.authoring.release import CELL_KEYS, NOTEBOOK_KEYS

TRIVIAL = 16
STUB, TEXT_STUB = "raise NotImplementedError()", "YOUR ANSWER HERE"


def solution_lines(cell):
    """The lines of a source cell that no student may see, short ones (`return u`) left out."""
    lines = [line.strip() for line in cell.source.splitlines()]
    if cell.role == "solution" and BEGIN in lines and END in lines:
        lines = lines[lines.index(BEGIN) + 1 : lines.index(END)]
    elif cell.role != "answer":
        lines = []
    return {line for line in lines if len(line) >= TRIVIAL}


def leaked_line(cells, released):
    """A line that the source has in solutions only, and the student notebook has somewhere."""
    public = {line.strip() for cell in cells for line in cell.source.splitlines() if not solution_lines(cell)}
    given = {line.strip() for cell in released.cells for line in cell.source.splitlines()}
    for cell in cells:
        for line in sorted((solution_lines(cell) & given) - public):
            yield Problem(cell.where, f"the student notebook holds the solution's line {line!r}.")


def answer_in_public(cells, released):
    """A plain cell that shows every line of a solution: a worked example too many."""
    for cell in cells:
        lines = solution_lines(cell)
        for other in released.cells:
            if lines and lines <= {line.strip(" `") for line in other.source.splitlines()}:
                first = other.source.splitlines()[0][:60]
                yield Problem(cell.where, f'the cell "{first}" shows this whole solution; take it out there.')


def same_cells(cells, released):
    """Cells that nbgrader lost or changed, solutions aside; and solutions it left as they were."""
    if len(cells) != len(released.cells):
        yield Problem("", f"{len(cells)} cells became {len(released.cells)} in the student notebook.")
        return
    for cell, other in zip(cells, released.cells, strict=True):
        if cell.role == "answer" and other.source != TEXT_STUB:
            yield Problem(cell.where, f"the written answer is not {TEXT_STUB!r} in the student notebook.")
        elif cell.role == "solution" and STUB not in other.source:
            yield Problem(cell.where, f"the student notebook has no {STUB} here.")
        elif cell.role in (None, "test") and cell.source != other.source:
            yield Problem(
                cell.where, "nbgrader changed this cell; look for one of its delimiters in the text."
            )


def locked_text(cells, released):
    """A locked Markdown cell: nbgrader cannot restore a deleted test behind it."""
    for cell, other in zip(cells, released.cells, strict=False):
        if other.cell_type == "markdown" and utils.is_locked(other):
            yield Problem(cell.where, "Markdown locked by nbgrader; take its nbgrader metadata off.")


def left_over(cells, released):
    """Outputs, execution counts and the metadata of tools."""
    extra = sorted(set(released.metadata) - set(NOTEBOOK_KEYS))
    if extra:
        yield Problem(
            "", f"the student notebook's metadata holds {', '.join(extra)}; is StripMetadata plugged in?"
        )
    for cell, other in zip(cells, released.cells, strict=False):
        if other.get("outputs") or other.get("execution_count"):
            yield Problem(cell.where, "an output or a count of the run reached the student notebook.")
        extra = sorted(set(other.metadata) - set(CELL_KEYS))
        if extra:
            yield Problem(cell.where, f"the metadata {', '.join(extra)} reached the student notebook.")


GATES = (leaked_line, answer_in_public, same_cells, locked_text, left_over)


def problems(cells, released):
    """Every problem that shows without running the student notebook."""
    return [problem for gate in GATES for problem in gate(cells, released)]


def stops_elsewhere(cells, released):
    """Run the student notebook: it must stop first at the first test, for an exercise that is not started."""
    tests = [n for n, cell in enumerate(cells) if cell.role == "test"]
    with tempfile.TemporaryDirectory() as folder:
        stop = execute(copy.deepcopy(released), folder)
    if stop is None:
        if tests:
            yield Problem(cells[tests[0]].where, "passes in the student notebook, where nothing is solved.")
        return
    index, said = stop
    if not tests or index != tests[0]:
        message = f"the student notebook stops here first ({said[:120]}); move it below the test."
        yield Problem(cells[index].where, message)
    elif not said.startswith("NotImplementedError") and "not started" not in said:
        message = f"on an untouched stub the test says {said[:120]!r}, not that it is not started."
        yield Problem(cells[index].where, message)
