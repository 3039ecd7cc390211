"""Feedback and Formgrader: verdicts and figures survive, a student's script does not, hidden tests stay hidden."""

import base64

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader import handlers

from helpers.checks.engine.check import examine
from helpers.checks.engine.html import as_html
from helpers.grading.clean import CleanCells, clean_html
from tests.grading.students import ATTACK

PNG = base64.b64encode(b"picture").decode()


def harmful(page):
    """What in a page's notebook part could act."""
    body = BeautifulSoup(page, "html.parser").find(id="notebook-container")
    tags = body.find_all(
        ["script", "iframe", "object", "embed", "form", "svg", "style", "base", "link", "meta"]
    )
    actions = [(tag.name, key) for tag in body.find_all(True) for key in tag.attrs if key.startswith("on")]
    links = [tag for tag in body.find_all(href=True) if "script" in tag["href"].lower()]
    pictures = [tag for tag in body.find_all(src=True) if not tag["src"].startswith("data:image/png;base64,")]
    return [*tags, *actions, *links, *pictures]


@pytest.fixture(scope="session")
def formgrader(graded):
    """The page that Formgrader shows of a submission."""

    def page(student, **options):
        config = graded.config
        config.HTMLExporter.update(options)
        config.HTMLExporter.template_name = "formgrade"
        config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
        resources = {"index": 0, "total": 1, "base_url": "", "notebook_id": graded.name, "student": student}
        path = graded.path("grading", "autograded", student)
        return HTMLExporter(config=config).from_filename(str(path), resources=resources)[0]

    return page


def test_the_attack_would_work(graded, formgrader):
    """The same page without the course's two lines of configuration."""
    page = formgrader("answers_in_script", preprocessors=[], filters={})
    assert len(harmful(page)) > 5


def test_nothing_acts_in_feedback(graded):
    page = graded.page("answers_in_script")
    assert harmful(page) == []
    assert "steal()</script>" not in page.replace("&lt;", "<").split("<body>")[0]


def test_feedback_is_written_anew_without_force(graded, caplog):
    """A mark given after the first page reaches the second, and no warning speaks of nbconvert's own options."""
    page = graded.path("grading", "feedback", "answers_in_script", suffix=".html")
    before = page.read_text(encoding="utf-8")
    page.write_text("old", encoding="utf-8")
    course = CourseDirectory(config=graded.config, assignment_id=graded.name, student_id="answers_in_script")
    GenerateFeedback(coursedir=course, config=graded.config).start()
    assert page.read_text(encoding="utf-8") == before
    assert "not recognized" not in caplog.text


def test_nothing_acts_in_formgrader(formgrader):
    assert harmful(formgrader("answers_in_script")) == []


def test_a_pretended_button_loses_its_class(graded, formgrader):
    for page in (graded.page("answers_in_script"), formgrader("answers_in_script")):
        assert "<b>bold</b>" in page


def test_formulas_and_folds_survive(graded):
    page = graded.page("answers_in_script")
    assert "<mi>a</mi><mo>&lt;</mo><mi>b</mi>" in page
    assert 'display="block"' in page
    assert "<details><summary>Hint</summary>two</details>" in page


def test_hidden_tests_stay_hidden(graded):
    page = graded.page("fails_hidden_test")
    assert "8642" not in page
    assert "AssertionError" in page
    assert "# BEGIN HIDDEN TESTS" in BeautifulSoup(page, "html.parser").text


def rot180(k):
    return k[::-1]


def test_a_verdict_survives_whole():
    original = as_html(examine(rot180))
    kept = BeautifulSoup(clean_html(original), "html.parser")
    wanted = BeautifulSoup(original, "html.parser")
    assert kept.get_text() == wanted.get_text()
    described = [(tag.name, style(tag)) for tag in wanted.find_all(True)]
    assert [(tag.name, style(tag)) for tag in kept.find_all(True) if tag.name != "tbody"] == described


def style(tag):
    """A tag's attributes, its style without blanks."""
    rules = [rule.replace(" ", "").lower() for rule in tag.attrs.get("style", "").split(";") if rule.strip()]
    return {**tag.attrs, "style": rules}


def test_plain_markup_survives():
    text = "<dl><dt>a</dt><dd title='t'><code>b</code></dd></dl><pre class='highlight'>c</pre><span role='img'>d</span>"
    assert clean_html(text) == text.replace("'", '"')


@pytest.mark.parametrize(
    "text",
    [
        ATTACK,
        "<svg onload=steal()><script>steal()</script></svg>",
        "<p style='position:fixed;background:url(http://x)'>x</p>",
        "<form action='http://x'><input name=a><button>b</button></form>",
        "<iframe src='javascript:steal()'></iframe><meta http-equiv=refresh content=0>",
        "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>",
        "<img src='http://x/pixel.png'><a href='data:text/html,steal()'>x</a></div></div><div id='top'>",
    ],
)
def test_nothing_acts_in_cleaned_html(text):
    cleaned = clean_html(text)
    assert harmful(f"<div id='notebook-container'>{cleaned}</div>") == []
    assert not {"position", "url(", "steal()<", " id=", "http://x"} & {
        word for word in ("position", "url(", "steal()<", " id=", "http://x") if word in cleaned
    }


def cleaned_output(data, metadata=None):
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    output = new_output("display_data", data, metadata=metadata or {})
    notebook = new_notebook(cells=[new_code_cell(outputs=[output], metadata={"collapsed": True})])
    return CleanCells().preprocess(notebook, {})[0].cells[0].outputs[0]


def test_a_figure_keeps_its_description(graded):
    alt = 'Delta, "flowing" back <over> a digit'
    output = cleaned_output(
        {"image/png": PNG, "text/plain": alt}, {"image/png": {"alt": alt, "width": '1 onload="x"'}}
    )
    assert output.data == {"image/png": PNG, "text/plain": alt}
    assert output.metadata["image/png"] == {"alt": alt}


def test_a_picture_that_is_none_goes():
    data = cleaned_output({"image/png": '"><script>', "application/javascript": "steal()"}).data
    assert list(data) == ["text/plain"]
    assert "steal" not in data["text/plain"]
