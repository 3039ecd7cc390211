"""Formulas in feedback are MathML, from every lesson, and nothing in a student's formula can act."""

import re
from xml.etree import ElementTree

import nbformat
import pytest
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from helpers.grading.clean import markdown_to_html
from helpers.grading.formulas import ELEMENTS, FormulaRenderer, mathml
from tests.lessons import identify, lessons

HOSTILE = [
    r"\text{<script>alert(1)</script>}",
    r"\text{&lt;img src=x onerror=alert(1)&gt;}",
    r"\href{javascript:alert(1)}{x}",
    r"\style{position:fixed}{x}",
    r"\class{full-credit}{x}",
    r"\unicode{60}script\unicode{62}",
    r"<img src=x onerror=alert(1)>",
    r"\color{red;background:url(//a.example)}{x}",
]


def formulas(source):
    renderer = FormulaRenderer(escape=False)
    MarkdownWithMath(renderer=renderer).render(source)
    return renderer.formulas


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_every_formula_of_a_lesson_can_be_read(lesson):
    cells = nbformat.read(lesson.solved, as_version=4).cells
    found = [f for cell in cells if cell.cell_type == "markdown" for f in formulas(cell.source)]
    assert len(found) > 20
    for formula in found:
        assert "<code>" not in formula, formula
        assert not re.search(r"\\[A-Za-z]", formula), formula
        ElementTree.fromstring(f"<p>{formula}</p>")


def test_a_tag_becomes_the_number_at_the_margin():
    assert mathml(r"a = b \tag{3.9}", display=True).startswith('<span style="float:right">(3.9)</span><math')
    assert "3.9" not in mathml("a = b", display=True)


@pytest.mark.parametrize("latex", HOSTILE)
@pytest.mark.parametrize("shape", ["${}$", "$$\n{}\n$$", r"\begin{{aligned}}{}\end{{aligned}}"])
def test_nothing_in_a_formula_acts(latex, shape):
    html = markdown_to_html({}, "before " + shape.format(latex) + " after")
    tree = ElementTree.fromstring(f"<body>{html}</body>")
    for element in tree.iter():
        name = element.tag.rpartition("}")[2]
        assert name in ELEMENTS | {"body", "p", "code", "span", "img"}, html
        assert not set(element.attrib) & {"href", "class", "style", "onerror", "id", "src"}, html


@pytest.mark.parametrize(
    "latex",
    [
        "a^b^c",
        r"\def\a{xx}\def\b{\a\a}\b",
        r"\newcommand{\a}{\a\a}\a",
        "{" * 3000,
        "x" * 5000,
    ],
)
def test_what_cannot_be_read_is_shown_as_text(latex):
    assert mathml(latex + "<", display=False).startswith("<code>")


def test_a_mark_cannot_be_forged():
    text = markdown_to_html({}, "$x$ formula0123456789abcdefn0e formulan0e")
    assert text.count("<math") == 1
    assert "formulan0e" in text
