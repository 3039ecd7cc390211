"""In a solved notebook, in a kernel: each wrong version loses its exercise's points and is named; each
differently written right one earns them. Points are nbgrader's own reading of the cell's outputs."""

import pytest
from nbclient import NotebookClient
from nbformat import read
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade, is_solution

from tests.lessons import identify, lessons

WRONG = """
def {name}(*arguments):
    from helpers.checks.engine import find
    return find("{name}").misconceptions[{number}].wrong(*arguments)
"""
RIGHT = """
def {name}(*arguments):
    import runpy
    alternatives = globals().setdefault("_alternatives", None) or runpy.run_path(r"{path}")["ALTERNATIVES"]
    globals()["_alternatives"] = alternatives
    return alternatives["{name}"][{number}](*arguments)
"""


@pytest.fixture(scope="module", params=lessons(), ids=identify)
def solved(request, monkeypatch_module):
    """(lesson, its notebook, run): a kernel in which the imports and the solutions were run."""
    lesson = request.param
    notebook = read(lesson.solved, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": lesson.solved.parent}}
    )
    with client.setup_kernel():
        code = [(index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        imports, *rest = code
        for index, cell in [imports, *(pair for pair in rest if is_solution(pair[1]))]:
            client.execute_cell(cell, index)

        def run(source, metadata=None):
            cell = new_code_cell(source, metadata=metadata or {})
            notebook.cells.append(cell)
            return client.execute_cell(cell, len(notebook.cells) - 1)

        yield lesson, notebook, run


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HELPERS_STATIC", "1")
        yield patch


def cell_of(notebook, grade_id):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def points_and_text(run, test):
    cell = run(test.source, test.metadata)
    text = " ".join(o.get("evalue", "") + str(o.get("data", {}).get("text/plain", "")) for o in cell.outputs)
    return determine_grade(cell)[0], " ".join(text.split())


def test_each_mistake_scores_zero_and_is_named(solved):
    lesson, notebook, run = solved
    for exercise in lesson.exercises:
        test = cell_of(notebook, f"test-{exercise.name}")
        for number, entry in enumerate(exercise.misconceptions):
            run(WRONG.format(name=exercise.name, number=number))
            points, text = points_and_text(run, test)
            assert points == 0, (exercise.name, entry.name)
            assert f"({entry.name})" in text, text
            assert entry.hint in text, text
        run(cell_of(notebook, exercise.name).source)
        assert points_and_text(run, test)[0] == test.metadata.nbgrader.points


def test_each_alternative_scores_in_full(solved):
    lesson, notebook, run = solved
    path = lesson.source.with_name("alternatives.py")
    for exercise in lesson.exercises:
        test = cell_of(notebook, f"test-{exercise.name}")
        for number in range(len(lesson.beside("alternatives").ALTERNATIVES[exercise.name])):
            run(RIGHT.format(name=exercise.name, number=number, path=path))
            points, text = points_and_text(run, test)
            assert points == test.metadata.nbgrader.points, (exercise.name, number, text)
        run(cell_of(notebook, exercise.name).source)
