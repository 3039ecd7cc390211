"""The page that JupyterLab opens on, from the students' bundle alone: the lessons, how far one is, their links."""

import pytest

from tests.browser.notebook import SECOND
from tests.bundled import unpacked
from tests.lab import TOKEN, Lab
from tests.lessons import lessons

LINK = ".jp-MarkdownViewer td a"
RIGHT = """import helpers
from helpers import check
print(helpers.__file__)
def rot180(k):
    return k[::-1, ::-1].copy()"""


@pytest.fixture(scope="module")
def page(chromium, root, tmp_path_factory):
    """A browser at the server's own address; server and kernels import the `helpers` of the bundle's wheel."""
    bundle = unpacked(root, tmp_path_factory.mktemp("bundle"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(bundle.packages))
        running = Lab(bundle.top)
    try:
        running.wait()
        page = chromium.new_page(viewport={"width": 1200, "height": 900})
        page.goto(f"http://127.0.0.1:{running.port}/?token={TOKEN}")
        page.wait_for_selector(LINK, timeout=90 * SECOND)
        yield page
    finally:
        running.stop()


def row(page, name):
    return page.locator(".jp-MarkdownViewer tr", has=page.locator(f"a[href*='{name}']")).inner_text()


def run(page, text, source=None):
    """Run the first cell that holds the text, with another source where there is one."""
    editor = page.locator(".jp-CodeCell", has_text=text).first.locator(".cm-content")
    editor.scroll_into_view_if_needed()
    editor.click()
    if source:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
    page.keyboard.press("Control+Enter")


def test_every_lesson_has_a_row(page):
    assert page.locator(".jp-MarkdownViewer tbody tr").count() == len(lessons())
    for lesson in lessons():
        assert f"0 of {len(lesson.exercises)}" in row(page, lesson.name)
    assert page.get_by_text("Begin with 01_gradient_checking.").count() == 1


def test_a_link_opens_the_lesson_and_what_passes_there_is_counted(page):
    page.locator(LINK, has_text="03 ").click()
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60 * SECOND)
    page.wait_for_selector("text=/\\| Idle/", timeout=60 * SECOND)
    run(page, "def rot180", RIGHT)
    page.wait_for_selector("text=/packages.helpers.__init__.py/", timeout=60 * SECOND)
    run(page, "check(rot180)")
    page.wait_for_selector("text=rot180: passed", timeout=60 * SECOND)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(SECOND)
    page.goto(page.url.partition("/lab")[0])
    page.wait_for_selector("text=1 of 12", timeout=60 * SECOND)
    assert page.get_by_text("Go on with 03_convolution.").count() == 1
