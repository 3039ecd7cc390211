"""Every lesson, solved, opened in JupyterLab and run to its end: it passes, its figures and formulas are there."""

import contextlib
import shutil
import time

import nbformat
import pytest

from tests.browser.notebook import SECOND, Notebook
from tests.lab import Lab
from tests.lessons import identify, lessons

PROGRESS = "steps  loss"  # of the bar that training draws
LOADED = "images => images.filter(i => i.complete && i.naturalWidth > 0).length"


@pytest.fixture(scope="module")
def solved_lab(chromium, root, tmp_path_factory):
    """A JupyterLab in whose folder the solution notebooks lie, without their outputs."""
    folder = tmp_path_factory.mktemp("solved")
    (folder / "notebooks").mkdir()
    for lesson in lessons():
        notebook = nbformat.read(lesson.solved, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, folder / "notebooks" / lesson.solved.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HELPERS_STATIC", raising=False)
        lab = Lab(folder, root)
    try:
        lab.wait()
        yield lab
    finally:
        lab.stop()
        shutil.rmtree(folder / "notebooks")


@pytest.fixture(params=lessons(), ids=identify)
def run(request, chromium, solved_lab):
    """(lesson, its open Notebook after all cells ran, the notebook as JupyterLab saved it)."""
    name = request.param.solved.name
    notebook = Notebook(chromium, solved_lab, name)
    notebook.menu("Run", "Run All Cells")
    saved = at_its_end(notebook, solved_lab.folder / "notebooks" / name)
    yield request.param, notebook, saved
    notebook.page.close()


def at_its_end(notebook, path, seconds=240):
    """Save until the last cell has run or one has failed: the notebook as it is on disk."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        notebook.page.wait_for_timeout(2 * SECOND)
        notebook.page.keyboard.press("Control+s")
        notebook.page.wait_for_timeout(SECOND // 2)
        with contextlib.suppress(nbformat.reader.NotJSONError):  # it is just being written
            saved = nbformat.read(path, as_version=4)
            last = [cell for cell in saved.cells if cell.cell_type == "code"][-1]
            failed = any(o.output_type == "error" for cell in saved.cells for o in outputs(cell))
            if failed or last.execution_count:
                return saved
    raise AssertionError(f"{path.name} did not come to its end")


def outputs(cell):
    return cell.get("outputs", []) if cell.cell_type == "code" else []


def test_a_solved_lesson_runs_to_its_end(run):
    lesson, notebook, saved = run
    stored = nbformat.read(lesson.solved, as_version=4)
    for cell, before in zip(saved.cells, stored.cells, strict=True):
        for output in outputs(cell):
            assert output.output_type != "error", output
            assert output.get("name") != "stderr" or PROGRESS in output.text, output
        shown = [o for o in outputs(cell) if o.get("name") != "stderr"]
        assert bool(shown) == bool(outputs(before)), cell.source
    checks = [c for c in saved.cells if c.metadata.get("nbgrader", {}).get("locked")]
    assert len(checks) == len(lesson.exercises)
    page = notebook.page
    for cell in page.locator(".jp-MarkdownCell").all():
        cell.scroll_into_view_if_needed()
    assert page.locator("mjx-container").count() > 20
    assert page.locator("mjx-merror").count() == 0
    figures = sum("image/png" in o.get("data", {}) for c in saved.cells for o in outputs(c))
    assert page.locator(".jp-RenderedImage img").evaluate_all(LOADED) >= figures > 0
    assert notebook.problems == []
