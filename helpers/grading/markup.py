"""Markup in a submission that would act in an instructor's browser, made harmless.

Applied to what autograde writes, so that Formgrader and feedback both show the harmless form. The HTML of
verdicts and figures passes unchanged.
"""

import re

import nh3
from nbgrader.preprocessors import NbGraderPreprocessor

TAGS = {
    "b", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "i",
    "img", "li", "ol", "p", "pre", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {"*": {"aria-label", "class", "role", "style", "title"}, "img": {"src", "alt"}, "th": {"scope"}}
STYLES = {
    "background-color", "border", "border-collapse", "border-left", "color", "font-family", "font-weight",
    "height", "margin", "opacity", "padding", "text-align", "vertical-align", "width",
}  # fmt: skip
PLAIN = {"text/plain", "text/latex", "image/png", "image/jpeg"}
PLAIN_TAG = re.compile(rf"</?(?:{'|'.join(sorted(TAGS - {'img'}))})\s*/?>", re.IGNORECASE)


class HarmlessMarkup(NbGraderPreprocessor):
    """HTML of outputs reduced to a list of tags, tags in Markdown and raw cells defused, scripts dropped."""

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code":
            for output in cell.outputs:
                if "data" in output:
                    output.data = {kind: harmless(kind, value) for kind, value in output.data.items()
                                   if kind in PLAIN or kind in HARMLESS}  # fmt: skip
        else:
            cell.source = defused(cell.source)
        return cell, resources


def clean(html):
    """HTML with known tags, attributes and styles only; pictures only from the document itself."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"data"}, link_rel=None,
        filter_style_properties=STYLES,
    )  # fmt: skip


def defused(markdown):
    """Markdown in which no tag but a bare known one opens: a space after < keeps a browser from seeing one."""

    def space(found):
        return found.group() if PLAIN_TAG.match(markdown, found.start()) else "< "

    return re.sub(r"<(?=[A-Za-z/!?])", space, markdown)


HARMLESS = {"text/html": clean, "text/markdown": defused}


def harmless(kind, value):
    return HARMLESS[kind](value) if kind in HARMLESS else value
