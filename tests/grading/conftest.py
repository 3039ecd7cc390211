"""One released mini course for all tests of this folder; nothing is written outside temporary folders."""

import pytest

from tests.grading.course import Course


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """Jupyter's and IPython's folders away from the user's own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "MPLCONFIGDIR",
        ):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("HELPERS_STATIC", "1")
        yield


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A released Course; tests use students of their own."""
    made = Course(tmp_path_factory.mktemp("course"))
    made.release()
    return made


@pytest.fixture
def released(course):
    """A fresh copy of the student notebook."""
    from nbformat import read

    return read(course.root / "notebooks" / course.lesson / f"{course.lesson}.ipynb", as_version=4)
