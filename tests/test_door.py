"""The way in: lock file, environments, licences, commands and workflow agree with each other."""

import re
import shutil
import subprocess
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

NOT_LOCKED = ("dask", "postgres")  # a cluster and a database server are an instructor's choice


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def lock(root):
    return (root / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def locked(lock):
    """[(Requirement, number of hashes)] of the lock file."""
    entries = lock.replace("\\\n", " ").splitlines()
    lines = [line.partition("--hash=") for line in entries if line[:1] not in ("#", " ", "")]
    return [(Requirement(pin), (found + rest).count("--hash=sha256:")) for pin, found, rest in lines]


@pytest.fixture(scope="module")
def environment(root):
    return yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workflow(root):
    return yaml.safe_load((root / ".github/workflows/ci.yml").read_text(encoding="utf-8"))


def test_every_locked_requirement_is_pinned_and_hashed(locked):
    assert len(locked) > 100
    for requirement, hashes in locked:
        assert [s.operator for s in requirement.specifier] == ["=="], requirement
        assert hashes > 0, requirement


def test_the_lock_names_no_host_and_no_path(lock):
    assert "://" not in lock
    assert "--index-url" not in lock
    assert "--find-links" not in lock
    assert " @ " not in lock
    assert not re.search(r"(^|\s)\.{0,2}/", lock)


def test_the_lock_holds_what_the_project_asks_for(project, locked):
    extras = {name: r for name, r in project["optional-dependencies"].items() if name not in NOT_LOCKED}
    wanted = [*project["dependencies"], *(r for group in extras.values() for r in group)]
    pins = {canonicalize_name(r.name): [] for r, _ in locked}
    for requirement, _ in locked:
        pins[canonicalize_name(requirement.name)].append(next(iter(requirement.specifier)).version)
    for requirement in map(Requirement, wanted):
        found = pins.get(canonicalize_name(requirement.name))
        assert found, f"{requirement} is not locked"
        assert all(version in requirement.specifier for version in found), requirement


def test_only_python_and_pip_rest_on_conda(environment):
    *conda, last = environment["dependencies"]
    assert [re.match(r"[\w-]+", entry)[0] for entry in conda] == ["python", "pip"]
    assert list(last) == ["pip"]


def test_the_pip_section_is_the_lock(environment):
    assert environment["dependencies"][-1]["pip"] == ["-r requirements.lock"]


def test_every_place_names_the_same_oldest_python(root, project, environment, workflow):
    oldest = project["requires-python"].removeprefix(">=")
    conda = SpecifierSet(environment["dependencies"][0].removeprefix("python").strip())
    assert oldest in conda
    assert "3.10" not in conda
    assert f"({oldest.replace('.', ', ')})" in (root / "Makefile").read_text(encoding="utf-8")
    for job in workflow["jobs"].values():
        pythons = job["strategy"]["matrix"]["python"]
        assert pythons[0] == oldest
        assert all(version in conda for version in pythons)


def test_the_workflow_covers_three_systems_oldest_numpy_and_every_week(project, workflow):
    text = str(workflow)
    assert all(system in text for system in ("ubuntu-latest", "macos-latest", "windows-latest"))
    numpy = next(r for r in map(Requirement, project["dependencies"]) if r.name == "numpy")
    oldest = next(iter(numpy.specifier)).version
    assert f"numpy=={oldest}.*" in text
    triggers = workflow[True]  # YAML 1.1 reads the key `on` as true
    assert triggers["schedule"][0]["cron"].split()[2:4] == ["*", "*"]


def test_licences_stand_where_the_readme_says(root, project):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name in ("LICENSE", "LICENSE-text.md", "helpers/datasets/LICENSE.md"):
        assert (root / name).is_file()
        assert f"({name})" in readme
    assert all((root / name).is_file() for name in project["license-files"])


def test_the_documents_link_to_files_that_exist(root):
    for document in ("README.md", "CONTRIBUTING.md", "LICENSE-text.md"):
        text = (root / document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#\s]+)\)", text):
            assert "://" in target or (root / target).exists(), f"{document}: {target}"


def test_the_readme_links_to_every_lesson(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\d\d_\w+)\]\((.*?)\) \|", readme, re.MULTILINE)
    lessons = sorted(path.stem for path in root.glob("solutions/*/[0-9]*.py"))
    assert rows == [(lesson, f"notebooks/{lesson}/{lesson}.ipynb") for lesson in lessons]


def test_make_lists_every_command_of_contributing(root):
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    contributing = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {"lab", "lab-instructor", "test", "build", "bundle", "lint", "bench", "adopt", "clean"} <= set(
        commands
    )
    assert all(f"`make {command}" in contributing for command in commands if command != "help")


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("target", ["lab", "lab-instructor"])
def test_lab_flags_reach_jupyterlab(root, target):
    command = ["make", "--no-print-directory", "--dry-run", target, "LAB_FLAGS=--no-browser --port 8899"]
    shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    last = shown.strip().splitlines()[-1]
    assert "-m jupyterlab" in last
    assert last.endswith(" --no-browser --port 8899")
    assert "helpers.authoring" not in shown  # opening the lessons builds nothing
