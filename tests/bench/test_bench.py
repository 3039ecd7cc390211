"""`make bench` on a lesson of one exercise."""

import jupytext
import nbformat
import pytest
from click.testing import CliRunner

from helpers.authoring.reference import reference
from helpers.bench import __main__ as command
from helpers.bench.checks import check_seconds
from helpers.checks.engine import CheckFailed

LESSON = """\
# %%
import numpy as np

# %%
1 / 0

# %% solution="rot180"
def rot180(k):
    return np.rot90(k, 2).copy()

# %% test="rot180" points=2
check(rot180)
"""


@pytest.fixture
def solutions(tmp_path):
    """A folder of one lesson; a cell that is no solution would fail if it were executed."""
    folder = tmp_path / "01_one"
    folder.mkdir()
    (folder / "01_one.py").write_text(LESSON, encoding="utf-8")
    runnable = LESSON.replace("1 / 0", "from helpers import check")
    nbformat.write(jupytext.reads(runnable, fmt="py:percent"), folder / "01_one.ipynb")
    return tmp_path


def test_four_tables(solutions, monkeypatch):
    monkeypatch.setattr(command, "IMPORT_LIMIT", 100)
    monkeypatch.setattr(command, "CHECK_LIMIT", 0)
    monkeypatch.setattr("helpers.bench.step.ROUNDS", 1)
    monkeypatch.setattr("helpers.bench.step.STEPS", 2)
    shown = CliRunner().invoke(command.bench, ["--solutions", str(solutions)], catch_exceptions=False)
    assert shown.exit_code == 0
    assert "x numpy" in shown.output
    assert "01_one rot180" in shown.output
    assert "1 checks, 1 above 0 s" in shown.output
    assert shown.output.count("01_one") == 2
    assert "arithmetic floor" in shown.output


def test_only_imports_and_solutions_are_executed(solutions):
    (function,) = reference(solutions / "01_one" / "01_one.py").values()
    assert function.__name__ == "rot180"
    assert 0 < check_seconds(function, seeds=(0,)) < 10


def test_a_solution_that_fails_its_check_is_not_timed():
    def rot180(k):
        return k

    with pytest.raises(CheckFailed):
        check_seconds(rot180)
