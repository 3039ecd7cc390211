"""A build is whole, repeatable, and overwrites nobody's work; adopt carries an edit back."""

import json
import re

import nbformat
import pytest
from click.testing import CliRunner

from helpers.authoring import lesson as files
from helpers.authoring.__main__ import main
from helpers.authoring.adopt import adopt
from helpers.authoring.build import Built, build, check, failures
from helpers.authoring.lesson import Lesson, lessons
from helpers.authoring.measured import without_pictures
from helpers.authoring.notebook import compose, load, text_of
from helpers.authoring.problem import BuildError
from helpers.authoring.source import read


def edit(path, change):
    notebook = load(path)
    change(notebook.cells)
    path.write_text(text_of(notebook), encoding="utf-8")


def contents(lesson):
    return {path: path.read_bytes() for path in lesson.root.rglob("*") if path.is_file()}


def test_what_is_built(built):
    solution, release = load(built.solution), load(built.release)
    assert [cell.id for cell in solution.cells] == [cell.id for cell in release.cells]
    assert solution.cells[4].outputs[0].text == "8\n"
    assert "version" not in solution.metadata.language_info
    assert solution.cells[5].metadata.tags == ["nbval-ignore-output"]
    assert "execution" not in json.dumps([cell.metadata for cell in solution.cells])
    assert set(release.metadata) == {"kernelspec", "language_info"}
    assert release.cells[2].source.endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")
    assert release.cells[7].source == "YOUR ANSWER HERE"
    assert release.cells[2].metadata.nbgrader.checksum
    assert "checksum" not in release.cells[7].metadata.nbgrader
    assert sorted(path.name for path in built.release.parent.iterdir()) == [built.release.name]


def test_a_second_build_changes_no_byte(built):
    before = contents(built)
    built.solution.unlink()
    built.release.unlink()
    assert build(built) == [built.release, built.solution]
    assert contents(built) == before
    assert list(check(built)) == []


MEASURED = """# %% measured=true
from time import time_ns
from IPython.display import display
display({"image/png": f"{time_ns()}", "text/plain": "a bar"}, raw=True)
"""


def test_a_measured_picture_stays_until_its_text_changes_or_it_is_measured_anew(built):
    source = built.source.read_text(encoding="utf-8")

    def rebuilt(code, **options):
        text = source.replace('# %% widget=true\nprint("frames")\n', code)
        built.source.write_text(text, encoding="utf-8", newline="\n")
        build(built, **options)
        cell = load(built.solution).cells[5]
        assert cell.metadata.tags == ["measured"]
        return cell.outputs[0].data["image/png"]

    first = rebuilt(MEASURED)
    assert build(built) == []
    assert rebuilt(MEASURED) == first
    assert list(check(built)) == []
    second = rebuilt(MEASURED, measure=True)
    assert second != first
    assert rebuilt(MEASURED.replace("a bar", "another")) != second


def test_a_measured_cell_that_shows_something_else_is_shown_anew():
    old = nbformat.from_dict({"output_type": "display_data", "metadata": {}, "data": {"image/png": "1"}})
    new = nbformat.from_dict({"output_type": "display_data", "metadata": {}, "data": {"image/png": "2"}})
    words = nbformat.from_dict({"output_type": "stream", "name": "stdout", "text": "slower"})
    assert without_pictures([old]) == without_pictures([new])
    assert without_pictures([old, words]) != without_pictures([new])


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("1 / 0", "fails .* ZeroDivisionError"),
        ("print(object())", "shows an address"),
        ("import os; print(os.getcwd())", "shows an address or a path"),
        ('import sys; print("no", file=sys.stderr)', "writes to stderr"),
    ],
)
def test_a_failing_or_warning_cell_is_named(mini, tmp_path, code, says):
    text = mini.replace("print(double(4))", code)
    made = Built(read(text), compose(text, read(text)), None, "")
    (problem,) = failures(made, tmp_path)
    assert re.match(rf"line 20 \({re.escape(code)}\): {says}", str(problem))


def test_an_edit_in_jupyterlab_is_not_overwritten(built):
    edit(built.solution, lambda cells: cells[4].update(source="print(double(5))"))
    before = contents(built)
    with pytest.raises(
        BuildError, match=r"solutions/00_mini/00_mini\.ipynb: edited since .*make adopt LESSON=00_mini"
    ):
        build(built)
    assert contents(built) == before


def test_a_notebook_that_no_build_made_is_not_overwritten(course):
    lesson = course()
    lesson.solution.write_text(text_of(nbformat.v4.new_notebook()), encoding="utf-8")
    with pytest.raises(BuildError, match="edited since"):
        build(lesson)
    lesson.solution.write_text("half a notebook", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot be read as a notebook"):
        build(lesson)


def solve(cells):
    cells[2].source = "def double(x):\n    return 2 * x"


def answer(cells):
    cells[7].source = "It is."


def add(cells):
    cells.append(nbformat.v4.new_code_cell("double(7)"))


def try_out(cells):
    cells[1].source += "\nprint(1)"


def run(cells):
    cells[1].execution_count = 1


@pytest.mark.parametrize("work", [solve, answer, add, try_out, run])
def test_work_in_a_student_notebook_is_not_overwritten(built, work):
    edit(built.release, work)
    before = contents(built)
    with pytest.raises(BuildError, match=r"notebooks/00_mini/00_mini\.ipynb: holds work"):
        build(built)
    assert contents(built) == before


def test_force_overwrites_and_rerunning_alone_is_no_edit(built):
    before = contents(built)
    edit(built.release, solve)
    edit(built.solution, lambda cells: cells[4].update(source="print(double(5))"))
    build(built, force=True)
    assert contents(built) == before
    edit(built.solution, lambda cells: cells[4].update(outputs=[], execution_count=None))
    assert build(built) == [built.solution]


def test_a_write_that_is_cut_short_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "file"
    files.write(path, "old")
    monkeypatch.setattr(files.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        files.write(path, "new")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("stale", ["source", "solution", "id", "release", "missing"])
def test_check_finds_what_is_stale_and_writes_nothing(built, stale):
    if stale == "source":
        built.source.write_text(built.source.read_text().replace("twice the", "double the"), encoding="utf-8")
    elif stale == "solution":
        edit(built.solution, lambda cells: cells[4].update(source="print(1)"))
    elif stale == "id":
        edit(built.solution, lambda cells: cells[4].update(id="another"))
    elif stale == "release":
        edit(built.release, solve)
    else:
        built.solution.unlink()
    before = contents(built)
    names = {problem.where for problem in check(built)}
    expected = (
        {f"solutions/00_mini/{built.solution.name}"} if stale in ("solution", "id", "missing") else set()
    )
    expected |= {f"notebooks/00_mini/{built.release.name}"} if stale == "release" else set()
    assert names == (expected or {f"{room}/00_mini/00_mini.ipynb" for room in ("solutions", "notebooks")})
    assert contents(built) == before


def test_adopt_carries_an_edit_back(built, mini):
    assert adopt(built) is False
    edit(built.solution, lambda cells: cells[4].update(source="print(double(5))\n\n", outputs=[]))
    edit(built.solution, add)
    edit(built.solution, lambda cells: cells.append(nbformat.v4.new_code_cell("")))
    assert adopt(built) is True
    wanted = mini.replace("print(double(4))", "print(double(5))") + "\n# %%\ndouble(7)\n"
    assert built.source.read_text(encoding="utf-8") == wanted
    edit(built.solution, lambda cells: cells[4].update(source="print(double(6))"))
    assert adopt(built) is True
    assert "double(6)" in built.source.read_text(encoding="utf-8")


def test_adopt_refuses_when_the_source_has_moved_on(built, mini):
    edit(built.solution, lambda cells: cells[4].update(source="print(double(5))"))
    changed = mini.replace("twice the", "double the")
    built.source.write_text(changed, encoding="utf-8")
    with pytest.raises(BuildError, match=r"00_mini\.py: was changed since .*adopt 00_mini --force"):
        adopt(built)
    assert built.source.read_text(encoding="utf-8") == changed
    assert adopt(built, force=True)
    assert built.source.read_text(encoding="utf-8") == mini.replace("double(4)", "double(5)")


def test_adopt_writes_nothing_that_would_not_build(built, mini):
    edit(built.solution, lambda cells: cells[3].update(source="check(double)\nprint(1)"))
    with pytest.raises(BuildError, match="a test cell is exactly"):
        adopt(built)
    edit(built.solution, lambda cells: cells[3].update(source="check(double)"))
    edit(built.solution, lambda cells: cells[4].update(source="x = 1\n# %% y\nz = 1"))
    with pytest.raises(BuildError, match="does not survive"):
        adopt(built)
    assert built.source.read_text(encoding="utf-8") == mini


def test_lessons_are_the_folders_with_a_py_of_their_name(built):
    (built.root / "solutions" / "drafts").mkdir()
    assert lessons(built.root) == [built]
    assert lessons(built.root, ["solutions/00_mini/"]) == [built]
    with pytest.raises(BuildError, match="lessons here: 00_mini"):
        lessons(built.root, ["01_other"])


def test_the_command_line_goes_on_after_a_lesson_that_fails(built):
    other = Lesson(built.root, "01_broken")
    other.source.parent.mkdir()
    other.source.write_text('# %% solution="f\nf = 1\n', encoding="utf-8")
    command = ["build", "--check", "--root", str(built.root)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "00_mini: up to date" in result.output
    assert "01_broken: line 1 (f = 1): the header's" in result.output
    assert CliRunner().invoke(main, [*command, "00_mini"]).exit_code == 0
    assert CliRunner().invoke(main, [*command, "none"]).exit_code == 2
    assert CliRunner().invoke(main, ["adopt", "00_mini", "--root", str(built.root)]).exit_code == 0
