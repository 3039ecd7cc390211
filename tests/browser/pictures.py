"""The pictures of README and docs, taken in a real browser: `make pictures`.

Each comes from the released lessons, in which some cells were answered, and from the example class of `make demo`.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat

from helpers.grading.__main__ import run
from helpers.grading.demo import demonstrate
from tests.browser.notebook import CHROMIUM, SECOND, Notebook, browser
from tests.lab import TOKEN, Lab

ROOT = Path(__file__).resolve().parents[2]
LESSON = "03_convolution/03_convolution.ipynb"
WRONG = "def input_gradient(delta, k):\n    return conv2_full(delta, k)"
RIGHT = "def input_gradient(delta, k):\n    return conv2_full(delta, rot180(k))"


def answered(path, until):
    """Write the student notebook with the solutions of all exercises before `until`."""
    notebook = nbformat.read(path, as_version=4)
    solved = nbformat.read(ROOT / "solutions" / LESSON, as_version=4)
    sources = {cell.id: cell.source for cell in solved.cells}
    for cell in notebook.cells:
        if cell.id == until:
            break
        cell.source = sources[cell.id]
    nbformat.write(notebook, path)


def take(page, name, **options):
    page.screenshot(path=ROOT / "docs" / name, **options)
    print(f"docs/{name}")


def checks(notebook):
    """A failing and a passing check: the answer's cell, the check's cell and what it says."""
    notebook.page.keyboard.press("Control+b")
    notebook.run_above("def input_gradient")
    for source, name in ((WRONG, "check.png"), (RIGHT, "passed.png")):
        notebook.write("def input_gradient", source)
        notebook.run("def input_gradient")
        notebook.run("check(input_gradient)")
        notebook.page.keyboard.press("Escape")
        first = notebook.cell("def input_gradient").bounding_box()
        last = notebook.cell("check(input_gradient)").bounding_box()
        clip = {"x": first["x"], "y": first["y"], "width": first["width"]}
        clip["height"] = last["y"] + last["height"] - first["y"]
        take(notebook.page, name, clip=clip)


def validate(notebook):
    """What Validate says of a lesson that is half done."""
    notebook.page.set_viewport_size({"width": 1100, "height": 700})
    notebook.page.get_by_role("button", name="Validate").first.click()
    notebook.page.locator(".jp-Dialog-content").wait_for(timeout=120 * SECOND)
    notebook.page.wait_for_timeout(SECOND)
    take(notebook.page, "validate.png")
    notebook.page.keyboard.press("Escape")


def landing(running, lab):
    """The page that `make lab` opens on, for a student who has begun."""
    page = running.new_page(viewport={"width": 1200, "height": 760})
    page.goto(f"http://127.0.0.1:{lab.port}/?token={TOKEN}")
    page.wait_for_selector(".jp-MarkdownViewer table", timeout=90 * SECOND)
    page.wait_for_timeout(SECOND)
    take(page, "lessons.png")


def student(running):
    """The lesson in JupyterLab: checks, Validate, the landing page."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "notebooks", Path(folder) / "notebooks")
        answered(Path(folder) / "notebooks" / LESSON, until="input_gradient")
        lab = Lab(Path(folder), ROOT)
        try:
            lab.wait()
            notebook = Notebook(running, lab, LESSON, width=1100, height=1200)
            checks(notebook)
            notebook.page.keyboard.press("Control+s")
            notebook.page.wait_for_timeout(2 * SECOND)
            validate(notebook)
            landing(running, lab)
        finally:
            lab.stop()


def course(running):
    """The class report and a feedback page of the example class."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        report, feedback = demonstrate(Path(folder) / "class", run)
        page = running.new_page(viewport={"width": 1000, "height": 1400})
        page.goto(report.as_uri())
        take(page, "report.png")
        page.set_viewport_size({"width": 1000, "height": 900})
        page.goto(feedback.as_uri())
        page.get_by_text("(not-rotated)").first.scroll_into_view_if_needed()
        page.mouse.wheel(0, 250)
        page.wait_for_timeout(SECOND)
        take(page, "feedback.png")


def main():
    if CHROMIUM is None:
        sys.exit("The pictures need Chromium.")
    with browser() as running:
        student(running)
        course(running)


if __name__ == "__main__":
    main()
