"""Releases of one lesson, made by hand."""

from nbformat import v4
from nbgrader import utils

from helpers.authoring.headers import expand
from helpers.authoring.notebook import plain_id
from helpers.authoring.source import Cell

STUB = "def {}:\n    # YOUR CODE HERE\n    raise NotImplementedError()"


def cell(kind, source, **options):
    """A cell as a release has it: ids of plain cells from their text, checksums of graded ones."""
    made = (v4.new_code_cell if kind == "code" else v4.new_markdown_cell)(source)
    made.metadata.update(expand(Cell(kind, source, options)))
    made.id = plain_id(kind, source)
    marks = made.metadata.get("nbgrader")
    if marks:
        made.id = marks["grade_id"]
        marks["cell_type"] = kind
        if "answer" not in options:
            marks["checksum"] = utils.compute_checksum(made)
    return made


def release(*signatures, text="# A lesson"):
    """A released notebook: a text, an import, a stub and its test for each signature, a written answer."""
    cells = [cell("markdown", text), cell("code", "import numpy as np")]
    for signature in signatures:
        name = signature.partition("(")[0]
        cells.append(cell("markdown", f"## Exercise {name}"))
        cells.append(cell("code", STUB.format(signature), solution=name))
        cells.append(cell("code", f"check({name})", test=name, points=2))
    cells.append(cell("markdown", "YOUR ANSWER HERE", answer="why", points=3))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def named(notebook, name):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)
