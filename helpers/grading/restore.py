"""A submission's cells as they were issued: what a cell is, and what it is worth, comes from the gradebook."""

import re
from dataclasses import dataclass

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
LANGUAGE = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "pygments_lexer": "ipython3",
}


@dataclass(frozen=True)
class Issued:
    """A cell as the gradebook holds it. metadata: what belongs under its `nbgrader` key."""

    kind: str
    source: str
    metadata: dict

    @property
    def scored(self):
        return "points" in self.metadata


class RestoreCells(NbGraderPreprocessor):
    """Make every cell anew: the student's text, its issued kind and metadata, nothing else.

    Tags, unknown metadata, other points, an old schema version, a cell turned to Markdown and copies of a
    cell (nbgrader counts the last one) are gone after it; a deleted test or answer is back. Any of these would
    otherwise change a grade or, where nbgrader finds the metadata invalid, end the grading of the whole class.
    """

    def preprocess(self, nb, resources):
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            issued = issued_cells(gradebook.find_notebook(where["notebook"], where["assignment"]))
        nb.cells = restored(nb.cells, issued)
        for name in add_missing(nb.cells, issued):
            self.log.warning("The cell '%s' was missing from the submission and was put back.", name)
        nb.metadata.clear()
        nb.metadata["language_info"] = dict(LANGUAGE)
        nb.nbformat, nb.nbformat_minor = 4, 5
        return nb, resources


def issued_cells(notebook):
    """{grade_id: Issued} of a gradebook's notebook, in its order."""
    graded = {cell.name: cell.max_score for cell in notebook.grade_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    issued = {}
    for cell in notebook.source_cells:
        metadata = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.name in graded,
            "solution": cell.name in solutions,
            "task": cell.name in tasks,
            "locked": bool(cell.locked),
            "cell_type": cell.cell_type,
        }
        if cell.checksum:
            metadata["checksum"] = cell.checksum
        if cell.name in graded or cell.name in tasks:
            metadata["points"] = graded.get(cell.name, tasks.get(cell.name))
        issued[cell.name] = Issued(cell.cell_type, cell.source or "", metadata)
    return issued


def claimed(cell):
    """The grade_id that a submitted cell claims to have, or None."""
    metadata = cell.get("metadata", {}).get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if isinstance(name, str) else None


def restored(cells, issued):
    """New cells for submitted ones; of several with one grade_id the last one keeps it."""
    last = {claimed(cell): index for index, cell in enumerate(cells)}
    made, ids = [], set()
    for index, cell in enumerate(cells):
        name = claimed(cell)
        known = issued.get(name) if last[name] == index else None
        new = renewed(cell, known)
        if new.id in ids:
            new.id = NEW[new.cell_type]().id
        ids.add(new.id)
        made.append(new)
    return made


def renewed(cell, known):
    """One cell made anew; `known` is the Issued that it stands for, or None."""
    kind = known.kind if known else cell.get("cell_type")
    new = NEW.get(kind, new_raw_cell)(str(cell.get("source", "")))
    if CELL_ID.fullmatch(str(cell.get("id", ""))):
        new.id = cell.id
    if kind == "markdown" and isinstance(cell.get("attachments"), dict):
        new.attachments = cell.attachments
    if known:
        new.metadata["nbgrader"] = dict(known.metadata)
    return new


def add_missing(cells, issued):
    """Put scored cells that are not there before the next issued cell that is, or at the end; their names.

    So they come after whatever the student wrote in place of deleted stubs.
    """
    following, added = None, []
    for name, known in reversed(issued.items()):
        present = next((cell for cell in cells if claimed(cell) == name), None)
        if present is None and known.scored:
            present = NEW[known.kind](known.source, metadata={"nbgrader": dict(known.metadata)})
            index = next((n for n, cell in enumerate(cells) if cell is following), len(cells))
            cells.insert(index, present)
            added.append(name)
        following = present if present is not None else following
    return added[::-1]
