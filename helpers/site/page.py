"""A lesson's page: what students get, its solutions folded away, each figure with its description."""

import copy
import re

import nbformat

from helpers.authoring.problem import BuildError, Problem

REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL | re.MULTILINE)
MARKS = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)
STUB = r"\1# YOUR CODE HERE\n\1raise NotImplementedError()"
ANSWER = '<details class="answer">\n<summary>Show a model answer</summary>\n\n{}\n\n</details>'


def page(lesson, solution):
    """The notebook that Sphinx reads. solution: the lesson's solution notebook, which stays as it is.

    Raises BuildError where a page would miss something: an output, a description, a solution's marks.
    """
    if problems := list(missing(solution)):
        raise BuildError(lesson, problems)
    shown = copy.deepcopy(solution)
    shown.cells = [new for cell in shown.cells for new in cells(cell)]
    for number, cell in enumerate(shown.cells):
        cell["id"] = f"cell-{number}"
    return shown


def grade_id(cell):
    """The cell's name in nbgrader, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def solves(cell):
    """Whether the cell is an answer, code or written."""
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def descriptions(cell):
    """The alternative text of each figure below the cell; None where a figure has none."""
    return [o.metadata.get("image/png", {}).get("alt") for o in cell.get("outputs", []) if pictured(o)]


def pictured(output):
    """Whether the output is a figure."""
    return "image/png" in output.get("data", {})


def missing(solution):
    """What the page of this notebook would miss."""
    for cell in solution.cells:
        where = cell.source.strip().partition("\n")[0]
        if solves(cell) and cell.cell_type == "code" and not REGION.search(cell.source):
            yield Problem(where, "no ### BEGIN SOLUTION and ### END SOLUTION; there is nothing to fold.")
        if grade_id(cell) and not solves(cell) and not cell.get("outputs"):
            yield Problem(where, "the check has no stored verdict; build the lesson.")
        if not all(descriptions(cell)):
            yield Problem(where, "a figure without a description; publish it by helpers.plots.show.")
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            yield Problem(where, "stored with an error; build the lesson.")


def cells(cell):
    """The cells of the page that stand for one cell of the notebook."""
    if not solves(cell):
        return list(one_figure_each(cell))
    if cell.cell_type == "markdown":
        cell.source = ANSWER.format(cell.source)
        return [cell]
    stub = nbformat.v4.new_code_cell(REGION.sub(STUB, cell.source))
    cell.source = MARKS.sub("", cell.source).rstrip("\n")
    cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
    return [stub, cell]


def one_figure_each(cell):
    """The cell, cut after each figure but the last: MyST-NB knows one description a cell."""
    if cell.cell_type != "code" or not descriptions(cell):
        yield cell
        return
    outputs, begun = cell.outputs, cell
    begun.outputs = []
    for output in outputs:
        if pictured(output):
            if descriptions(begun):
                yield begun
                begun = nbformat.v4.new_code_cell("...", metadata={"tags": ["remove-input"]})
            begun.metadata["mystnb"] = {"image": {"alt": output.metadata["image/png"]["alt"]}}
        begun.outputs.append(output)
    yield begun
