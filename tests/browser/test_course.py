"""One lesson on its way through a course: released, handed in, collected, graded, marked, returned, read.

The student and the instructor each have a JupyterLab; between them lies nbgrader's exchange.
"""

import contextlib
import shutil
import subprocess
import sys

import nbformat
import pytest

from tests.browser.notebook import SECOND
from tests.lab import TOKEN, Lab

LESSON = "03_convolution"
WRONG = "def input_gradient(delta, k):\n    return conv2_full(delta, k)"
ESSAY = "Because the kernel met the pixel from the other side."
COMMENT = "Say which index changes its sign."
EXCHANGE = "c = get_config()\nc.CourseDirectory.course_id = 'cnn-by-hand'\nc.Exchange.root = {!r}\n"
# Formgrader fetches MathJax, which it does without where there is no network.
WITHOUT_NETWORK = {"MathJax is not defined"}


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exchange")
    folder.chmod(0o777)
    return EXCHANGE.format(str(folder))


@pytest.fixture(scope="module")
def student(chromium, root, tmp_path_factory, exchange):
    folder = tmp_path_factory.mktemp("student")
    (folder / "notebooks").mkdir()
    with running(folder, root, "lab", exchange) as lab:
        yield lab, Tab(chromium, lab)


@pytest.fixture(scope="module")
def instructor(chromium, root, tmp_path_factory, exchange):
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(root / "nbgrader_config.py", folder)
    for room in ("solutions", "notebooks"):
        (folder / room / LESSON).mkdir(parents=True)
        shutil.copy(root / room / LESSON / f"{LESSON}.ipynb", folder / room / LESSON)
    with running(folder, root, "instructor", exchange) as lab:
        yield lab, Tab(chromium, lab)


@contextlib.contextmanager
def running(folder, root, config, nbgrader):
    """A JupyterLab as a user starts it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HELPERS_STATIC", raising=False)
        lab = Lab(folder, root, config, nbgrader)
    try:
        lab.wait()
        yield lab
    finally:
        lab.stop()


class Tab:
    """A page of the browser. problems: what its console complained of."""

    def __init__(self, chromium, lab):
        self.page = chromium.new_page(viewport={"width": 1300, "height": 900})
        self.problems = set()
        self.page.on("pageerror", lambda error: self.problems.add(str(error)))
        self.address = f"http://127.0.0.1:{lab.port}"
        self.page.goto(f"{self.address}/lab?token={TOKEN}")
        self.page.wait_for_selector(".jp-FileBrowser", timeout=90 * SECOND)

    def menu(self, *labels):
        for label in labels:
            self.page.get_by_role("menuitem", name=label).first.click()

    def grader(self, path):
        self.page.goto(f"{self.address}/formgrader/{path}")
        self.page.wait_for_selector("table td")
        self.page.locator("td", has_text="Loading").wait_for(state="detached")

    def press(self, column):
        """Press a button of the lesson's or the submission's row: what nbgrader answers."""
        self.page.locator(f"td.{column} a").first.click()
        dialog = self.page.locator(".modal:visible")
        close = dialog.get_by_role("button", name="OK", exact=True)
        close.wait_for(timeout=90 * SECOND)
        said = dialog.inner_text()
        close.click()
        dialog.wait_for(state="hidden")
        return said


def work(path, root):
    """Answer the lesson as a student might: one known mistake, a written answer."""
    notebook = nbformat.read(path, as_version=4)
    solved = nbformat.read(root / "solutions" / LESSON / f"{LESSON}.ipynb", as_version=4)
    answers = {cell.id: cell.source for cell in solved.cells}
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            cell.source = ESSAY if marks["grade"] else answers[cell.id]
        if cell.id == "input_gradient":
            cell.source = WRONG
    nbformat.write(notebook, path)


def test_the_student_fetches_and_submits(student, instructor, root):
    lab, tab = student
    course, _ = instructor
    command = [sys.executable, "-m", "nbgrader", "release_assignment", LESSON]
    subprocess.run(command, cwd=course.folder, check=True, env=course.environment, capture_output=True)
    tab.menu("Nbgrader", "Assignment List")
    tab.page.get_by_role("button", name="Fetch", exact=True).click()
    tab.page.get_by_role("button", name="Submit", exact=True).wait_for(timeout=30 * SECOND)
    work(lab.folder / "notebooks" / LESSON / f"{LESSON}.ipynb", root)
    tab.page.get_by_role("button", name="Submit", exact=True).click()
    tab.page.locator("#submitted_assignments_list", has_text=LESSON).wait_for(timeout=30 * SECOND)


def test_the_instructor_collects_and_autogrades(instructor):
    _, tab = instructor
    tab.menu("Nbgrader", "Formgrader")
    tab.page.frame_locator("iframe").get_by_text("Manage Assignments").first.wait_for()
    tab.grader("manage_assignments")
    assert "Success" in tab.press("collect")
    tab.page.locator("td.num-submissions a").first.click()
    tab.page.locator("td.autograde a").wait_for()
    assert "Success" in tab.press("autograde")
    tab.grader(f"manage_submissions/{LESSON}")
    assert "needs manual grading" in tab.page.locator("table").inner_text()


def test_the_instructor_marks_the_written_answer(instructor):
    _, tab = instructor
    tab.grader(f"gradebook/{LESSON}/{LESSON}")
    tab.page.locator("td a").first.click()
    written = tab.page.locator(".nbgrader_cell", has_text=ESSAY)
    written.wait_for()
    assert tab.page.locator("math").count() > 50
    for field, kind, entry in (("input.score", "grade", "3"), ("textarea.comment", "comment", COMMENT)):
        # Formgrader listens to all fields of a kind from the moment it gives the first one a placeholder.
        tab.page.locator(f"{field}[placeholder]").first.wait_for(timeout=60 * SECOND)
        box = written.locator(field)
        with tab.page.expect_response(f"**/api/{kind}/*", timeout=60 * SECOND):
            box.fill(entry)
            box.press("Tab")
    tab.grader(f"manage_submissions/{LESSON}")
    assert "graded" in tab.page.locator("table").inner_text()


def test_feedback_comes_back_and_names_the_mistake(instructor, student):
    _, tab = instructor
    assert "Success" in tab.press("generate-feedback")
    assert "Success" in tab.press("release-feedback")
    lab, reader = student
    reader.page.locator("#refresh_assignments_list").click()
    reader.page.get_by_role("button", name="Fetch Feedback").click()
    reader.page.get_by_text("view feedback").wait_for(timeout=30 * SECOND)
    (feedback,) = lab.folder.glob(f"notebooks/{LESSON}/feedback/*/*.html")
    context = reader.page.context.browser.new_context(offline=True)
    page = context.new_page()
    page.goto(feedback.as_uri())
    said = page.locator("body").inner_text()
    assert "not-rotated" in said
    assert COMMENT in said
    assert "3.0 / 4.0" in said
    assert page.locator("math").first.is_visible()
    assert page.locator("script[src]").count() == 0
    context.close()


def test_the_pages_had_nothing_to_complain_of(student, instructor):
    assert student[1].problems | instructor[1].problems <= WITHOUT_NETWORK
