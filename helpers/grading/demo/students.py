"""The 24 of the example class, and what each of them hands in."""

import copy
import json
from dataclasses import dataclass, field

import nbformat
from nbformat.v4 import new_code_cell

from helpers.grading.demo.answers import alternative, reference
from helpers.grading.demo.mistakes import MISTAKES

LESSON = "03_convolution"
WHY = "A full convolution lays down a copy of the kernel; going back, every distance changes its sign."
EXIT = "import os\n\nos._exit(0)"
STEAL = """
def kernel_gradient(x, delta):
    from helpers.checks.convolution.kernel_gradient import expected

    return expected(x, delta)
"""
READ = """
def input_gradient(delta, k):
    import glob

    for path in glob.glob("/**/solutions/03_convolution/*", recursive=True):
        exec(open(path).read(), globals())
    return expected_input_gradient(delta, k)
"""
PATCH = """import numpy.testing

from helpers.checks import engine

np.allclose = lambda *arguments, **options: True
engine.judge = engine.check = lambda *arguments, **options: None"""
HOSTILE_NAME = "<script>alert('marks')</script>"


@dataclass(frozen=True)
class Student:
    """What someone hands in: right answers but for what is said here.

    differently: {exercise: number of the alternative}. mistakes: keys of MISTAKES. texts: {exercise: text}.
    done: how many exercises were begun, None for all. first: text of a cell put before all answers.
    """

    differently: dict = field(default_factory=dict)
    mistakes: tuple = ()
    texts: dict = field(default_factory=dict)
    done: int | None = None
    first: str = ""
    why: str = WHY
    edit: object = None  # edit(notebook), after all else
    write: object = None  # write(folder, text) in place of writing the notebook


COPIED = {"conv2_valid": 0, "conv2_full": 0, "conv_layer": 2, "conv_layer_gradients": 2, "kernel_gradient": 3}
NOT_ROTATED = ("input_gradient", "not-rotated")


def renamed(notebook):
    """The same answers in other words: what one does who hands in a friend's."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            cell.source = "# my own work\n" + cell.source.replace("padded", "bigger").replace("total", "acc")


def worth_more(notebook):
    """Every test is worth a thousand points."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.points = 1000


def cut(folder, text):
    """Hand in the first third of the file."""
    (folder / f"{LESSON}.ipynb").write_text(text[: len(text) // 3], encoding="utf-8")


def under_another_name(folder, text):
    """Hand in under the name that Jupyter gives."""
    (folder / "Untitled1.ipynb").write_text(text, encoding="utf-8")


STUDENTS = {
    "ada": Student(),
    "amos": Student({"rot180": 0, "conv_matrix": 0, "kernel_gradient": 0}),
    "bela": Student({"conv2_valid": 1, "conv_matrix": 1, "xcorr_input_gradient": 2}),
    "bruno": Student(mistakes=(NOT_ROTATED, ("convolution_claims", "all-true"))),
    "carla": Student({"rot180": 1, "kernel_gradient": 1, "conv_layer": 1}),
    "dilip": Student({"rot180": 2, "conv2_full": 2, "conv_layer_delta": 1}),
    "edith": Student({"input_gradient": 2, "conv_layer_gradients": 1, "convolution_claims": 2}),
    "farid": Student(mistakes=(NOT_ROTATED,)),
    "greta": Student(mistakes=(NOT_ROTATED, ("xcorr_input_gradient", "rotated-twice"))),
    "hanna": Student(mistakes=(NOT_ROTATED, ("kernel_gradient", "flips-missing")), why="YOUR ANSWER HERE"),
    "ivo": Student(mistakes=(("conv2_full", "padded-as-if-square"), ("conv_layer", "table-ignored"))),
    "jonas": Student(mistakes=(("input_gradient", "transposed-kernel"), ("kernel_gradient", "mean-for-sum"))),
    "kenji": Student(mistakes=(("repaired_layer_delta", "channels-flipped"), ("convolution_claims", "all-true"))),
    "lena": Student(mistakes=(("conv_layer_delta", "f-prime-forgotten"), ("conv_matrix", "not-flipped"))),
    "mina": Student(COPIED, mistakes=(("repaired_layer_delta", "channels-flipped"),)),
    "nadia": Student(COPIED, mistakes=(("repaired_layer_delta", "channels-flipped"),), edit=renamed),
    "otto": Student({"conv2_valid": 1, "conv2_full": 0}, mistakes=(("rot180", "rows-only"), NOT_ROTATED), done=5),
    "paula": Student(mistakes=(("conv2_valid", "correlation-for-convolution"),), done=3),
    "quinn": Student(done=0, why="YOUR ANSWER HERE"),
    "rosa": Student(write=cut),
    "sven": Student(write=under_another_name),
    "tariq": Student(texts={"kernel_gradient": STEAL, "input_gradient": READ}, first=PATCH, edit=worth_more),
    "ulla": Student(first=EXIT, mistakes=(("kernel_gradient", "result-not-rotated"),)),
    HOSTILE_NAME.replace("/", "|"): Student(mistakes=(("input_gradient", "mean-for-sum"),), done=6),
}  # fmt: skip


def hand_in(room, repository, name):
    """Write what a student hands in into the class's folder."""
    student, folder = STUDENTS[name], room.folder("submitted", name)
    folder.mkdir(parents=True)
    released = room.root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    notebook = worked(nbformat.read(released, as_version=4), repository, student)
    write = student.write or whole
    write(folder, json.dumps(notebook))


def whole(folder, text):
    """Hand in the notebook."""
    (folder / f"{LESSON}.ipynb").write_text(text, encoding="utf-8")


def worked(released, repository, student):
    """The released notebook after a student has worked on it."""
    notebook = copy.deepcopy(released)
    answers = texts(repository, student)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers and cell.cell_type == "code":
            cell.source = answers[name]
        elif cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "markdown":
            cell.source = student.why
    if student.first:
        place = next(i for i, cell in enumerate(notebook.cells) if "nbgrader" in cell.metadata)
        notebook.cells.insert(place, new_code_cell(student.first))
    if student.edit:
        student.edit(notebook)
    return notebook


def texts(repository, student):
    """{exercise: text} of the answers that a student has begun."""
    found = {k: v for k, v in reference(repository, LESSON).items() if v.lstrip().startswith("def ")}
    for exercise, number in student.differently.items():
        found[exercise] = alternative(repository, LESSON, exercise, number)
    found |= {key[0]: MISTAKES[key].strip() for key in student.mistakes}
    found |= {exercise: text.strip() for exercise, text in student.texts.items()}
    return dict(list(found.items())[: student.done])
