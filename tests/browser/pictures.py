"""The pictures of README and docs, taken in a real browser: `make pictures`.

Each comes from a released lesson in which some cells were answered, opened in JupyterLab and run.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat

from tests.browser.notebook import CHROMIUM, Notebook, browser
from tests.lab import Lab

ROOT = Path(__file__).resolve().parents[2]
LESSON = "03_convolution/03_convolution.ipynb"
WRONG = "def input_gradient(delta, k):\n    return conv2_full(delta, k)"
RIGHT = "def input_gradient(delta, k):\n    return conv2_full(delta, rot180(k))"


def answered(path, until):
    """Write the student notebook with the solutions of all exercises before `until`."""
    notebook = nbformat.read(ROOT / "notebooks" / LESSON, as_version=4)
    solved = nbformat.read(ROOT / "solutions" / LESSON, as_version=4)
    sources = {cell.id: cell.source for cell in solved.cells}
    for cell in notebook.cells:
        if cell.id == until:
            break
        cell.source = sources[cell.id]
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def take(page, selector, name):
    page.locator(selector).screenshot(path=ROOT / "docs" / name)
    print(f"docs/{name}")


def checks(running, lab):
    """A failing and a passing check: the answer's cell, the check's cell and what it says."""
    notebook = Notebook(running, lab, LESSON, width=1100, height=1200)
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
        notebook.page.screenshot(path=ROOT / "docs" / name, clip=clip)
        print(f"docs/{name}")


def main():
    if CHROMIUM is None:
        sys.exit("The pictures need Chromium.")
    with tempfile.TemporaryDirectory() as folder:
        answered(Path(folder) / "notebooks" / LESSON, until="input_gradient")
        lab = Lab(Path(folder), ROOT)
        try:
            lab.wait()
            with browser() as running:
                checks(running, lab)
        finally:
            lab.stop()
            shutil.rmtree(Path(folder) / "notebooks")


if __name__ == "__main__":
    main()
