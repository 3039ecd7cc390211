"""Releasing a lesson by `nbgrader generate_assignment`: what goes along, and what may be overwritten."""

import glob
import os
import shutil
import sys
from pathlib import Path

from traitlets.config.loader import DeferredConfig
from traitlets.log import get_logger

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


def find_alembic():
    """Put this Python's own tools on PATH, where nbgrader looks for alembic by name to make its gradebook."""
    if shutil.which("alembic") is None:
        tools = dict.fromkeys([str(Path(sys.executable).parent), str(Path(sys.prefix) / "bin")])
        os.environ["PATH"] = os.pathsep.join([*tools, os.environ.get("PATH", "")])
