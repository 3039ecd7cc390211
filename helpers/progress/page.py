"""The page that JupyterLab opens on: the lessons, what each asks, its minutes, and how far one's notebooks are.

A Markdown file beside the lessons, made anew whenever the server starts or a notebook is saved; git ignores it.
Markdown and not a notebook, whose stored HTML nobody sees before trusting it.
"""

import re

from helpers.progress.stored import cells_of, notebooks, stored

NAME = "lessons.md"
PAGE = """\
# A convolutional network by hand

Read a lesson, fill in its functions, and run the cell below each one: it tells what is wrong, and you may ask as often
as you like. {advice}

| Lesson | What you do there | Minutes | Passed | Written |
| :-- | :-- | --: | :-- | :-- |
{rows}

*Passed* counts the exercises whose check passed when you last ran it, *Written* the answers in words, which a person
reads; both as your saved notebooks have it. Reload the page in the browser to count anew. In a terminal,
`python -m helpers.progress` runs everything again and says what is left.
*Validate* above a notebook does so for one lesson.

Where Python says that a name *is not defined*, the kernel is new or a cell was left out: choose *Run > Run All Above
Selected Cell*, and run the cell again.
"""


def refresh(folder):
    """Write the page of the lessons in `folder`, if it changed: its path, or None where that is not possible."""
    target, paths = folder / NAME, [path for path in notebooks(folder) if path.parents[1] == folder]
    if not paths:
        return None
    try:
        text = page(paths)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        return None
    return target


def page(paths):
    """The page's Markdown."""
    standings = [stored(path) for path in paths]
    rows = "\n".join(row(path, standing) for path, standing in zip(paths, standings, strict=True))
    return PAGE.format(rows=rows, advice=advice(paths, standings))


def row(path, standing):
    """A lesson's line in the table; a notebook that cannot be read says so."""
    link = f"{path.parent.name}/{path.name}"
    if standing.problem:
        return f"| [{path.stem}]({link}) | This notebook {standing.problem}. | | | |"
    title, task, minutes = introduction(path)
    count = len(standing.marks)
    passed = f"{standing.passed} of {count}" + (" (all)" if count and standing.passed == count else "")
    written = f"{standing.written} of {standing.answers}" if standing.answers else ""
    cells = [f"[{path.stem[:2]} {title}]({link})", task, minutes, passed, written]
    return "| " + " | ".join(cells) + " |"


def introduction(path):
    """(title, what one does, minutes) as the lesson's first text has them."""
    text = next((cell["source"] for cell in cells_of(path) if cell["cell_type"] == "markdown"), "")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    task = re.search(r"\*\*What you will do\.\*\*(.+?)(?:\n\s*\n|$)", text, re.DOTALL)
    minutes = re.search(r"About (\d+)\s+minutes", text)
    name = path.stem.partition("_")[2].replace("_", " ")
    found = [m[1] if m else other for m, other in ((title, name), (task, ""), (minutes, ""))]
    return [" ".join(part.split()).replace("|", "\\|") for part in found]


def advice(paths, standings):
    """Where to begin, or to go on."""
    open_ones = [(p, s) for p, s in zip(paths, standings, strict=True) if s.passed < len(s.marks)]
    if not open_ones:
        return ""
    path, standing = next(((p, s) for p, s in open_ones if s.passed), open_ones[0])
    going = "Go on" if any(s.passed for s in standings) else "Begin"
    return f"{going} with [{standing.lesson}]({path.parent.name}/{path.name})."
