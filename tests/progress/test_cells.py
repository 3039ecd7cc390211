"""The first cell of each lesson without `helpers`, and the last one with it."""

import subprocess
import sys

import nbformat
import pytest

from tests.lessons import identify, lessons

WITHOUT = """
import sys
sys.modules["helpers"] = None
try:
    exec(sys.stdin.read(), {})
except ImportError as error:
    print(error)
"""


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_without_helpers_the_first_cell_says_how_to_install_it(lesson):
    done = subprocess.run(
        [sys.executable, "-I", "-c", WITHOUT],
        input=code_cells(lesson.released)[0].source,
        capture_output=True,
        text=True,
        check=True,
    )
    (said,) = done.stdout.splitlines()
    assert "upload the course's wheel beside this notebook and run %pip install" in said
    assert done.stderr == ""


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_the_last_cell_shows_that_every_exercise_passed(lesson):
    last = code_cells(lesson.solved)[-1]
    assert last.source.endswith(f'progress("{lesson.name}")')
    count = len(lesson.exercises)
    said = last.outputs[0].data["text/plain"]
    assert said.startswith(f"{lesson.name}: {count} of {count} exercises passed in this session")
    assert last.source == code_cells(lesson.released)[-1].source
