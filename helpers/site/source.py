"""The folder that Sphinx reads: a page for each lesson, the instructors' pages, and the landing page."""

import os
import re
import shutil
import textwrap

import nbformat

from helpers.authoring.lesson import lessons
from helpers.authoring.problem import BuildError, Problem
from helpers.site.page import page

LESSONS, LITE = "<!-- lessons -->", "<!-- lite -->"
RUN = '<p>Or <a href="lite/lab/index.html">work on them in this browser</a>, with nothing to install.</p>'
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
ENTRY = """\
{number}. **[{title}](lessons/{name})**{minutes}

{will_do}
"""
CONTENTS = """
```{{toctree}}
:hidden:
:caption: {caption}

{pages}
```
"""


def lay_out(root, folder, lite=False):
    """Write all that Sphinx reads into `folder`, which is emptied first. Returns the lessons.

    lite: whether a JupyterLite will lie beside the pages.

    Raises BuildError where a lesson or a page cannot be shown.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "docs" / "site", folder)
    (folder / "lessons").mkdir()
    (folder / "docs").mkdir()
    found = lessons(root)
    entries, lines = zip(*(lay_out_lesson(lesson, folder / "lessons") for lesson in found), strict=True)
    guides = lay_out_docs(root / "docs", folder / "docs", root)
    landing(folder / "index.md", entries, {"Lessons": lines, "For instructors": guides}, lite)
    return found


def lay_out_lesson(lesson, folder):
    """Write a lesson's page; returns its entry for the landing page and its line in the contents."""
    solution = nbformat.read(lesson.solution, as_version=4)
    nbformat.write(page(lesson.name, solution), folder / f"{lesson.name}.ipynb")
    first = solution.cells[0].source
    return entry(lesson.name, first), f"{int(lesson.name[:2])}. {title(first)} <lessons/{lesson.name}>"


def title(first):
    """The heading of a lesson's first cell."""
    return first.partition("\n")[0].removeprefix("#").strip()


def entry(name, first):
    """A lesson's entry. first: its first cell, with the title, what you will do, and the minutes."""
    will_do = re.search(r"\*\*What you will do\.\*\*\s*(.+?)(?:\n\s*\n|\Z)", first, re.S)
    minutes = re.search(r"about \d+ minutes", first, re.IGNORECASE)
    return ENTRY.format(
        number=int(name[:2]),
        title=title(first),
        name=name,
        will_do=textwrap.indent(will_do[1] if will_do else "", "   "),
        minutes=f", {minutes[0].lower()}" if minutes else "",
    )


def lay_out_docs(docs, folder, root):
    """Copy the instructors' pages and pictures; returns the pages' names, README first, then as it links them."""
    pages = {path.name: path.read_text(encoding="utf-8") for path in docs.glob("*.md")}
    for name, text in pages.items():
        (folder / name).write_text(relinked(text, docs / name, root), encoding="utf-8")
    for picture in docs.glob("*.png"):
        shutil.copy(picture, folder)
    linked = [target for _, _, target in LINK.findall(pages.get("README.md", "")) if target in pages]
    names = dict.fromkeys(["README.md", *linked, *sorted(pages)])
    return [f"docs/{name.removesuffix('.md')}" for name in names if name in pages]


def relinked(text, path, root):
    """A page's text with the links that lead out of docs/ bent. Raises BuildError for one that leads nowhere.

    A link to a lesson's notebook goes to its page; one to another file of the repository keeps its words only.
    """

    def bent(found):
        picture, words, target = found.groups()
        if target.startswith(("http:", "https:", "mailto:", "#")):
            return found[0]
        file = (path.parent / target.partition("#")[0]).resolve()
        if not file.exists():
            raise BuildError(path.name, [Problem("", f"the link to {target} leads nowhere.")])
        if file.parent == path.parent.resolve():
            return found[0]
        if file.suffix == ".ipynb":
            return f"[{words}](../lessons/{file.stem})"
        return f"[{words}]({os.path.relpath(file, root)})" if picture else words

    return LINK.sub(bent, text)


def landing(path, entries, contents, lite):
    """Complete docs/site/index.md: what stands at its two marks, and the contents at its end."""
    text = (
        path.read_text(encoding="utf-8")
        .replace(LESSONS, "\n".join(entries))
        .replace(LITE, RUN if lite else "")
    )
    for caption, lines in contents.items():
        text += CONTENTS.format(caption=caption, pages="\n".join(lines))
    path.write_text(text, encoding="utf-8")
