"""The student notebook, made by nbgrader's own generate_assignment in a temporary course."""

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from helpers.authoring import release
from helpers.authoring.notebook import text_of
from helpers.authoring.problem import BuildError, Problem

CONFIG = "nbgrader_config.py"


def generate(lesson, solution):
    """The text of the student notebook of a solution notebook.

    lesson: its folder goes along, so that a student gets what the repository's configuration lets through.
    Raises BuildError where nbgrader refuses, or releases any other file.
    """
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder).resolve()
        source = course / "source" / lesson.name
        if lesson.solution.parent.exists():
            shutil.copytree(
                lesson.solution.parent, source, ignore=shutil.ignore_patterns("__pycache__", ".*")
            )
        source.mkdir(parents=True, exist_ok=True)
        (source / f"{lesson.name}.ipynb").write_text(text_of(solution), encoding="utf-8", newline="\n")
        run(lesson, configuration(lesson.root, course))
        made = course / "release" / lesson.name
        only(lesson, made)
        return (made / f"{lesson.name}.ipynb").read_text(encoding="utf-8")


def configuration(root, course):
    """The repository's nbgrader configuration, moved to a temporary course."""
    config = standard()
    if (root / CONFIG).exists():
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}"
    config.CourseDirectory.source_directory = "source"
    config.CourseDirectory.release_directory = "release"
    return config


def standard():
    """What a root without a configuration of its own gets."""
    config = Config()
    config.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.py", "*.pyc"]
    config.GenerateAssignment.preprocessors = release.PREPROCESSORS
    return config


def run(lesson, config):
    """nbgrader generate_assignment, quietly; its own error in ours."""
    errors = Messages()
    log = logging.Logger("nbgrader")
    log.addHandler(errors)
    course = CourseDirectory(config=config, log=log)
    course.assignment_id = lesson.name
    converter = GenerateAssignment(coursedir=course, config=config, log=log)
    converter.force = True
    path, folder = os.environ.get("PATH", ""), os.getcwd()
    # nbgrader starts alembic by name to set up its database.
    os.environ["PATH"] = os.pathsep.join(
        [str(Path(sys.executable).parent), str(Path(sys.prefix) / "bin"), path]
    )
    try:
        converter.start()
    except (NbGraderException, OSError) as error:
        said = errors.lines[0] if errors.lines else str(error)
        raise BuildError(
            lesson.name, [Problem("", f"nbgrader generate_assignment failed: {said}")]
        ) from error
    finally:
        os.environ["PATH"] = path
        os.chdir(folder)


class Messages(logging.Handler):
    """Keeps errors, last line of each first said first."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.lines = []

    def emit(self, record):
        last = record.getMessage().strip().splitlines()[-1:]
        self.lines.extend(last)


def only(lesson, made):
    """Nothing but the notebook may be released."""
    others = sorted(
        path.name for path in made.rglob("*") if path.is_file() and path.name != f"{lesson.name}.ipynb"
    )
    if others:
        message = (
            f"{', '.join(others)} would be released; add a pattern to c.CourseDirectory.ignore in {CONFIG}."
        )
        raise BuildError(lesson.name, [Problem("", message)])
