"""Carry a student's answers and own cells from a worked notebook into a newer release."""

import ast
import copy
from dataclasses import dataclass, field

from nbformat import v4
from nbgrader import utils

from helpers.update.work import grade_id, issued, worked

NEW = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}


@dataclass
class Carried:
    """The new notebook with the student's work, and what became of it: lists of names or first lines."""

    notebook: object
    answers: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    own: list = field(default_factory=list)
    edited: list = field(default_factory=list)


def carry(old, new):
    """The Carried of a worked notebook and a released one; neither is changed.

    Answers go into the cells of the same grade_id. An answer without such a cell, a cell that the student added
    and the student's version of a course's cell become plain cells, at the place where they were.
    """
    made = Carried(copy.deepcopy(new))
    places = Places(made.notebook.cells)
    last = {grade_id(cell): n for n, cell in enumerate(old.cells) if grade_id(cell)}
    for number, cell in enumerate(old.cells):
        name = grade_id(cell)
        if name and last[name] == number:
            graded_cell(made, places, cell, name)
        else:
            plain_cell(made, places, cell)
    made.notebook.cells = places.all()
    return made


class Places:
    """The new notebook's cells, and after which of them a cell of the student's goes."""

    def __init__(self, cells):
        self.cells, self.at = cells, 0
        self.after = [[] for _ in cells]

    def find(self, wanted):
        """The first new cell for which `wanted` holds, or None; what follows goes behind it."""
        for number, cell in enumerate(self.cells):
            if wanted(cell):
                self.at = number
                return cell
        return None

    def add(self, cell):
        """Put a copy of the student's cell here, as a plain one with an id of its own."""
        plain = NEW[cell.cell_type](cell.source)
        if cell.get("attachments"):
            plain.attachments = cell.attachments
        self.after[self.at].append(plain)

    def all(self):
        return [each for n, cell in enumerate(self.cells) for each in (cell, *self.after[n])]


def graded_cell(made, places, cell, name):
    """Carry an answer; tests are the new release's."""
    target = places.find(lambda other: grade_id(other) == name and other.cell_type == cell.cell_type)
    if not utils.is_solution(cell) or not worked(cell):
        return
    if target is None:
        made.gone.append(name)
        places.add(cell)
        return
    stub, target.source = target.source, cell.source
    if cell.get("attachments"):
        target.attachments = cell.attachments
    made.answers.append(name)
    head = header(stub, name)
    if cell.cell_type == "code" and arguments(cell.source, name) not in (None, arguments(stub, name)):
        made.changed.append(f"{name}, now {head.removeprefix('def ').rstrip(':')}")
        target.source = f"# In this release: {head}\n{cell.source}"


def plain_cell(made, places, cell):
    """Keep what the student wrote, copies of graded cells too; leave behind what an older release said."""
    if grade_id(cell) and not worked(cell):
        return
    same = places.find(lambda other: not grade_id(other) and other.source.strip() == cell.source.strip())
    if same is not None or not cell.source.strip():
        return
    known = not grade_id(cell) and places.find(lambda other: other.get("id") == cell.get("id"))
    if not grade_id(cell) and issued(cell):
        return
    (made.edited if known else made.own).append(cell.source.strip().splitlines()[0][:60])
    places.add(cell)


def definition(source, name):
    """The def of that name in a cell's text, or None."""
    try:
        nodes = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    return next((n for n in nodes if isinstance(n, ast.FunctionDef) and n.name == name), None)


def arguments(source, name):
    """The parameters of a cell's function as text, None where it has none."""
    found = definition(source, name)
    return ast.unparse(found.args) if found else None


def header(source, name):
    """The line `def name(parameters):`."""
    found = arguments(source, name)
    return f"def {name}({found or ''}):"
