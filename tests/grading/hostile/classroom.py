"""A course folder with a lesson of two exercises, things worth stealing round it, and hostile students.

A submission is a text file: what it tries, then cells. `# %% before`, `# %% after`: plain cells round the
exercises; `# %% rot180`, `# %% conv2_valid`: answers in place of the right rot180 and the wrong conv2_valid;
`# %% edit`: Python that changes the notebook `nb`; `# %% place`: Python that writes into `folder`.
Lines before the first cell that begin with a key say what is to come out: `earns:` (rot180 unless told),
`limits:`, `needs:`, `problem:`, `suspicious:`, `note:`. @ROOT@ and @REPOSITORY@ stand for folders.
"""

import copy
import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = Path(__file__).with_name("submissions")
LESSON = "03_hostile"
RIGHT = {
    "rot180": "def rot180(k):\n    return k[::-1, ::-1].copy()",
    "conv2_valid": """def conv2_valid(x, k):
    u = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for m, n in np.ndindex(u.shape):
        u[m, n] = np.sum(k[::-1, ::-1] * x[m : m + k.shape[0], n : n + k.shape[1]])
    return u""",
}
WRONG = "def conv2_valid(x, k):\n    return x"
LIMITS = {"cell": 20.0, "call": 10.0, "notebook": 60.0, "grace": 1.0, "memory": 400 << 20, "folder": 8 << 20}
KEYS = ("earns", "limits", "needs", "problem", "suspicious", "note", "lost", "fails")


@dataclass(frozen=True)
class Hostile:
    """A hostile submission. cells: (header, text) pairs; keys: what is to come out, as texts."""

    name: str
    tries: str
    keys: dict
    cells: tuple

    @property
    def earns(self):
        return set(self.keys.get("earns", "rot180").split()) - {"nothing"}

    @property
    def limits(self):
        return dict(item.split("=") for item in self.keys.get("limits", "").split())

    def texts(self, header, root=""):
        found = (text for kind, text in self.cells if kind == header)
        return [t.replace("@ROOT@", str(root)).replace("@REPOSITORY@", str(REPOSITORY)) for t in found]


def hostile_submissions():
    return [parsed(path) for path in sorted(FOLDER.glob("*.txt"))]


def parsed(path):
    head, *parts = re.split(r"^# %% ?(.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    keys, tries = {}, []
    for line in head.strip().splitlines():
        key, colon, value = line.partition(":")
        if colon and key in KEYS:
            keys[key] = value.strip()
        else:
            tries.append(line)
    cells = tuple(
        (kind.strip(), text.strip("\n")) for kind, text in zip(parts[::2], parts[1::2], strict=True)
    )
    return Hostile(path.stem, " ".join(tries), keys, cells)


def graded(cell, name, points=None, solution=False):
    marks = {
        "schema_version": 3,
        "grade_id": name,
        "grade": points is not None,
        "solution": solution,
        "task": False,
    }
    cell.metadata["nbgrader"] = {**marks, "locked": not solution, **({"points": points} if points else {})}
    return cell


def solved():
    """The instructor's notebook."""
    cells = [new_code_cell("import numpy as np\n\nfrom helpers import check")]
    for name, text in RIGHT.items():
        head, body = text.split("\n", 1)
        text = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells += [graded(new_code_cell(text), name, solution=True),
                  graded(new_code_cell(f"check({name})"), f"test-{name}", points=2)]  # fmt: skip
    cells.append(graded(new_markdown_cell("Because."), "why", points=3, solution=True))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


class Classroom:
    """The course in a folder of its own, graded through nbgrader by the repository's configuration."""

    def __init__(self, root, form):
        self.root, self.form = Path(root).resolve(), form
        shutil.copy(REPOSITORY / "nbgrader_config.py", self.root)
        (self.root / "solutions" / LESSON).mkdir(parents=True)
        nbformat.write(solved(), self.root / "solutions" / LESSON / f"{LESSON}.ipynb")
        (self.root / "solutions" / "answers.py").write_text("import numpy as np\n" + RIGHT["conv2_valid"])
        self.config = PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()
        self.config.IsolatedExecute.form = form
        directory = CourseDirectory(config=self.config, assignment_id=LESSON)
        GenerateAssignment(coursedir=directory, config=self.config).start()
        released = self.root / "notebooks" / LESSON / f"{LESSON}.ipynb"
        self.released = nbformat.read(released, as_version=4)
        neighbour = self.notebook(None)
        self.answer(neighbour, "conv2_valid", RIGHT["conv2_valid"])
        self.hand_in("neighbour", neighbour)

    def notebook(self, hostile):
        """The notebook that a student hands in, None for an honest one."""
        nb = copy.deepcopy(self.released)
        self.answer(nb, "rot180", RIGHT["rot180"])
        self.answer(nb, "conv2_valid", WRONG)
        if hostile:
            for name in RIGHT:
                for text in hostile.texts(name, self.root):
                    self.answer(nb, name, text)
            nb.cells[1:1] = [new_code_cell(text) for text in hostile.texts("before", self.root)]
            nb.cells += [new_code_cell(text) for text in hostile.texts("after", self.root)]
            for text in hostile.texts("edit", self.root):
                exec(
                    text, {"nb": nb, "cell": lambda name: cell(nb, name), "nbformat": nbformat, "copy": copy}
                )
        return nb

    def answer(self, nb, name, text):
        cell(nb, name).source = text

    def hand_in(self, student, nb):
        folder = self.folder(student)
        folder.mkdir(parents=True)
        (folder / f"{LESSON}.ipynb").write_text(json.dumps(nb), encoding="utf-8")
        return folder

    def folder(self, student, step="submitted"):
        return self.root / "grading" / step / student / LESSON

    def submit(self, hostile):
        folder = self.hand_in(hostile.name, self.notebook(hostile))
        for text in hostile.texts("place", self.root):
            exec(text, {"folder": folder, "root": self.root, "lesson": LESSON})
        return folder

    def autograde(self, student, **limits):
        """nbgrader's answer for one student."""
        config = copy.deepcopy(self.config)
        kinds = {key: type(value) for key, value in LIMITS.items()}
        changed = {key: kinds.get(key, int)(value) for key, value in limits.items()}
        config.IsolatedExecute.limits = {**LIMITS, **changed}
        return NbGraderAPI(CourseDirectory(config=config), config=config).autograde(LESSON, student)

    def points(self, student):
        """{exercise: points} of the tests, as the gradebook has them."""
        with Gradebook(self.config.CourseDirectory.db_url) as gradebook:
            grades = gradebook.find_submission_notebook(LESSON, LESSON, student).grades
            return {g.name.removeprefix("test-"): g.auto_score for g in grades if g.name.startswith("test-")}

    def outcome(self, student):
        return nbformat.read(self.folder(student, "autograded") / f"{LESSON}.ipynb", as_version=4)

    def treasures(self, student):
        """What nobody may change: digests of every file but this student's and the gradebook."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            name = str(path.relative_to(self.root))
            if (
                student not in name
                and path.is_file()
                and "gradebook.db" not in name
                and "__pycache__" not in name
            ):
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found


def cell(nb, name):
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)
