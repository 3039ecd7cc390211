"""Formulas in Markdown as MathML: a browser draws them itself, nothing is fetched, a page can be read offline.

LaTeX by latex2mathml (MathML Core, W3C 2023). What it makes of a student's text is rebuilt here from
elements and attributes that are known to be harmless.
"""

import html
import re
import secrets
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element
from nbconvert.filters.markdown_mistune import IPythonRenderer

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ATTRIBUTES = {
    "accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle",
    "fence", "form", "height", "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits",
    "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "symmetric",
    "voffset", "width",
}  # fmt: skip
ELEMENTS = {
    "math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow", "mspace",
    "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
}  # fmt: skip
TAG = re.compile(r"\\tag\{([^{}]*)\}")
OPERATORS = re.compile(r"\\(arg)(?=\s*\\(max|min))")
# A macro can make a page of any length from a line.
MACROS, LONGEST = re.compile(r"\\(re|provide)?newcommand|\\def|\\let"), 4000
NUMBER = '<span style="float:right">({})</span>'


class FormulaRenderer(IPythonRenderer):
    """Renders Markdown with a mark for each formula; `put_back` exchanges the marks for MathML.

    So the HTML in between can be cleaned of everything but the marks, which nobody can guess.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.secret, self.formulas = secrets.token_hex(8), []

    def mark(self, latex, display):
        self.formulas.append(mathml(latex, display))
        return f"formula{self.secret}n{len(self.formulas) - 1}e"

    def block_math(self, body):
        return self.mark(body, display=True)

    def inline_math(self, body):
        return self.mark(body, display=False)

    def latex_environment(self, name, body):
        return self.mark(f"\\begin{{{name}}}{body}\\end{{{name}}}", display=True)

    def put_back(self, text):
        """HTML with its marks replaced by the formulas."""
        pattern = rf"formula{self.secret}n(\d+)e"
        return re.sub(pattern, lambda found: self.formulas[int(found[1])], text)


def mathml(latex, display):
    """A formula's HTML: MathML and, where it has a tag, its number; the text itself where it cannot be read."""
    if len(latex) > LONGEST or MACROS.search(latex):
        return f"<code>{html.escape(latex)}</code>"
    tags = TAG.findall(latex)
    plain = OPERATORS.sub(r"\\operatorname{\1}", TAG.sub("", latex)).strip()
    try:
        element = convert_to_element(plain, display="block" if display else "inline")
    except Exception:
        return f"<code>{html.escape(latex)}</code>"
    number = NUMBER.format(html.escape(tags[0])) if tags else ""
    return number + ElementTree.tostring(harmless(element), encoding="unicode")


def harmless(element):
    """A copy of an element with known elements and attributes only."""
    name = element.tag.rpartition("}")[2]
    kept = {key: value for key, value in element.attrib.items() if key in ATTRIBUTES}
    copy = ElementTree.Element(name if name in ELEMENTS else "mrow", kept)
    if name == "math":
        copy.set("xmlns", NAMESPACE)
    # The library keeps characters as references (&#x003B4;) in an element's text.
    copy.text, copy.tail = (html.unescape(text) if text else text for text in (element.text, element.tail))
    copy.extend(harmless(child) for child in element)
    return copy
