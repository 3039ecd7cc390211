"""The gates of a lesson's text: each takes its cells and yields a Problem for each that is wrong."""

import ast
import re

from helpers.authoring import header_gates, source
from helpers.authoring.problem import Problem

LONGEST = 25
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
# nbgrader looks for these anywhere in a line, prose included.
DELIMITERS = (
    "BEGIN SOLUTION",
    "END SOLUTION",
    "HIDDEN TESTS",
    "MARK SCHEME",
    "### AUTOTEST",
    "### HASHED AUTOTEST",
)
TAG = re.compile(r"\\tag\{([^}]*)\}")


def markers(cells):
    """A solution without its two markers; a delimiter of nbgrader anywhere else, prose included."""
    for cell in cells:
        lines = [line.strip() for line in cell.source.splitlines()]
        if cell.kind == "code" and cell.role == "solution":
            found = [line for line in lines if any(word in line for word in DELIMITERS)]
            if found != [BEGIN, END]:
                yield Problem(cell.where, f"a solution has one line {BEGIN} and one {END}; here: {found}.")
        else:
            for word in DELIMITERS:
                if word in cell.source:
                    yield Problem(
                        cell.where, f"nbgrader acts on the words {word} here too; word it otherwise."
                    )


def too_long(cells):
    """A cell that does not fit a screen."""
    for cell in cells:
        length = len(cell.source.splitlines())
        if length > LONGEST:
            yield Problem(cell.where, f"{length} lines; split it into cells of at most {LONGEST}.")


def solution_code(cells):
    """A solution that is no Python, imports something, or defines another name."""
    for cell in cells:
        if cell.role != "solution" or cell.kind != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            yield Problem(cell.where, f"is not Python: {error.msg}, its line {error.lineno}.")
            continue
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(tree)):
            yield Problem(cell.where, "an import inside a solution; move it to the first code cell.")
        if cell.name not in {getattr(node, "name", None) for node in tree.body}:
            yield Problem(cell.where, f"defines no {cell.name}; the header's name is the function's.")


def pairs(cells):
    """A solution without a test, a test without a solution above it."""
    solved, tested = set(), {cell.name for cell in cells if cell.role == "test"}
    for cell in cells:
        if cell.role == "solution":
            solved.add(cell.name)
            if cell.name not in tested:
                yield Problem(cell.where, f'a solution without a test; add # %% test="{cell.name}" points=2.')
        elif cell.role == "test" and cell.name not in solved:
            yield Problem(cell.where, f'a test without a solution above it; # %% solution="{cell.name}".')


def call_of_check(cells):
    """A test cell with anything in it but the call of check."""
    for cell in cells:
        if cell.role == "test" and cell.source != f"check({cell.name})":
            yield Problem(
                cell.where, f"a test cell is exactly check({cell.name}); other code goes elsewhere."
            )


def repeated_tag(cells):
    """An equation number used twice."""
    seen = {}
    for cell in cells:
        for number in TAG.findall(cell.source) if cell.kind == "markdown" else ():
            if number in seen:
                yield Problem(cell.where, f"\\tag{{{number}}} stands at {seen[number]} already; renumber.")
            seen.setdefault(number, cell.where)


GATES = (markers, too_long, solution_code, pairs, call_of_check, repeated_tag)


def layout(text):
    """A problem at the first line that `adopt` would lay out otherwise (blank lines, quotes of a header)."""
    ours = source.write(source.read(text)).splitlines()
    theirs = text.splitlines()
    for number, (line, wanted) in enumerate(zip([*theirs, ""], [*ours, ""], strict=False), 1):
        if line != wanted:
            said = f"the layout has {wanted!r} here, not {line!r}; one blank line between cells."
            yield Problem(f"line {number}", said)
            return
    if not text.endswith("\n") or len(ours) != len(theirs):
        yield Problem(f"line {len(ours)}", "the file ends with one line break.")


def problems(text):
    """The problems of a lesson's text: those of its headers or, once they are right, all others."""
    cells = source.read(text)
    for gates in (header_gates.GATES, GATES):
        found = [problem for gate in gates for problem in gate(cells)]
        if found:
            return found
    return list(layout(text))
