"""A lesson's three files, and which lessons there are."""

import os
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.problem import BuildError, Problem


@dataclass(frozen=True)
class Lesson:
    """The files of one lesson below the folder `root`."""

    root: Path
    name: str

    @property
    def source(self):
        """The py:percent file, the only one a person edits."""
        return self.root / "solutions" / self.name / f"{self.name}.py"

    @property
    def solution(self):
        """The executed solution notebook."""
        return self.source.with_suffix(".ipynb")

    @property
    def release(self):
        """The student notebook."""
        return self.root / "notebooks" / self.name / f"{self.name}.ipynb"

    def shown(self, path):
        """A path of the lesson as a person at the root would type it."""
        return path.relative_to(self.root).as_posix()


def lessons(root, names=()):
    """The lessons of those names, or all: every folder of solutions/ that holds a .py of its own name.

    A name may be written as a path ("solutions/03_convolution/").
    Raises BuildError for a name without a lesson.
    """
    root = Path(root).resolve()
    files = sorted(root.glob("solutions/*/*.py"))
    found = [Lesson(root, path.stem) for path in files if path.stem == path.parent.name]
    wanted = [Path(name).stem for name in names]
    known = {lesson.name for lesson in found}
    for name in wanted:
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            message = f"there is no solutions/{name}/{name}.py; lessons here: {listed}."
            raise BuildError(name, [Problem("", message)])
    return [lesson for lesson in found if not wanted or lesson.name in wanted]


def write(path, text):
    """Write a text file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
