"""In a fresh clone nobody has run `nbgrader generate_assignment`: grading a lesson enters it by itself."""

import shutil

import pytest

from helpers.grading.classroom import Classroom, NoClass
from helpers.grading.entering import known
from tests.grading.course import ROOT, Course


def fresh(folder, names=("one",)):
    """A course as a clone is: the released notebook is there, the gradebook is not."""
    made = Course(folder / "made")
    notebook = made.release()
    course = Course(folder / "clone")
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    shutil.copytree(made.root / "notebooks", course.root / "notebooks")
    for name in names:
        course.submit(name, notebook)
    return course


def test_plain_autograde_in_a_fresh_clone(tmp_path):
    course = fresh(tmp_path)
    released = course.root / "notebooks" / course.lesson / f"{course.lesson}.ipynb"
    solution = course.root / "solutions" / course.lesson / f"{course.lesson}.ipynb"
    released.write_bytes(solution.read_bytes())
    done = course.autograde("one")
    assert done["success"], done
    assert set(course.points("one").values()) == {0.0}
    assert released.read_bytes() == solution.read_bytes(), "the notebook held work"


def test_a_batch_in_a_fresh_clone(tmp_path):
    course = fresh(tmp_path)
    room = Classroom(course.root, course.lesson)
    assert not known(room.course, course.lesson)
    assert room.released() == {"test-rot180": 2.0, "test-conv2_full": 2.0, "why": 3.0}
    assert known(room.course, course.lesson)


def test_a_lesson_that_does_not_exist(tmp_path):
    course = fresh(tmp_path)
    with pytest.raises(NoClass, match="has no lesson 09_none"):
        Classroom(course.root, "09_none").released()
