"""py:percent -> notebook -> py:percent is the identity, and ids stay where they are."""

from pathlib import Path

import pytest

from helpers.authoring import gates
from helpers.authoring.lesson import lessons
from helpers.authoring.notebook import cell_ids, compose, edited_cells, fingerprint
from helpers.authoring.source import read, write

LESSONS = lessons(Path(__file__).parents[2])


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_lesson_survives_the_round_trip(lesson):
    text = lesson.source.read_text(encoding="utf-8")
    assert write(edited_cells(compose(text, read(text)))) == text


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_lesson_passes_the_gates(lesson):
    assert [str(p) for p in gates.problems(lesson.source.read_text(encoding="utf-8"))] == []


def test_text_that_looks_like_something_else_survives():
    text = (
        '# %%\ntext = """\n# %% [markdown]\n"""\n\n# %%\n%matplotlib inline\nx = 1  # %% not a header\n\n'
        "# %% [markdown]\n# # A title\n#\n#     indented\n# <details>\n#\n# - one\n"
    )
    cells = read(text.replace("%matplotlib", "# %matplotlib"))
    assert read(write(cells)) == cells
    assert cells[1].source.startswith("%matplotlib inline")
    assert [cell.kind for cell in cells] == ["code", "code", "markdown"]


def test_headers_become_what_nbgrader_expects(mini):
    metadata = {cell.id: cell.metadata.get("nbgrader") for cell in compose(mini, read(mini)).cells}
    base = {"schema_version": 3, "task": False}
    assert metadata["double"] == base | {
        "grade": False,
        "locked": False,
        "solution": True,
        "grade_id": "double",
    }
    assert metadata["test-double"] == base | {
        "grade": True,
        "locked": True,
        "solution": False,
        "grade_id": "test-double",
        "points": 2,
    }
    assert metadata["why"] == base | {
        "grade": True,
        "locked": False,
        "solution": True,
        "grade_id": "why",
        "points": 4,
    }
    assert sum(value is None for value in metadata.values()) == 5


def test_an_inserted_cell_leaves_the_other_ids_alone(mini):
    before = cell_ids(read(mini))
    after = cell_ids(read(mini.replace("# %% widget", "# %%\nx = 1\n\n# %% widget")))
    assert [identity for identity in after if identity in before] == before
    assert len(after) == len(before) + 1


def test_equal_cells_get_different_ids():
    first, second, third = cell_ids(read("# %%\nx = 1\n\n# %%\nx = 1\n\n# %% [markdown]\n# x = 1\n"))
    assert second == f"{first}-2"
    assert third != first


def test_the_fingerprint_sees_texts_and_headers_only(mini):
    cells = read(mini)
    assert fingerprint(cells) == fingerprint(edited_cells(compose(mini, cells)))
    assert fingerprint(cells) != fingerprint(read(mini.replace("points=2", "points=3")))
    assert fingerprint(cells) != fingerprint(read(mini.replace("twice the", "double the")))


@pytest.mark.parametrize(
    ("metadata", "says"),
    [
        ({"nbgrader": {"grade": False, "solution": False, "locked": True}}, "locked cell that is not graded"),
        ({"nbgrader": {"grade": True, "solution": False, "grade_id": "f"}}, "test- and its function's name"),
        ({"nbgrader": {"task": True}}, "no task cells"),
        ({"tags": ["skip-execution"]}, "remove skip-execution"),
    ],
)
def test_metadata_that_no_header_can_say_is_refused(mini, metadata, says):
    notebook = compose(mini, read(mini))
    notebook.cells[4].metadata.update(metadata)
    with pytest.raises(ValueError, match=f"print.*{says}"):
        edited_cells(notebook)


def test_what_the_toolbar_of_jupyterlab_writes_is_understood(mini):
    notebook = compose(mini, read(mini))
    notebook.cells[3].metadata.nbgrader["points"] = 2.0
    notebook.cells[4].metadata.update(
        {"collapsed": True, "nbgrader": {"grade": False, "solution": False, "locked": False}}
    )
    assert edited_cells(notebook) == read(mini)
