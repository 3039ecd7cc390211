"""The locks beside the course's own (web book, Dask and PostgreSQL): pinned, hashed, no hosts, the same versions."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def pins(text):
    """{(name, version)} of a lock file; markers are left aside."""
    return {
        (canonicalize_name(name), version)
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.M)
    }


@pytest.fixture(scope="module", params=["site", "extras"])
def lock(root, request):
    return (root / f"requirements-{request.param}.lock").read_text(encoding="utf-8")


def test_every_requirement_is_hashed_and_no_host_is_named(lock):
    entries = [entry for entry in lock.replace("\\\n", " ").splitlines() if entry[:1] not in ("#", " ", "")]
    assert len(entries) > 40
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in lock
    assert " @ " not in lock


def test_both_locks_can_be_installed_together(root, lock):
    course = pins((root / "requirements.lock").read_text(encoding="utf-8"))
    names = {name for name, _ in course}
    assert {pin for pin in pins(lock) if pin[0] in names} <= course


def asked_for(root, name):
    """The requirements that pyproject.toml has for a lock."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups, extras = project["dependency-groups"], project["project"]["optional-dependencies"]
    chosen = {"site": (groups["site"], groups["lite"]), "extras": (extras["dask"], extras["postgres"])}[name]
    return [Requirement(line) for lines in chosen for line in lines]


@pytest.mark.parametrize("name", ["site", "extras"])
def test_the_lock_holds_what_is_asked_for(root, name):
    found = pins((root / f"requirements-{name}.lock").read_text(encoding="utf-8"))
    for requirement in asked_for(root, name):
        versions = [version for known, version in found if known == canonicalize_name(requirement.name)]
        assert versions, requirement
        assert all(version in requirement.specifier for version in versions)
