"""Feedback shows the verdict as the notebook would, and nothing that acts in a browser or was to stay hidden."""

import re

from nbformat import v4

from tests.grading.course import Course, cell, marks, solve, source_notebook

HIDDEN = "check(rot180)\n### BEGIN HIDDEN TESTS\nsecret_word = 1\n### END HIDDEN TESTS"
ATTACKS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<iframe src='http://a.example'></iframe>",
           "<svg onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<style>body{display:none}</style>",
           "<!-- x --><script>", "</div><script>alert(2)</script>"]  # fmt: skip


def page(course, student, notebook):
    course.submit(student, notebook)
    assert course.autograde(student)["success"]
    return course.feedback(student)


def test_students_markup_is_harmless(course, released):
    bad = solve(released)
    cell(bad, "why").source = "\n\n".join(ATTACKS)
    bad.cells.insert(1, v4.new_markdown_cell("marker-one " + " ".join(ATTACKS)))
    html = "".join(ATTACKS)
    shown = f"display(HTML({html!r}), Javascript('alert(3)'))"
    bad.cells.insert(2, v4.new_code_cell(f"from IPython.display import display, HTML, Javascript\n{shown}"))
    bad.cells.insert(3, v4.new_raw_cell(html, metadata={"format": "text/html"}))
    shown = page(course, "markup", bad)
    body = shown[shown.index("marker-one") :]
    for pattern in (
        r"<script[^>]*>\s*alert",
        r"<[^>]*\sonerror=",
        r"<iframe",
        r"<svg[^>]*onload",
        r"<a[^>]*href=.javascript",
        r"<style>body",
    ):
        assert not re.search(pattern, body), pattern


def test_a_verdict_survives(course, released):
    shown = page(course, "wrong", solve(released, rot180="return k[::-1].copy()"))
    assert "(rows-only)" in shown
    assert "border-left:0.4em solid" in shown


def test_hidden_tests_stay_hidden(tmp_path):
    hidden = v4.new_code_cell(HIDDEN, metadata=marks("test-hidden", grade=True, locked=True, points=1))
    course = Course(tmp_path, notebook=source_notebook([hidden]))
    released = course.release()
    assert "secret_word" not in str(released)
    assert "secret_word" not in page(course, "someone", solve(released))


def test_a_page_needs_no_network(course, released):
    """No script, style, picture or font is fetched, and the browser itself draws the formulas."""
    solved = solve(released)
    solved.cells.insert(1, v4.new_markdown_cell(r"$$\delta = k \cdot u \tag{3.9}$$"))
    shown = page(course, "reader", solved)
    assert "<math" in shown
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)=.(https?:)?//", shown)
    assert "url(http" not in shown
    assert "cdnjs" not in shown
