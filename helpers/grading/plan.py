"""What the gradebook and the released notebook say about a notebook's cells; the submission has no say."""

import ast
import functools
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory


@dataclass(frozen=True)
class Planned:
    """A cell that nbgrader knows: its id, text and role."""

    name: str
    source: str
    cell_type: str
    checksum: str
    grade: bool = False
    solution: bool = False
    task: bool = False
    locked: bool = False
    points: float = 0.0

    @property
    def judged(self):
        """Whether the cell is a locked test."""
        return self.grade and not self.solution and self.cell_type == "code"

    @property
    def metadata(self):
        """nbgrader's metadata of the cell, schema 3."""
        keys = {"schema_version": 3, "grade_id": self.name}
        for key in ("grade", "solution", "task", "locked", "cell_type", "checksum"):
            keys[key] = getattr(self, key)
        return {**keys, "points": self.points} if self.grade or self.task else keys


@dataclass(frozen=True)
class Plan:
    """The cells of one notebook. cells: in the released notebook's order. released: texts of its plain code cells."""

    assignment: str
    notebook: str
    cells: tuple
    released: tuple = ()

    def find(self, name):
        return next((cell for cell in self.cells if cell.name == name), None)

    def as_dict(self):
        return asdict(self)

    @classmethod
    def from_dict(cls, held):
        cells = tuple(Planned(**cell) for cell in held["cells"])
        return cls(held["assignment"], held["notebook"], cells, tuple(held["released"]))


def from_gradebook(db_url, assignment, notebook, released=None):
    """The Plan of a notebook. released: the path of the released notebook; without it the order is the gradebook's."""
    with Gradebook(db_url) as gradebook:
        found = gradebook.find_notebook(notebook, assignment)
        points = {cell.name: cell.max_score for cell in [*found.grade_cells, *found.task_cells]}
        grades, tasks, solutions = (
            {cell.name for cell in cells}
            for cells in (found.grade_cells, found.task_cells, found.solution_cells)
        )
        cells = [
            Planned(
                c.name, c.source or "", c.cell_type, c.checksum, c.name in grades, c.name in solutions,
                c.name in tasks, bool(c.locked), float(points.get(c.name, 0)),
            )
            for c in found.source_cells
        ]  # fmt: skip
    order, texts = released_cells(released)
    cells.sort(key=lambda cell: order.index(cell.name) if cell.name in order else len(order))
    return Plan(assignment, notebook, tuple(cells), tuple(texts))


def released_cells(path):
    """(ids in order, texts of plain code cells) of a released notebook; both empty where there is none."""
    if path is None or not Path(path).is_file():
        return [], []
    order, texts = [], []
    for cell in nbformat.read(path, as_version=4).cells:
        if "nbgrader" in cell.metadata:
            order.append(cell.metadata.nbgrader.get("grade_id"))
        elif cell.cell_type == "code":
            texts.append(cell.source)
    return order, texts


def of(preprocessor, resources):
    """The Plan of the notebook that an nbgrader preprocessor is at work on."""
    found = resources["nbgrader"]
    course = CourseDirectory(parent=preprocessor)
    release = Path(course.format_path(course.release_directory, ".", found["assignment"]))
    released = release / f"{found['notebook']}.ipynb"
    where = found["db_url"], found["assignment"], found["notebook"], released
    return kept(*where, released.stat().st_mtime_ns) if released.is_file() else from_gradebook(*where)


@functools.lru_cache(maxsize=16)
def kept(db_url, assignment, notebook, released, _written):
    """The Plan of a release; a new release is another one. A class is graded with one."""
    return from_gradebook(db_url, assignment, notebook, released)


def exercise_name(source):
    """NAME where a cell's only statement is check(NAME), else None."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return None
    match statements:
        case [ast.Expr(ast.Call(ast.Name("check"), [ast.Name(name)], []))]:
            return name
    return None
