"""py:percent text <-> cells, by jupytext."""

import re
from dataclasses import dataclass, field

import jupytext
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

MARKER = re.compile(r"# ?%%+(?: |$)")
NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson: kind "code", "markdown" or "raw"; its text; its header's options.

    line: the line of its header in the .py, None where unknown. It does not count in a comparison.
    """

    kind: str
    source: str
    options: dict = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)

    @property
    def where(self):
        first = next((line for line in self.source.splitlines() if line.strip()), "an empty cell")
        return f"line {self.line} ({first[:60]})" if self.line else f'the cell "{first[:60]}"'

    @property
    def role(self):
        """Which of solution, test, answer the cell is, or None."""
        return next((key for key in ("solution", "test", "answer") if key in self.options), None)

    @property
    def name(self):
        """The exercise's name as the header gives it, None for a plain cell."""
        return self.options.get(self.role)


def read(text):
    """The cells of a py:percent text; the options are whatever the headers say, unchecked."""
    notebook = jupytext.reads(text, fmt="py:percent")
    lines = markers(text)
    if len(lines) != len(notebook.cells):
        lines = [None] * len(notebook.cells)
    pairs = zip(notebook.cells, lines, strict=True)
    return [Cell(cell.cell_type, cell.source, options(cell), line) for cell, line in pairs]


def options(cell):
    """What a header says, without what jupytext keeps about blank lines."""
    return {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}


def markers(text):
    """The line numbers of the cell headers; text before the first header is a cell that starts at line 1."""
    lines = text.splitlines()
    found = [n for n, line in enumerate(lines, 1) if MARKER.match(line)]
    first = next((n for n, line in enumerate(lines, 1) if line.strip()), None)
    return [first, *found] if first is not None and first not in found else found


def write(cells):
    """The py:percent text of cells: one blank line between two, no file header; `read` inverts it."""
    notebook = new_notebook()
    for cell in cells:
        notebook.cells.append(NEW[cell.kind](cell.source, metadata={**cell.options, "lines_to_next_cell": 1}))
    notebook.metadata["jupytext"] = {
        "notebook_metadata_filter": "-all",
        "cell_metadata_filter": "all",
        "main_language": "python",
    }
    return jupytext.writes(notebook, fmt="py:percent")
