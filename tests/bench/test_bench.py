"""`make bench` on a lesson of one exercise, with everything else cut short."""

import jupytext
import nbformat
import pytest
from click.testing import CliRunner

from helpers.authoring.reference import reference
from helpers.bench import __main__ as command
from helpers.bench import accuracy, grading, parts, sizes, speed, step
from helpers.bench.checks import check_seconds
from helpers.bench.ladder import Row
from helpers.bench.machine import machine, sentence
from helpers.bench.sides import SIDES
from helpers.bench.sides import Row as Run
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
README = "# Title\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nThe rest.\n"


@pytest.fixture
def solutions(tmp_path):
    """A folder of one lesson; a cell that is no solution would fail if it were executed."""
    folder = tmp_path / "solutions" / "01_one"
    folder.mkdir(parents=True)
    (folder / "01_one.py").write_text(LESSON, encoding="utf-8")
    runnable = LESSON.replace("1 / 0", "from helpers import check")
    nbformat.write(jupytext.reads(runnable, fmt="py:percent"), folder / "01_one.ipynb")
    return folder.parent


@pytest.fixture
def short(monkeypatch):
    """Every part in this process and as short as it gets; limits of which no machine's speed decides."""
    monkeypatch.setattr(command, "apart", lambda part, *arguments: part(*arguments))
    monkeypatch.setattr(parts, "IMPORT_LIMIT", 100)
    monkeypatch.setattr(parts, "CHECK_LIMIT", 0)
    for module, name, value in [
        (step, "ROUNDS", 1), (step, "STEPS", 2), (sizes, "ROUNDS", 1), (sizes, "SECONDS", 0),
        (sizes, "BATCHES", (1, 40)), (sizes, "MAPS", ((2, 3),)), (sizes, "SIDES", (28, 56)),
        (speed, "SEEDS", {2: range(2), 10: range(1)}),
        (speed, "trained", lambda epochs, seed: accuracy.Training(epochs, seed, 0.5 + seed, 3.0)),
    ]:  # fmt: skip
        monkeypatch.setattr(module, name, value)
    rows = [Row("scalar loops", 1, 0.5, 5000.4), Row("arithmetic floor", 0, 1e-5, 0.5)]
    monkeypatch.setattr(speed, "ladder", lambda: rows)
    graded = [
        Run("stock nbgrader", 40, 1, 90.0, 1200.0),
        Run(SIDES[-1].name, 40, 1, 10.0, 1200.0),
    ]
    monkeypatch.setattr(grading, "rows_of", lambda *given: graded)


@pytest.fixture
def shorter(short, monkeypatch):
    """No process at all."""
    monkeypatch.setattr(parts, "import_seconds", lambda module: 0.1)
    monkeypatch.setattr(parts, "notebook_seconds", lambda path: 1.0)


def run(*arguments):
    return CliRunner().invoke(command.bench, list(map(str, arguments)), catch_exceptions=False)


def test_every_part_prints_its_table(solutions, short):
    shown = run("--solutions", solutions)
    assert shown.exit_code == 0
    for words in ("x numpy", "01_one rot180", "1 checks, 1 above 0 s", "arithmetic floor", "relative error",
                  "scalar loops", "5,000 x", "batch 40", "image 56 x 56", "10 epochs: batch 64", "9.0 x"):  # fmt: skip
        assert words in " ".join(shown.output.split()), words
    assert shown.output.count("01_one") == 2
    assert "wrote" not in shown.output


def test_one_part_alone(solutions, shorter):
    shown = run("--solutions", solutions, "--only", "accuracy")
    assert "Accuracy" in shown.output
    assert "Import" not in shown.output


def test_a_whole_run_can_be_kept(solutions, shorter, tmp_path, monkeypatch):
    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    monkeypatch.setattr("helpers.bench.write.torch_version", lambda: None)
    monkeypatch.setattr(command, "load", lambda: 3.21)
    shown = run("--solutions", solutions, "--write", "--root", tmp_path)
    assert shown.exit_code == 0
    text = (tmp_path / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    for words in ("**PyTorch was not installed for this run**", "| processor |", "| load before the run | 3.2 |",
                  "| NumPy | ", "bench-sizes.png",
                  "**01_one rot180**", "| scalar loops | 1 | 500 | 5,000 x |", "## Accuracy"):  # fmt: skip
        assert words in text, words
    assert (tmp_path / "docs" / "bench-sizes.png").read_bytes().startswith(b"\x89PNG")
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Title\n\n<!-- bench -->\n| what | measured | wanted |\n")
    assert readme.endswith("<!-- /bench -->\n\nThe rest.\n")
    assert "old" not in readme
    assert "Measured on " in readme
    assert "(load 3.2)" in readme
    assert "1.00 % (0.50 to 1.50) in 3.0 s | below 1.0 % |" in readme
    again = run("--solutions", solutions, "--write", "--root", tmp_path)
    assert again.exit_code == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8").count("<!-- bench -->") == 1


def test_a_busy_machine_is_said():
    assert "Other work was running (load 3.2)" in sentence(3.21)
    assert "Other work" not in sentence(0.2) + sentence(None)
    assert ("load before the run", "0.2") in machine(0.2)
    assert ("load before the run", "unknown") in machine(None)


def test_a_part_alone_is_not_kept(solutions, shorter, tmp_path):
    refused = run("--solutions", solutions, "--only", "step", "--write", "--root", tmp_path)
    assert refused.exit_code == 2
    assert "leave out --only" in refused.output


def test_a_readme_without_marks_is_left_alone(solutions, shorter, tmp_path):
    (tmp_path / "README.md").write_text("# Title\n", encoding="utf-8")
    refused = run("--solutions", solutions, "--write", "--root", tmp_path)
    assert refused.exit_code == 2
    assert "<!-- bench -->" in refused.output
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "# Title\n"
    assert not (tmp_path / "docs").exists()


def test_a_part_runs_in_a_process_of_its_own_on_one_thread():
    import os

    assert command.apart(os.getpid) != os.getpid()
    assert command.apart(os.getenv, "OPENBLAS_NUM_THREADS") == "1"


def test_the_recipe_learns():
    run = accuracy.trained(2, seed=0, count=1500)
    assert run.seconds > 0
    assert run.error < 30


def test_only_imports_and_solutions_are_executed(solutions):
    (function,) = reference(solutions / "01_one" / "01_one.py").values()
    assert function.__name__ == "rot180"
    assert 0 < check_seconds(function, seeds=(0,)) < 10


def test_a_solution_that_fails_its_check_is_not_timed():
    def rot180(k):
        return k

    with pytest.raises(CheckFailed):
        check_seconds(rot180)
