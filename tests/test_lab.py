"""JupyterLab as `make lab` starts it: the lessons, Validate, and nothing of the instructor's; and as
`make lab-instructor` does."""

import json
import re
import shutil
import urllib.error
import urllib.request

import nbformat
import pytest

from tests.lab import TOKEN, Lab


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
    names = [entry["name"] for entry in json.loads(lab.ask("api/contents"))["content"]]
    assert sorted(names) == ["01_one", "lessons.md"]


def test_it_opens_on_the_list_of_lessons(lab):
    request = urllib.request.Request(
        f"http://127.0.0.1:{lab.port}/", headers={"Authorization": f"token {TOKEN}"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.url.endswith("/lab/tree/lessons.md")
    settings = json.loads(lab.ask("lab/api/settings/@jupyterlab/docmanager-extension:plugin"))
    viewers = settings["schema"]["properties"]["defaultViewers"]["default"]
    assert viewers == {"markdown": "Markdown Preview"}


def test_a_saved_notebook_renews_the_list(lab):
    page = lab.folder / "notebooks" / "lessons.md"
    assert "| 0 of 1 |" in page.read_text(encoding="utf-8")
    notebook = json.loads(lab.ask("api/contents/01_one/01_one.ipynb"))["content"]
    shown = {"output_type": "display_data", "data": {"text/plain": "one: passed"}, "metadata": {}}
    notebook["cells"][2]["outputs"] = [shown]
    body = json.dumps({"type": "notebook", "content": notebook}).encode()
    lab.ask("api/contents/01_one/01_one.ipynb", body, method="PUT")
    assert "| 1 of 1 (all) |" in page.read_text(encoding="utf-8")


def test_a_student_sees_nothing_of_the_instructors(lab):
    disabled = re.search(r'"disabledExtensions": (\[.*?\])', lab.ask("lab"))[1]
    names = ("formgrader", "course-list", "create-assignment")
    assert {f"@jupyter/nbgrader:{name}" for name in names} <= set(json.loads(disabled))
    for page in ("formgrader", "formgraders"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            lab.ask(page)


def test_open_tabs_stay_with_the_folder(lab):
    workspace = {"data": {}, "metadata": {"id": "default"}}
    lab.ask("lab/api/workspaces/default", json.dumps(workspace).encode(), method="PUT")
    assert [file.parent.name for file in (lab.folder / ".jupyter").rglob("default*")] == ["lab"]


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


@pytest.fixture(scope="module")
def instructors(root, tmp_path_factory):
    """The course's folder in JupyterLab as an instructor starts it."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(root / "nbgrader_config.py", folder)
    (folder / "solutions" / "01_one").mkdir(parents=True)
    nbformat.write(lesson(), folder / "solutions" / "01_one" / "01_one.ipynb")
    running = Lab(folder, root, "instructor")
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_an_instructor_sees_the_course_and_all_of_nbgrader(instructors):
    names = [entry["name"] for entry in json.loads(instructors.ask("api/contents"))["content"]]
    assert {"solutions", "nbgrader_config.py"} <= set(names)
    assert "@jupyter/nbgrader" not in re.search(r'"disabledExtensions": (\[.*?\])', instructors.ask("lab"))[1]
    assert "Manage Assignments" in instructors.ask("formgrader/manage_assignments")
    assert json.loads(instructors.ask("formgraders"))["success"]


def test_formgrader_reads_the_courses_configuration(instructors):
    listed = json.loads(instructors.ask("formgrader/api/assignments"))
    assert [entry["name"] for entry in listed] == ["01_one"]
