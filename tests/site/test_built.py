"""The whole web book, built; skipped where Sphinx is not installed (`make site` installs it beside the course)."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

from helpers.site.offline import Page
from tests.browser.notebook import CHROMIUM, browser
from tests.lessons import identify, lessons


def python(root):
    """A Python with Sphinx and MyST-NB: the web book's own one, or this one."""
    own = root / ".venv-site" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if own.exists() and (root / ".venv-site" / ".ready").exists():
        return own
    if all(find_spec(name) for name in ("sphinx", "myst_nb", "furo")):
        return Path(sys.executable)
    pytest.skip("Sphinx is not installed here; `make site` does it")


@pytest.fixture(scope="module")
def site(root, tmp_path_factory):
    """The built site's folder."""
    output = tmp_path_factory.mktemp("build")
    command = [python(root), "-m", "helpers.site", "build", "--output", output]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "JupyterLite was left out: no Pyodide" in done.stdout
    return output / "site"


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_a_page_has_all_figures_equations_and_folds(site, lesson):
    html = (site / "lessons" / f"{lesson.name}.html").read_text(encoding="utf-8")
    solution = nbformat.read(lesson.solved, as_version=4)
    outputs = [o for cell in solution.cells for o in cell.get("outputs", [])]
    figures = re.findall(r'<img alt="([^"]+)" src="\.\./_images/', html)
    assert len(figures) == sum("image/png" in o.get("data", {}) for o in outputs)
    tags = re.findall(r"\\tag\{([\d.]+[a-z]?)\}", html)
    assert set(tags) == lesson.equations
    solved = [c.cell_type for c in solution.cells if c.metadata.get("nbgrader", {}).get("solution")]
    assert html.count("Show the solution") == solved.count("code")
    assert html.count("Show a model answer") == solved.count("markdown")
    assert "<details open" not in html


def test_formulas_are_drawn_by_the_copy_that_lies_there(site):
    scripts = Page((site / "lessons" / "03_convolution.html").read_text(encoding="utf-8")).fetched
    (mathjax,) = [address for address in scripts if "mathjax" in address]
    assert (site / "lessons" / mathjax.partition("?")[0]).resolve().is_file()
    assert len(list((site / "_static" / "mathjax").rglob("*.woff"))) > 20


LOOK = """() => ({
    formulas: document.querySelectorAll(".math").length,
    drawn: document.querySelectorAll("mjx-container").length,
    wrong: document.querySelectorAll("mjx-merror, [data-mjx-error]").length,
    pictures: [...document.images].filter(i => !i.alt || !i.naturalWidth).length,
    open: document.querySelectorAll("details[open]").length,
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with browser() as running:
        yield running


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("lesson", [lessons()[0], lessons()[-1]], ids=identify)
def test_a_lesson_reads_well_in_a_browser(site, chromium, lesson, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "lessons" / f"{lesson.name}.html").as_uri())
    page.wait_for_function("MathJax.startup.promise.then(() => true)")
    for picture in page.locator("article img").all():
        picture.scroll_into_view_if_needed()
    seen = page.evaluate(LOOK)
    assert seen.pop("formulas") == seen.pop("drawn") > 50
    assert seen == {"wrong": 0, "pictures": 0, "open": 0, "wider": 0}
    assert errors == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


def test_lessons_follow_each_other(site):
    second = (site / "lessons" / "02_mlp.html").read_text(encoding="utf-8")
    assert '<link rel="next"' in second
    assert 'href="03_convolution.html"' in second
    assert 'href="01_gradient_checking.html"' in second


def test_the_search_knows_the_lessons(site):
    assert "lessons/03_convolution" in (site / "searchindex.js").read_text(encoding="utf-8")
