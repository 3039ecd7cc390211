"""JupyterLab as `make lab` starts it: the lessons, Validate, and nothing of the instructor's."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import pytest

TOKEN = "lesson"


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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Lab:
    """A running JupyterLab, spoken to over HTTP."""

    def __init__(self, folder):
        self.port = free_port()
        flags = ["--no-browser", f"--port={self.port}", f"--IdentityProvider.token={TOKEN}"]
        command = [sys.executable, "-m", "jupyterlab", "--config=jupyter/lab.py", *flags]
        self.log = (folder / "log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(command, cwd=folder, stdout=self.log, stderr=subprocess.STDOUT)

    def ask(self, path, data=None):
        """The answer to GET, or to POST where there is data. Raises HTTPError."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{path}", data)
        request.add_header("Authorization", f"token {TOKEN}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def wait(self, seconds=60):
        """Wait until it answers; what it logged is the message where it does not."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.ask("api/status")
            except OSError:
                time.sleep(0.2)
        self.log.seek(0)
        pytest.fail(f"JupyterLab did not start:\n{self.log.read()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(root / "jupyter", folder / "jupyter")
    (folder / "notebooks" / "01_one").mkdir(parents=True)
    nbformat.write(lesson(), folder / "notebooks" / "01_one" / "01_one.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "DATA", "RUNTIME"):
            patch.setenv(f"JUPYTER_{name}_DIR", str(folder / name.lower()))
        running = Lab(folder)
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
