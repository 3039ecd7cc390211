"""Releasing a lesson by `nbgrader generate_assignment`: what goes along, and what may be overwritten."""

import glob
import os
import shutil
import sys
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config.loader import DeferredConfig
from traitlets.log import get_logger

KINDS = {"grade": utils.is_grade, "solution": utils.is_solution, "task": utils.is_task}
# Names that every course folder may hold; "feedback" is nbgrader's own entry.
ALWAYS = (".ipynb_checkpoints", "__pycache__", "feedback", "*.py", "*.pyc")


def beside(solutions):
    """Patterns for c.CourseDirectory.ignore: all that lies beside the source notebooks, whatever it is.

    Patterns match names in submissions too, where nbgrader needs the notebooks and timestamp.txt.
    """
    names = {
        path.name for path in Path(solutions).glob("*/*") if path.suffix not in (".ipynb", ".py", ".pyc")
    }
    return [*ALWAYS, *sorted(glob.escape(name) for name in names - {*ALWAYS, "timestamp.txt"})]


class UnlessWorked(DeferredConfig):
    """The value of c.GenerateAssignment.force: true, unless a student notebook of this clone holds work.

    The student notebooks are committed. Without force nbgrader skips a lesson that has one, silently, and never
    enters it into the gradebook; with it, it deletes the notebook first.
    """

    def __init__(self, root):
        self.root = Path(root)

    def get_value(self, trait):
        problems = list(worked(self.root))
        for problem in problems:
            get_logger().warning("%s", problem)
        return not problems


def worked(root):
    """The problems of all student notebooks that hold work."""
    from helpers.authoring.guard import worked_release
    from helpers.authoring.lesson import Lesson

    for path in sorted(Path(root).glob("notebooks/*/*.ipynb")):
        if path.stem == path.parent.name:
            yield from worked_release(Lesson(Path(root), path.stem))


class SameCells(NbGraderPreprocessor):
    """Refuse to release a lesson with an exercise more or less than the work that is graded.

    So does nbgrader, but after it has deleted the student notebook; its preprocessors are made before that.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        converter = getattr(self.parent, "parent", None)
        if hasattr(converter, "coursedir") and not converter.no_database:
            lesson = converter.coursedir.assignment_id
            if added_or_gone(converter.coursedir, lesson):
                message = f"{lesson}: work is graded, exercises were added or taken away since; nothing was released"
                get_logger().error("%s", message)
                raise NbGraderException(message)

    def preprocess(self, nb, resources):
        return nb, resources


def added_or_gone(course, lesson):
    """Names of cells that only one of the two has: an nbgrader CourseDirectory's lesson, its work in the gradebook."""
    source = Path(course.format_path(course.source_directory, ".", lesson)) / f"{lesson}.ipynb"
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            graded = gradebook.find_notebook(lesson, lesson)
        except MissingEntry:
            return set()
        if not graded.submissions or not source.is_file():
            return set()
        held = {(kind, cell.name) for kind in KINDS for cell in getattr(graded, f"{kind}_cells")}
    cells = nbformat.read(source, as_version=4).cells
    now = {(kind, c.metadata.nbgrader.grade_id) for c in cells for kind, has in KINDS.items() if has(c)}
    return {name for _, name in held ^ now}


def find_alembic():
    """Put this Python's own tools on PATH, where nbgrader looks for alembic by name to make its gradebook."""
    if shutil.which("alembic") is None:
        tools = dict.fromkeys([str(Path(sys.executable).parent), str(Path(sys.prefix) / "bin")])
        os.environ["PATH"] = os.pathsep.join([*tools, os.environ.get("PATH", "")])
