"""A course in a folder of its own, graded by the repository's nbgrader_config.py through nbgrader's own API."""

import contextlib
import csv
import json
import shutil
import warnings
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbformat.warnings import DuplicateCellId
from nbgrader.api import Gradebook
from nbgrader.apps import ExportApp, NbGraderAPI
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.validator import Validator
from traitlets.config.loader import PyFileConfigLoader

from helpers.authoring.notebook import plain_id

ROOT = Path(__file__).resolve().parents[2]
NAME = "00_mini"
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def marked(cell, name, points=None, solution=False, **source):
    """A cell with nbgrader's metadata."""
    grade = {"grade": points is not None, **({} if points is None else {"points": points})}
    locked = points is not None and not solution
    cell.metadata["nbgrader"] = {
        "schema_version": 3, "grade_id": name, "solution": solution, "locked": locked, "task": False, **grade
    }  # fmt: skip
    return cell


def solved():
    """A lesson of two exercises and a written answer, solved. The second test has a hidden part."""
    stub = "def {0}(x):\n    ### BEGIN SOLUTION\n    return {1}\n    ### END SOLUTION"
    hidden = "check(halve)\n### BEGIN HIDDEN TESTS\nassert halve(8642) == 4321\n### END HIDDEN TESTS"
    cells = [
        new_markdown_cell("# Doubling\n\n$$ y = 2x < 3x $$\n\n<details><summary>Hint</summary>two</details>"),
        new_code_cell("def check(f):\n    assert f(6) in (3, 12)"),
        marked(new_code_cell(stub.format("double", "x + x")), "double", solution=True),
        marked(new_code_cell("check(double)"), "test-double", points=2),
        marked(new_code_cell(stub.format("halve", "x / 2")), "halve", solution=True),
        marked(new_code_cell(hidden), "test-halve", points=3),
        new_markdown_cell("Why?"),
        marked(new_markdown_cell("Because of the sum."), "why", points=4, solution=True),
    ]
    for each in cells:
        if "nbgrader" not in each.metadata:
            each.id = plain_id(each.cell_type, each.source)
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


class Course:
    """A course's folder, and what an instructor does in it."""

    def __init__(self, root, name=NAME):
        self.root, self.name = Path(root).resolve(), name
        self.root.mkdir(exist_ok=True)
        shutil.copy(ROOT / "nbgrader_config.py", self.root)

    @property
    def config(self):
        return PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()

    @property
    def api(self):
        return NbGraderAPI(CourseDirectory(config=self.config), config=self.config)

    def path(self, *parts, suffix=".ipynb"):
        return self.root.joinpath(*parts, self.name, f"{self.name}{suffix}")

    def write(self, notebook, *parts):
        path = self.path(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook if isinstance(notebook, str) else json.dumps(notebook), encoding="utf-8")

    def release(self):
        """`nbgrader generate_assignment`, without --force."""
        coursedir = CourseDirectory(config=self.config, assignment_id=self.name)
        GenerateAssignment(coursedir=coursedir, config=self.config).start()

    def released(self):
        return nbformat.read(self.path("notebooks"), as_version=4)

    def submit(self, student, notebook):
        self.write(notebook, "grading", "submitted", student)

    def autograde(self, student="*"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DuplicateCellId)
            return self.api.autograde(self.name, student)

    def feedback(self, student=None):
        return self.api.generate_feedback(self.name, student)

    def graded(self, student):
        return nbformat.read(self.path("grading", "autograded", student), as_version=4)

    def page(self, student):
        return self.path("grading", "feedback", student, suffix=".html").read_text(encoding="utf-8")

    def gradebook(self):
        return Gradebook(self.config.CourseDirectory.db_url)

    def scores(self, student):
        """{grade_id: points given automatically, None where a person has to mark}."""
        with self.gradebook() as gradebook:
            submission = gradebook.find_submission_notebook(self.name, self.name, student)
            return {grade.name: grade.auto_score for grade in submission.grades}

    def export(self, *arguments):
        """The rows of `nbgrader export`."""
        with contextlib.chdir(self.root):
            app = ExportApp()
            app.initialize(list(arguments))
            app.start()
        with (self.root / "grades.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def validate(self, path):
        return Validator(config=self.config).validate(str(path))


def cell(notebook, name):
    """The (last) cell of that grade_id."""
    return [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name][-1]
