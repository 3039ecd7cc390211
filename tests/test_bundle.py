"""What students get without the repository: everything to work with, no solution, the same bytes every time."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile

import nbformat
import pytest

import helpers
from helpers.authoring.bundle import build, bundle, released
from helpers.authoring.lesson import lessons as authoring_lessons
from helpers.authoring.problem import BuildError
from helpers.authoring.release_gates import solution_lines
from helpers.authoring.source import read
from tests.bundled import install, unpacked
from tests.lessons import lessons

CHECK = """
import sys
sys.path.insert(0, sys.argv[1])
import helpers
from helpers import check
from helpers.data import load_digits
assert helpers.__file__.startswith(sys.argv[1]), helpers.__file__
def rot180(k):
    return k[::-1, ::-1].copy()
check(rot180)
"""


@pytest.fixture(scope="module")
def made(root, tmp_path_factory):
    return unpacked(root, tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="module")
def texts(made):
    """{name: text} of every file beside the wheel."""
    return {path.relative_to(made.top).as_posix(): path.read_text(encoding="utf-8")
            for path in made.top.rglob("*") if path.is_file() and path.suffix != ".whl"}  # fmt: skip


def wheel_of(made):
    (path,) = made.top.glob("*.whl")
    return path


def source_cells():
    return [cell for lesson in lessons() for cell in read(lesson.source.read_text(encoding="utf-8"))]


def works(packages):
    """Whether `helpers` of this folder alone judges an answer."""
    command = [sys.executable, "-I", "-c", CHECK, str(packages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=packages)
    return done.stdout.startswith("rot180: passed"), done.stderr


def test_it_holds_what_a_student_needs(made, texts):
    notebooks = {f"notebooks/{lesson.name}/{lesson.name}.ipynb" for lesson in lessons()}
    others = {"START.md", "environment.yml", "requirements.lock", "jupyter/lab.py", "LICENSE"}
    assert notebooks | others <= set(texts)
    assert {name for name in texts if name.endswith(".ipynb")} == notebooks
    assert f"pip install --no-deps {wheel_of(made).name}" in texts["START.md"]
    assert "{" not in texts["START.md"]
    assert len(texts["START.md"].splitlines()) < 60
    assert wheel_of(made).name.split("-")[1] == helpers.__version__


def test_no_solution_stands_in_it(texts):
    cells = source_cells()
    hidden = [solution_lines(cell) for cell in cells if solution_lines(cell)]
    assert len(hidden) > 60
    for name, text in texts.items():
        if name.endswith(".ipynb"):
            text = "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
        lines = {line.strip() for line in text.splitlines()}
        assert not any(part <= lines for part in hidden), name
        assert "BEGIN SOLUTION" not in text


def test_the_wheel_holds_helpers_alone(made):
    with zipfile.ZipFile(wheel_of(made)) as wheel:
        names = wheel.namelist()
        code = "\n".join(wheel.read(n).decode() for n in names if n.endswith((".py", ".md", ".j2")))
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"helpers", "cnn_by_hand_helpers"}
    stems = {name.rsplit("/", 1)[-1] for name in names}
    assert not stems & {"alternatives.py", "oracles.py", *(f"{lesson.name}.py" for lesson in lessons())}
    assert not [name for name in names if name.endswith((".ipynb", ".pyc"))]
    for cell in source_cells():
        if cell.role == "answer":
            assert max(cell.source.splitlines(), key=len) not in code


def test_the_wheel_works_alone(made):
    assert works(made.packages) == (True, "")


def test_the_same_bytes_again(root, made, tmp_path):
    umask = os.umask(0o077)
    try:
        assert bundle(root, tmp_path).read_bytes() == made.path.read_bytes()
    finally:
        os.umask(umask)


def test_the_sdist_builds_the_same_package(root, made, tmp_path):
    with tarfile.open(build(root, "sdist", tmp_path / "sdist")) as archive:
        names = {name.split("/")[1] for name in archive.getnames()}
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path)
    assert not names & {"solutions", "tests", "notebooks", "grading"}
    (source,) = (path for path in tmp_path.glob("cnn_by_hand_helpers-*"))
    wheel = build(source, "wheel", tmp_path / "wheel")
    with zipfile.ZipFile(wheel) as again, zipfile.ZipFile(wheel_of(made)) as first:
        assert again.namelist() == first.namelist()
    install(wheel, tmp_path / "packages")
    assert works(tmp_path / "packages") == (True, "")


def test_work_and_edits_that_are_not_built_stop_it(root, tmp_path):
    name = "06_momentum"
    for room in ("solutions", "notebooks"):
        shutil.copytree(root / room / name, tmp_path / room / name)
    (lesson,) = authoring_lessons(tmp_path)
    assert released(lesson) == lesson.release.read_bytes()
    notebook = nbformat.read(lesson.release, as_version=4)
    notebook.cells[-1].source = "mine"
    nbformat.write(notebook, lesson.release)
    with pytest.raises(BuildError, match="holds work"):
        released(lesson)
    shutil.copy(root / "notebooks" / name / f"{name}.ipynb", lesson.release)
    lesson.source.write_text(
        lesson.source.read_text(encoding="utf-8").replace("ravine", "valley"), encoding="utf-8"
    )
    with pytest.raises(BuildError, match="run make build"):
        released(lesson)
