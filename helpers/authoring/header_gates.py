"""The gates of the cell headers: each takes a lesson's cells and yields a Problem for each that is wrong.

A typo here is silent in jupytext and makes an ungraded cell of a graded one.
"""

import re
from collections import Counter

from helpers.authoring.headers import TAGS, grade_id
from helpers.authoring.problem import Problem

HEADERS = (set(), {"solution"}, {"test", "points"}, {"answer", "points"}, {"widget"}, {"measured"})
FORMS = 'solution="f" | test="f" points=2 | [markdown] answer="why" points=4 | widget=true | measured=true'


def badly_encoded_header(cells):
    """A typo in a header: jupytext keeps the text of it aside and goes on."""
    for cell in cells:
        if "incorrectly_encoded_metadata" in cell.options:
            typo = cell.options["incorrectly_encoded_metadata"]
            yield Problem(cell.where, f"the header's {typo!r} cannot be read; use {FORMS}.")


def unknown_header(cells):
    """A header with a key, or a combination of keys, that means nothing here."""
    for cell in cells:
        keys = set(cell.options)
        if "incorrectly_encoded_metadata" not in keys and keys not in HEADERS:
            yield Problem(cell.where, f"the header says {', '.join(sorted(keys))}; the forms are {FORMS}.")


def hidden_header(cells):
    """A header that jupytext took for a magic or for text."""
    for cell in cells:
        if re.search(r"^(# ?)?%%", cell.source, re.MULTILINE):
            yield Problem(cell.where, 'a line begins with "%%"; a header is "# %%", a space, its options.')


def bad_value(cells):
    """An id that nbgrader refuses, points that are no number above 0."""
    for cell in cells:
        name, points = cell.name, cell.options.get("points", 1)
        if cell.role and not (isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,50}", name)):
            yield Problem(cell.where, f"{name!r} is no id; letters, digits, _ and - in double quotes.")
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            yield Problem(cell.where, f"points={points!r}; give a number above 0, without quotes.")
        for key in TAGS:
            if cell.options.get(key, True) is not True:
                yield Problem(cell.where, f"write {key}=true or leave it out.")


def wrong_kind(cells):
    """A role on the wrong kind of cell; a test in Markdown would be a locked text."""
    for cell in cells:
        if cell.kind == "raw":
            yield Problem(cell.where, "a raw cell; write Markdown or code.")
        elif cell.kind == "markdown" and cell.role in ("solution", "test"):
            yield Problem(cell.where, f"a {cell.role} in Markdown is a locked text; make it plain, or code.")
        elif cell.kind == "code" and cell.role == "answer":
            yield Problem(cell.where, "a written answer is Markdown: # %% [markdown] answer=...")


def duplicate_id(cells):
    """Two graded cells with one id."""
    counts = Counter(grade_id(cell) for cell in cells if cell.role)
    for cell in cells:
        if cell.role and counts[grade_id(cell)] > 1:
            again = f"the id {grade_id(cell)} stands {counts[grade_id(cell)]} times; give each its own."
            yield Problem(cell.where, again)


GATES = (badly_encoded_header, unknown_header, hidden_header, bad_value, wrong_kind, duplicate_id)
