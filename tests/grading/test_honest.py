"""The honest matrix: each known mistake loses its exercise, in the notebook's words (solved: test_lessons.py)."""

import nbformat
import pytest

from helpers.checks.engine.check import examine as in_notebook
from helpers.grading.examine import examine
from helpers.grading.grade import grade_notebook
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.start import launcher
from helpers.grading.plan import Plan, Planned
from helpers.grading.session import Session
from tests.grading.replay import cell_of, defined
from tests.lessons import identify, lessons

SEED = 20_240
SLOW = Limits(cell=120, call=60, notebook=600)


@pytest.fixture(params=[lesson for lesson in lessons() if lesson.solved.exists()], ids=identify)
def lesson(request):
    return request.param


@pytest.fixture
def session():
    opened = Session(launcher(), SLOW)
    opened.start()
    yield opened
    opened.close()


def solved(lesson):
    """The lesson's solved notebook and the Plan that its metadata says."""
    nb = nbformat.read(lesson.solved, as_version=4)
    planned, plain = [], []
    for cell in nb.cells:
        marks = cell.metadata.get("nbgrader")
        if marks:
            keys = {
                key: marks[key] for key in ("grade", "solution", "task", "locked", "points") if key in marks
            }
            source = cell.source if marks["locked"] else "raise NotImplementedError()"
            planned.append(Planned(marks["grade_id"], source, cell.cell_type, "", **keys))
        elif cell.cell_type == "code":
            plain.append(cell.source)
    return nb, Plan(lesson.name, lesson.name, tuple(planned), tuple(plain))


def judged(session, exercise, source):
    """(the verdict of a grade, the verdict of a notebook) on the function that a cell defines."""
    session.run(source)
    with session.calls() as calls:
        graded = examine(exercise.name, calls, SEED)
    return graded, in_notebook(defined(exercise.name, source), SEED)


def test_every_mistake_is_named_as_in_the_notebook(lesson, session):
    without_text = []
    for exercise in lesson.exercises:
        for entry in exercise.misconceptions:
            source = cell_of(exercise, entry.wrong, SEED)
            if source is None:
                without_text.append(entry.name)
                continue
            graded, expected = judged(session, exercise, source)
            assert graded == expected, (exercise.name, entry.name)
            assert graded.misconception == entry.name
            assert not graded.passed
    assert len(without_text) <= 2


def test_right_answers_written_differently_pass_with_the_notebooks_verdict(lesson, session):
    text = lesson.source.with_name("alternatives.py").read_text(encoding="utf-8")
    session.run(text)
    for exercise in lesson.exercises:
        for number in range(len(lesson.beside("alternatives").ALTERNATIVES[exercise.name])):
            chosen = f"{exercise.name} = ALTERNATIVES[{exercise.name!r}][{number}]\n"
            session.run(chosen)
            with session.calls() as calls:
                graded = examine(exercise.name, calls, SEED)
            answer = lesson.beside("alternatives").ALTERNATIVES[exercise.name][number]
            answer.__name__ = exercise.name
            assert graded == in_notebook(answer, SEED), (exercise.name, number)
            assert graded.passed


def test_a_mistake_loses_exactly_its_exercise(lesson):
    nb, plan = solved(lesson)
    wrong = {e.name: e.misconceptions[0] for e in lesson.exercises[::2]}
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        exercise = next((e for e in lesson.exercises if e.name == name), None)
        if exercise:
            version = wrong[name].wrong if name in wrong else exercise.expected
            cell.source = cell_of(exercise, version, SEED) or cell.source
    report = grade_notebook(nb, plan, limits=SLOW, seed=SEED)
    assert {e["exercise"] for e in report["exercises"] if not e["passed"]} == set(wrong)
    assert {e["exercise"]: e["misconception"] for e in report["exercises"] if not e["passed"]} == {
        name: entry.name for name, entry in wrong.items()
    }
