"""The web book's lock: pinned, hashed, without hosts, and in agreement with the course's own."""

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


@pytest.fixture(scope="module")
def lock(root):
    return (root / "requirements-site.lock").read_text(encoding="utf-8")


def test_every_requirement_is_hashed_and_no_host_is_named(lock):
    entries = [entry for entry in lock.replace("\\\n", " ").splitlines() if entry[:1] not in ("#", " ", "")]
    assert len(entries) > 90
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in lock
    assert " @ " not in lock


def test_both_locks_can_be_installed_together(root, lock):
    course = pins((root / "requirements.lock").read_text(encoding="utf-8"))
    names = {name for name, _ in course}
    assert {pin for pin in pins(lock) if pin[0] in names} <= course


def test_the_lock_holds_what_the_groups_ask_for(root, lock):
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    found = pins(lock)
    for requirement in map(Requirement, [*groups["site"], *groups["lite"]]):
        versions = [version for name, version in found if name == canonicalize_name(requirement.name)]
        assert versions, requirement
        assert all(version in requirement.specifier for version in versions)
