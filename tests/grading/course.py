"""A small course in a temporary folder, graded with the repository's own configuration."""

import logging
import os
import sys
from pathlib import Path

from nbformat import read, v4, write
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[2]
LESSON = "03_mini"
SOLUTIONS = {
    "rot180": "return k[::-1, ::-1].copy()",
    "conv2_full": "from scipy.signal import convolve2d\n    return convolve2d(d, k)",
}
ARGUMENTS = {"rot180": "k", "conv2_full": "d, k"}


def marks(grade_id, **options):
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, "grade": False, "solution": False,
                         "locked": False, "task": False, **options}}  # fmt: skip


def source_notebook(extra=()):
    """Two exercises and a written answer; extra: further cells."""
    cells = [v4.new_code_cell("from helpers import check", id="imports")]
    for name, body in SOLUTIONS.items():
        stub = f"def {name}({ARGUMENTS[name]}):\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"
        cells.append(v4.new_code_cell(stub, id=name, metadata=marks(name, solution=True)))
        test = marks(f"test-{name}", grade=True, locked=True, points=2)
        cells.append(v4.new_code_cell(f"check({name})", id=f"test-{name}", metadata=test))
    answer = marks("why", grade=True, solution=True, points=3)
    cells.append(v4.new_markdown_cell("Because of the flip.", id="why", metadata=answer))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return v4.new_notebook(cells=[*cells, *extra], metadata=kernel)


class Course:
    """A course of one lesson; every command is nbgrader's own, run in this process."""

    def __init__(self, root, lesson=LESSON, notebook=None, stock=False):
        self.root, self.lesson = Path(root), lesson
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.config = configuration(self.root)
        if stock:
            for section in ("Autograde", "Execute", "OverwriteCells", "GenerateFeedback"):
                self.config.pop(section, None)
        log = logging.getLogger("course")
        log.setLevel(logging.CRITICAL)
        self.directory = CourseDirectory(config=self.config, log=log)
        self.api = NbGraderAPI(self.directory, config=self.config, log=log)
        source = self.root / "solutions" / lesson
        source.mkdir(parents=True)
        write(notebook or source_notebook(), source / f"{lesson}.ipynb")

    def release(self):
        done = self.api.generate_assignment(self.lesson)
        assert done["success"], done
        return read(self.root / "notebooks" / self.lesson / f"{self.lesson}.ipynb", as_version=4)

    def submit(self, student, notebook):
        folder = self.root / "grading" / "submitted" / student / self.lesson
        folder.mkdir(parents=True, exist_ok=True)
        write(notebook, folder / f"{self.lesson}.ipynb")

    def autograde(self, student):
        """nbgrader's answer: {"success", "error", "log"}."""
        return self.api.autograde(self.lesson, student)

    def points(self, student):
        """{grade_id: points} as the gradebook has them; None where a person must decide."""
        with self.api.gradebook as gradebook:
            submission = gradebook.find_submission_notebook(self.lesson, self.lesson, student)
            return {grade.name: grade.auto_score for grade in submission.grades}

    def graded(self, student):
        return read(
            self.root / "grading" / "autograded" / student / self.lesson / f"{self.lesson}.ipynb",
            as_version=4,
        )

    def feedback(self, student):
        done = self.api.generate_feedback(self.lesson, student)
        assert done["success"], done
        return (self.root / "grading" / "feedback" / student / self.lesson / f"{self.lesson}.html").read_text(
            encoding="utf-8"
        )


def configuration(root):
    """The repository's nbgrader_config.py with the course moved to another folder."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.root = str(root)
    (Path(root) / "grading").mkdir(parents=True, exist_ok=True)
    config.CourseDirectory.db_url = f"sqlite:///{Path(root) / 'grading' / 'gradebook.db'}"
    return config


def cell(notebook, grade_id):
    """The cell of that id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def solve(notebook, **answers):
    """The notebook with right answers, or with those given by name."""
    for name, body in {**SOLUTIONS, **answers}.items():
        cell(notebook, name).source = f"def {name}({ARGUMENTS[name]}):\n    {body}"
    return notebook
