"""A student's first quarter of an hour with the lesson on convolution, in a real browser."""

import pytest

from tests.browser.notebook import Notebook

WRONG = "def rot180(k):\n    return k[::-1].copy()"
RIGHT = "def rot180(k):\n    return k[::-1, ::-1].copy()"


@pytest.fixture(scope="module")
def lesson(chromium, lab):
    notebook = Notebook(chromium, lab, "03_convolution/03_convolution.ipynb")
    notebook.run_above("check(rot180)")
    return notebook


def test_an_untouched_exercise_says_so(lesson):
    lesson.run("check(rot180)")
    assert "Nothing is written here yet." in lesson.output("check(rot180)")


def test_a_wrong_answer_is_named_and_a_right_one_passes(lesson):
    lesson.write("def rot180", WRONG)
    lesson.run("def rot180")
    lesson.run("check(rot180)")
    said = lesson.output("check(rot180)")
    assert "rows-only" in said
    assert "See (3.3)." in said
    assert "helpers" not in said
    lesson.write("def rot180", RIGHT)
    lesson.run("def rot180")
    lesson.run("check(rot180)")
    assert "rot180: passed" in lesson.output("check(rot180)")


def test_the_slider_moves_the_window(lesson):
    slider = lesson.page.locator(".widget-slider").first
    slider.scroll_into_view_if_needed()
    picture = lesson.page.locator(".widget-image").first
    before = picture.get_attribute("src")
    slider.locator(".noUi-handle").focus()
    lesson.page.keyboard.press("ArrowLeft")
    lesson.page.wait_for_timeout(1500)
    lesson.idle()
    assert picture.get_attribute("src") != before
    assert picture.bounding_box()["width"] == picture.evaluate("image => image.naturalWidth")


def test_formulas_and_figures_are_there(lesson):
    assert lesson.page.locator("mjx-container").count() > 20
    assert lesson.page.locator(".jp-RenderedImage img").count() >= 2
    assert lesson.page.locator("mjx-merror").count() == 0


def test_validate_reports_the_exercises_that_are_left(lesson):
    lesson.page.get_by_role("button", name="Validate").first.click()
    dialog = lesson.page.locator(".jp-Dialog-content")
    dialog.wait_for(timeout=120_000)
    said = dialog.inner_text()
    assert "The following cell failed" in said
    assert "conv2_valid" in said
    assert "check(rot180)" not in said
    lesson.page.keyboard.press("Escape")


def test_the_page_had_nothing_to_complain_of(lesson):
    assert lesson.problems == []
