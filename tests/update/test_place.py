"""`python -m helpers.update`: beside, in place, or with the work carried over; nothing of a student's is lost."""

import os
import shutil
import zipfile

import nbformat
import pytest
from click.testing import CliRunner

from helpers.authoring.notebook import text_of
from helpers.update.__main__ import main
from helpers.update.release import new_notebooks
from tests.update.releases import named, release

NEW = release("one(x)", "two(x)", text="# A better lesson")
ANSWER = "def one(x):\n    return x + 1"


@pytest.fixture
def bundle(tmp_path):
    """A zip like the course's own, with a lesson 01_one and things that are none of the student's."""
    path = tmp_path / "new.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("cnn-by-hand-2/notebooks/01_one/01_one.ipynb", text_of(NEW))
        made.writestr("cnn-by-hand-2/solutions/01_one/01_one.ipynb", "solved")
        made.writestr("cnn-by-hand-2/../notebooks/02_two/02_other.ipynb", "{}")
    return path


@pytest.fixture
def update(student):
    def run(*arguments):
        done = CliRunner().invoke(main, [*map(str, arguments), "--root", str(student.folder.parent)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run


def worked():
    made = release("one(x)")
    named(made, "one").source = ANSWER
    return made


def files(student):
    return sorted(path.name for path in student.path.parent.iterdir())


def test_a_lesson_that_is_not_there_or_untouched_is_put_in_place(student, update, bundle):
    assert update(bundle) == (0, "01_one: new, put in place\n")
    assert update(bundle) == (0, "01_one: up to date\n")
    student(release("one(x)"))
    assert update(bundle) == (0, "01_one: untouched so far, replaced by the new release\n")
    assert student.path.read_text(encoding="utf-8") == text_of(NEW)
    assert files(student) == ["01_one.ipynb"]


def test_a_worked_notebook_stays_and_the_new_one_is_put_beside(student, update, bundle):
    before = student(worked()).read_bytes()
    code, said = update(bundle)
    assert (code, said) == (0, "01_one: worked on, kept as it is; the new release is 01_one.new.ipynb\n")
    assert student.path.read_bytes() == before
    assert student.path.with_name("01_one.new.ipynb").read_text(encoding="utf-8") == text_of(NEW)
    assert update(bundle)[0] == 0


def test_bring_carries_the_work_and_keeps_the_old(student, update, bundle):
    before = student(worked()).read_bytes()
    update(bundle)
    code, said = update("--bring")
    assert code == 0
    assert "your work is in the new release; the old notebook is 01_one.old.ipynb" in said
    assert "answers carried: one" in said
    assert files(student) == ["01_one.ipynb", "01_one.old.ipynb"]
    assert student.path.with_name("01_one.old.ipynb").read_bytes() == before
    made = nbformat.read(student.path, as_version=4)
    assert named(made, "one").source == ANSWER
    assert made.cells[0].source == "# A better lesson"
    assert update(bundle, "--bring")[1].startswith("01_one: has this release already\n")
    student(worked())
    update(bundle, "--bring")
    assert files(student) == ["01_one.ipynb", "01_one.old-2.ipynb", "01_one.old.ipynb"]


def test_work_in_the_new_notebook_is_not_overwritten(student, update, bundle):
    student(worked())
    beside = student.path.with_name("01_one.new.ipynb")
    for content in (text_of(worked()), "no notebook"):
        beside.write_text(content, encoding="utf-8")
        for arguments in ((bundle,), (bundle, "--bring")):
            code, said = update(*arguments)
            assert code == 1
            assert "01_one.new.ipynb holds work" in said
            assert beside.read_text(encoding="utf-8") == content
    assert update(bundle, "--bring", "--force")[0] == 0
    kept = {path.read_text(encoding="utf-8") for path in student.path.parent.glob("*.old*.ipynb")}
    assert kept == {text_of(worked()), "no notebook"}


def test_a_broken_notebook_of_the_students_is_left_alone(student, update, bundle):
    student.path.write_text("{broken", encoding="utf-8")
    for arguments in ((bundle,), (bundle, "--bring")):
        code, said = update(*arguments)
        assert code == 1
        assert "your notebook cannot be read as a notebook" in said
    assert student.path.read_text(encoding="utf-8") == "{broken"
    assert student.path.with_name("01_one.new.ipynb").exists()


def test_a_broken_new_notebook_does_not_stop_the_others(student, update, tmp_path):
    student(worked())
    for name, text in (("01_one", "{"), ("02_two", text_of(NEW))):
        (tmp_path / "new" / name).mkdir(parents=True)
        (tmp_path / "new" / name / f"{name}.ipynb").write_text(text, encoding="utf-8")
    code, said = update(tmp_path / "new")
    assert code == 1
    assert "01_one: the new notebook cannot be read" in said
    assert "02_two: new, put in place" in said
    assert files(student) == ["01_one.ipynb"]


def test_a_release_that_is_none_is_said(update, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text").write_text("x")
    for arguments in ((tmp_path / "empty",), (tmp_path / "text",), ("--bring",), ()):
        code, said = update(*arguments)
        assert code == 2
        assert "Traceback" not in said


def test_the_repository_and_an_unzipped_bundle_are_releases(root, tmp_path):
    lessons = set(os.listdir(root / "notebooks")) - {"lessons.md"}
    assert set(new_notebooks(root)) == lessons
    shutil.copytree(root / "notebooks", tmp_path / "cnn-by-hand-2" / "notebooks")
    found = new_notebooks(tmp_path)
    assert set(found) == lessons
    assert "### BEGIN" not in "".join(found.values())
