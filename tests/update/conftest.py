"""A student's folder with one lesson."""

import pytest

from helpers.authoring.notebook import text_of


@pytest.fixture
def student(tmp_path):
    """A folder of lessons: student(notebook) puts it there as lesson 01_one; student.path is its file."""

    def save(notebook):
        save.path.write_text(text_of(notebook), encoding="utf-8")
        return save.path

    save.folder = tmp_path / "mine" / "notebooks"
    save.path = save.folder / "01_one" / "01_one.ipynb"
    save.path.parent.mkdir(parents=True)
    return save
