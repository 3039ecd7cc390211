"""Every lesson through nbgrader: solved earns everything, released nothing, and Validate agrees."""

import copy

import pytest
from nbformat import read, write
from nbgrader import utils
from nbgrader.validator import Validator
from traitlets.config import Config

from tests.grading.course import Course
from tests.lessons import identify, lessons


@pytest.fixture(scope="module", params=lessons(), ids=identify)
def lesson_course(request, tmp_path_factory):
    """(lesson, its Course, the student notebook, the student notebook with every code answer of the solution)."""
    lesson = request.param
    course = Course(tmp_path_factory.mktemp(lesson.name), lesson.name, read(lesson.solved, as_version=4))
    released, solved = course.release(), read(lesson.released, as_version=4)
    answers = {c.metadata.nbgrader.grade_id: c.source for c in read(lesson.solved, as_version=4).cells
               if utils.is_solution(c) and c.cell_type == "code"}  # fmt: skip
    for cell in solved.cells:
        if utils.is_solution(cell) and cell.cell_type == "code":
            cell.source = answers[cell.metadata.nbgrader.grade_id]
    return lesson, course, released, solved


def graded_points(notebook):
    """{grade_id: points} of the cells that are graded without a person."""
    return {c.metadata.nbgrader.grade_id: float(c.metadata.nbgrader.points) for c in notebook.cells
            if utils.is_grade(c) and not utils.is_solution(c)}  # fmt: skip


def autograded(course, student, notebook):
    course.submit(student, notebook)
    done = course.autograde(student)
    assert done["success"], done
    return course.points(student)


def test_plain_generate_assignment_makes_what_is_committed(lesson_course):
    lesson, course, *_ = lesson_course
    made = course.root / "notebooks" / lesson.name / lesson.released.name
    assert made.read_bytes() == lesson.released.read_bytes()
    assert [p.name for p in made.parent.iterdir()] == [made.name]


def test_a_solved_notebook_earns_everything(lesson_course):
    _, course, _, solved = lesson_course
    points = autograded(course, "solved", solved)
    assert {name: points[name] for name in graded_points(solved)} == graded_points(solved)
    assert set(points.values()) - set(graded_points(solved).values()) <= {0.0}
    report = course.graded("solved").metadata["grading"]
    assert all(entry["passed"] for entry in report["exercises"])
    assert [report[noted] for noted in ("suspicious", "lost", "told", "tampering")] == [[], [], [], []]


def test_a_released_notebook_earns_nothing(lesson_course):
    _, course, released, _ = lesson_course
    assert set(autograded(course, "released", released).values()) == {0.0}
    report = course.graded("released").metadata["grading"]
    assert {entry["kind"] for entry in report["exercises"]} == {"not_started"}


def test_validate_agrees(lesson_course, tmp_path):
    """The solved notebook's written answer is untouched: that is no failure. nbval runs the cells left out here."""
    _, _, released, solved = lesson_course
    path = tmp_path / "notebook.ipynb"
    write(without_the_rest(solved), path)
    assert Validator(config=Config()).validate(str(path)) == {}
    write(without_the_rest(released), path)
    assert len(Validator(config=Config()).validate(str(path))["failed"]) == len(graded_points(released))


def without_the_rest(notebook):
    """The notebook with the imports, nbgrader's cells and text; its other code is empty."""
    short = copy.deepcopy(notebook)
    _, *others = [cell for cell in short.cells if cell.cell_type == "code"]
    for cell in others:
        if not utils.is_grade(cell) and not utils.is_solution(cell):
            cell.source = ""
    return short
