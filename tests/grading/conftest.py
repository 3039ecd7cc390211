"""One released mini course for all tests of this folder; nothing is written outside temporary folders."""

import json
import shutil

import pytest

from helpers.grading.classroom import Classroom
from tests.grading import mini as class_of
from tests.grading.course import LESSON, ROOT, Course, solve
from tests.grading.handed_in import WRONG, hand_in
from tests.grading.handed_in import released as released_in
from tests.grading.students import STUDENTS


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """Jupyter's and IPython's folders away from the user's own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "MPLCONFIGDIR",
        ):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("HELPERS_STATIC", "1")
        yield


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A released Course; tests use students of their own."""
    made = Course(tmp_path_factory.mktemp("course"))
    made.release()
    return made


@pytest.fixture
def released(course):
    """A fresh copy of the student notebook."""
    from nbformat import read

    return read(course.root / "notebooks" / course.lesson / f"{course.lesson}.ipynb", as_version=4)


@pytest.fixture(scope="session")
def mini(own_folders, tmp_path_factory):
    """The course of tests/grading/mini.py after `nbgrader generate_assignment`."""
    course = class_of.Course(tmp_path_factory.mktemp("mini"))
    course.write(class_of.solved(), "solutions")
    for name in ("00_mini.py", "oracles.py", "answers.md", "weights.npz"):
        (course.root / "solutions" / course.name / name).write_text("SECRET = 1\n")
    course.release()
    return course


@pytest.fixture(scope="session")
def graded(mini):
    """That course after its whole class was graded in one run, and given feedback."""
    for name, make in STUDENTS.items():
        mini.submit(name, make(mini.released()))
    for name in ("stowaway.py", "helpers.py", "numpy.py"):
        (mini.path("grading", "submitted", "hands_in_a_module").parent / name).write_text("x = 1\n")
    mini.outcome = mini.autograde()
    mini.feedback_outcome = mini.feedback()
    return mini


@pytest.fixture(scope="module")
def released_class(own_folders, tmp_path_factory):
    """The folder of a released course."""
    root = tmp_path_factory.mktemp("batch")
    Course(root).release()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


@pytest.fixture
def room(released_class, tmp_path):
    """The Classroom of that course with three who handed in, one of them a file that was cut off."""
    shutil.copytree(released_class, tmp_path / "class")
    made = Classroom(tmp_path / "class", LESSON)
    hand_in(made, "ann", solve(released_in(made)))
    hand_in(made, "bob", solve(released_in(made), rot180=WRONG))
    hand_in(made, "cut", json.dumps(released_in(made))[:700])
    return made
