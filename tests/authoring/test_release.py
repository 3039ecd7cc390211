"""The release is nbgrader's own, and lets Validate and Autograde treat an untouched written answer rightly."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.validator import Validator

from helpers.authoring.generate import configuration
from helpers.authoring.notebook import load, text_of

STANDARD = """
from helpers.authoring import release

c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.py", "*.pyc"]
c.GenerateAssignment.preprocessors = release.PREPROCESSORS
"""


def handed_in(lesson, path, answer=None):
    """The student notebook with its code right, the written answer as given."""
    notebook = load(lesson.release)
    notebook.cells[2].source = "def double(x):\n    return 2 * x"
    if answer:
        notebook.cells[7].source = answer
    path.parent.mkdir(parents=True)
    path.write_text(text_of(notebook), encoding="utf-8")
    return path


def nbgrader(folder, *arguments):
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_plain_nbgrader_releases_the_same_bytes(built, root):
    config = root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8") if config.exists() else STANDARD
    (built.root / config.name).write_text(text, encoding="utf-8")
    before = built.release.read_bytes()
    built.release.unlink()
    result = nbgrader(built.root, "generate_assignment", built.name, "--force")
    assert result.returncode == 0, result.stderr
    assert built.release.read_bytes() == before


def test_an_untouched_written_answer_is_no_failure(built, tmp_path):
    path = handed_in(built, tmp_path / "work" / "00_mini.ipynb")
    validator = Validator()
    validator.stream = io.StringIO()
    assert validator.validate(str(path)) == {}


def test_an_untouched_stub_is_a_failure(built):
    failed = Validator().validate(str(built.release))["failed"]
    assert [cell["source"] for cell in failed] == ["check(double)"]


# nbgrader's own way of adding a submission.
@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
def test_autograde_knows_an_untouched_written_answer(built, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    course = tmp_path / "course"
    shutil.copytree(built.solution.parent, course / "source" / built.name)
    for student, answer in (("blank", None), ("author", "It is the sum of x and x.")):
        handed_in(built, course / "submitted" / student / built.name / built.release.name, answer)
    config = configuration(built.root, course)
    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    assert api.generate_assignment(built.name)["success"]
    for student in ("blank", "author"):
        result = api.autograde(built.name, student)
        assert result["success"], result["log"]
    with Gradebook(config.CourseDirectory.db_url) as book:
        marks = [book.find_grade("why", "00_mini", "00_mini", student) for student in ("blank", "author")]
        assert [(m.auto_score, m.needs_manual_grade) for m in marks] == [(0, False), (None, True)]
        assert book.find_comment("why", "00_mini", "00_mini", "blank").auto_comment == "No response."
        assert book.find_grade("test-double", "00_mini", "00_mini", "blank").auto_score == 2
