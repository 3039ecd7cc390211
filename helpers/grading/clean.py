"""HTML that others will open: what a student's cell or output may still do in feedback and in Formgrader."""

import html
import re

import nh3
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from helpers.grading.formulas import FormulaRenderer

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"style", "class", "role", "aria-label", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "details": {"open"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
# No position, no url(): nothing can cover the page or call home.
STYLES = {
    "background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right",
    "border-top", "color", "font-family", "font-size", "font-style", "font-weight", "height", "margin",
    "opacity", "padding", "text-align", "vertical-align", "white-space", "width",
}  # fmt: skip
# Classes of highlighted code, and of verdicts; Formgrader's own (full-credit, score ...) act on a click.
CLASS = re.compile(r"highlight|hll|[a-z]{1,2}\d?|verdict[\w-]*")
LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
TEXTS, PICTURES = ("text/plain", "text/markdown", "text/latex"), ("image/png", "image/jpeg")
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}


def clean_html(text):
    """HTML without scripts, handlers, forms, frames, ids, or anything fetched from elsewhere; always balanced."""
    return nh3.clean(
        text,
        tags=TAGS,
        clean_content_tags={"script", "style", "template", "iframe", "object", "svg", "math", "title"},
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto", "data"},
    )


def attribute(tag, name, value):
    """The value of an attribute that may stay, or None."""
    if name == "href":
        return value if LINK.match(value) else None
    if name == "src":
        return value if PICTURE.fullmatch(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if CLASS.fullmatch(word)) or None
    return value


@pass_context
def markdown_to_html(context, source):
    """nbconvert's Markdown filter, cleaned; attached pictures stay, formulas become MathML."""
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = FormulaRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    return renderer.put_back(clean_html(MarkdownWithMath(renderer=renderer).render(source)))


class CleanCells(NbGraderPreprocessor):
    """Clean outputs, metadata and ids, for c.HTMLExporter.preprocessors: it reaches feedback and Formgrader.

    Markdown is cleaned after it is rendered, by `markdown_to_html`. Code, streams and tracebacks are escaped by
    nbconvert. The grades and comments under a cell's `nbgrader` key are the gradebook's and stay.
    """

    display_data_priority = List().tag(config=True)  # HTMLExporter sets it, and warns where it cannot

    def preprocess(self, nb, resources):
        nb.metadata.clear()
        nb.metadata["language_info"] = dict(LANGUAGE)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        for key in set(cell.metadata) - {"nbgrader"}:
            del cell.metadata[key]
        if not CELL_ID.fullmatch(str(cell.get("id", ""))):
            cell["id"] = f"cell-{cell_index}"
        if cell.cell_type == "code":
            count = cell.get("execution_count")
            cell.execution_count = count if isinstance(count, int) else None
            cell.outputs = [clean_output(output) for output in cell.outputs]
        elif cell.cell_type != "markdown":
            cell.cell_type, cell.source = "raw", f"<pre>{html.escape(cell.source)}</pre>"
        return cell, resources


def clean_output(output):
    """An output of which only kinds that are known to be harmless are left."""
    if output.output_type == "stream":
        output.name = "stderr" if output.name == "stderr" else "stdout"
    elif output.output_type in ("display_data", "execute_result"):
        output.metadata = {kind: described(output.metadata.get(kind)) for kind in PICTURES}
        output.data = {kind: data for kind, data in output.data.items() if harmless(kind, data)}
        output.data = output.data or {"text/plain": "[an output that is not shown here]"}
        if "text/html" in output.data:
            output.data["text/html"] = clean_html(output.data["text/html"])
    return output


def harmless(kind, data):
    """Whether data of a MIME type may be shown: text, or the base64 of a picture."""
    if kind in PICTURES:
        return isinstance(data, str) and BASE64.fullmatch(data) is not None
    return kind in (*TEXTS, "text/html") and isinstance(data, str)


def described(metadata):
    """The description of a picture and its size in pixels; nbconvert writes these without quotes."""
    metadata = metadata if isinstance(metadata, dict) else {}
    sizes = {key: value for key in ("width", "height") if isinstance(value := metadata.get(key), int)}
    return {**sizes, **({"alt": str(metadata["alt"])} if metadata.get("alt") else {})}
