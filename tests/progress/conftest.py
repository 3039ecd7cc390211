"""A small course of students' notebooks."""

import pytest
from nbformat import write


@pytest.fixture
def course(tmp_path):
    """save(notebook, name) puts a notebook into the folder .root/notebooks; gives its path."""

    def save(made, name="03_convolution"):
        path = tmp_path / "notebooks" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8") if isinstance(made, str) else write(made, path)
        return path

    save.root = tmp_path
    return save
