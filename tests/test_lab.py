"""JupyterLab as `make lab` starts it: the lessons, Validate, and nothing of the instructor's."""

import json
import re
import urllib.error

import nbformat
import pytest

from tests.lab import Lab


def marked(identity, grade, points=None):
    """nbgrader's metadata of a test cell (grade) or an answer."""
    cell = {"grade_id": identity, "grade": grade, "solution": not grade, "locked": grade}
    cell |= {"schema_version": 3, "task": False} | ({"points": points} if grade else {})
    return {"nbgrader": cell}


def lesson():
    """A notebook of one exercise, not yet solved."""
    new, code = nbformat.v4.new_notebook, nbformat.v4.new_code_cell
    cells = [
        code("import helpers"),
        code("def one():\n    raise NotImplementedError", metadata=marked("one", grade=False)),
        code("assert one() == 1", metadata=marked("test-one", grade=True, points=2)),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    (folder / "notebooks" / "01_one").mkdir(parents=True)
    nbformat.write(lesson(), folder / "notebooks" / "01_one" / "01_one.ipynb")
    running = Lab(folder, root)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_the_lessons_are_the_root_folder(lab):
    assert [entry["name"] for entry in json.loads(lab.ask("api/contents"))["content"]] == ["01_one"]


def test_a_student_sees_nothing_of_the_instructors(lab):
    disabled = re.search(r'"disabledExtensions": (\[.*?\])', lab.ask("lab"))[1]
    names = ("formgrader", "course-list", "create-assignment")
    assert {f"@jupyter/nbgrader:{name}" for name in names} <= set(json.loads(disabled))
    for page in ("formgrader", "course_list"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            lab.ask(page)


def test_no_news_pop_up(lab):
    settings = json.loads(lab.ask("lab/api/settings/@jupyterlab/apputils-extension:notification"))
    properties = settings["schema"]["properties"]
    assert properties["fetchNews"]["default"] == "false"
    assert properties["checkForUpdates"]["default"] is False


def test_validate_runs_the_notebook(lab):
    answer = json.loads(lab.ask("assignments/validate", b'{"path": "01_one/01_one.ipynb"}'))
    assert answer["success"]
    (failed,) = answer["value"]["failed"]
    assert failed["source"] == "assert one() == 1"
    assert "NotImplementedError" in failed["raw_error"]
