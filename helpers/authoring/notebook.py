"""Cells -> the solution notebook before its run: metadata, ids that stay, a record of what it is built from."""

import hashlib
import json

import nbformat
from nbformat.v4 import new_notebook

from helpers.authoring.headers import expand, grade_id, shorten
from helpers.authoring.source import NEW, Cell

RECORD = "course"
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}


def digest(text):
    """Sixteen hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain_id(kind, source):
    """The id of an ungraded cell: it depends on nothing but the cell."""
    return digest(f"{kind}\n{source}")[:8]


def cell_ids(cells):
    """One id for each cell: nbgrader's where there is one, else of the text; a repeated text gets -2, -3."""
    counts, ids = {}, []
    for cell in cells:
        stem = grade_id(cell) or plain_id(cell.kind, cell.source)
        counts[stem] = counts.get(stem, 0) + 1
        ids.append(stem if counts[stem] == 1 else f"{stem}-{counts[stem]}")
    return ids


def fingerprint(cells):
    """The digest of everything an author can edit: kinds, headers and texts, not outputs."""
    return digest(json.dumps([[cell.kind, cell.options, cell.source] for cell in cells], sort_keys=True))


def compose(text, cells):
    """The solution notebook of a .py's text and its cells, without outputs."""
    notebook = new_notebook(metadata=json.loads(json.dumps(KERNEL)))
    for cell, identity in zip(cells, cell_ids(cells), strict=True):
        notebook.cells.append(NEW[cell.kind](cell.source, id=identity, metadata=expand(cell)))
    record(notebook, text, cells)
    return notebook


def record(notebook, text, cells):
    """Note in the notebook which text and which cells it holds."""
    notebook.metadata[RECORD] = {"source": digest(text), "cells": fingerprint(cells)}


def edited_cells(notebook):
    """A notebook's cells as source cells. Raises ValueError, naming the cell, where no header can say it."""
    cells = []
    for cell in notebook.cells:
        try:
            options = shorten(cell)
        except ValueError as error:
            raise ValueError(f"{Cell(cell.cell_type, cell.source).where}: {error}") from None
        cells.append(Cell(cell.cell_type, cell.source, options))
    return cells


def text_of(notebook):
    """The bytes of a notebook file, as nbgrader writes them."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def load(path):
    """The notebook of a file, None where there is none. Raises ValueError where it cannot be read."""
    if not path.exists():
        return None
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError, KeyError) as error:
        raise ValueError(f"cannot be read as a notebook ({type(error).__name__}).") from error
