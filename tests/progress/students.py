"""Students' notebooks: two exercises of lesson 03 in each, answered in different ways."""

from nbformat import v4

from helpers.authoring.headers import expand
from helpers.authoring.notebook import plain_id
from helpers.authoring.source import Cell

FIRST = "import numpy as np\n\nfrom helpers import check"
STUB = "def {name}(k):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
RIGHT = "def rot180(k):\n    return k[::-1, ::-1].copy()"
WRONG = "def rot180(k):\n    return k[::-1].copy()"
FULL = "def conv2_full(x, k):\n    return None"


def notebook(*answers, written="YOUR ANSWER HERE", before=()):
    """A student notebook: the answers to rot180 and conv2_full (None: the stub), plain cells before them."""
    cells = [
        v4.new_markdown_cell("# A lesson\n\n**What you will do.** Turn | a kernel.\n\nAbout 30 minutes.")
    ]
    cells += [code(FIRST), *(v4.new_code_cell(source) for source in before)]
    for name, answer in zip(("rot180", "conv2_full"), answers, strict=True):
        cells.append(code(answer or STUB.format(name=name), solution=name))
        cells.append(code(f"check({name})", test=name, points=2))
    metadata = expand(Cell("markdown", written, {"answer": "why", "points": 2}))
    cells.append(v4.new_markdown_cell(written, metadata=metadata))
    return v4.new_notebook(cells=cells)


def code(source, **options):
    """A code cell as the build makes it."""
    return v4.new_code_cell(
        source, id=plain_id("code", source), metadata=expand(Cell("code", source, options))
    )


def shows(cell, text):
    """Give a cell the output that a verdict leaves."""
    cell.outputs = [v4.new_output("display_data", {"text/plain": text})]
