"""One course for all tests: a lesson, and a class of honest, careless and ill-meant students, graded once."""

import pytest

from tests.grading.course import Course, solved
from tests.grading.students import STUDENTS


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """Jupyter's and IPython's folders: nobody's settings count, and none are written."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        yield


@pytest.fixture(scope="session")
def released(own_folders, tmp_path_factory):
    """The course after `nbgrader generate_assignment`."""
    course = Course(tmp_path_factory.mktemp("course"))
    course.write(solved(), "solutions")
    for name in ("00_mini.py", "oracles.py", "answers.md", "weights.npz"):
        (course.root / "solutions" / course.name / name).write_text("SECRET = 1\n")
    course.release()
    return course


@pytest.fixture(scope="session")
def graded(released):
    """The course after all students were graded in one run, and given their feedback."""
    for name, make in STUDENTS.items():
        released.submit(name, make(released.released()))
    released.outcome = released.autograde()
    released.feedback_outcome = released.feedback()
    return released
