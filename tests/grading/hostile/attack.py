"""What must hold after any hostile submission; `test_jail` and `test_split` run it in two forms."""

import os
import time

import pytest

from helpers.grading import intake
from helpers.grading.isolation import sandbox
from tests.grading.hostile.classroom import LESSON, Classroom, hostile_submissions

SUBMISSIONS = hostile_submissions()
LONGEST = 120  # seconds that no submission may need, far above what any does
STRAY = ("/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"))


def opened(tmp_path_factory, form):
    """A Classroom that other users can enter, as the one that real root's workers become."""
    root = tmp_path_factory.mktemp(form)
    for folder in (root, *root.parents[:2]) if os.geteuid() == 0 else ():
        folder.chmod(0o755)
    return Classroom(root, form)


def attempt(classroom, hostile):
    """Hand in, grade, and look at the points, the report and everything else."""
    folder = classroom.submit(hostile)
    problems = intake.inspect(folder, LESSON)
    before = classroom.treasures(hostile.name)
    started = time.monotonic()
    done = classroom.autograde(hostile.name, **hostile.limits)
    assert time.monotonic() - started < LONGEST
    assert classroom.treasures(hostile.name) == before
    assert not [place for place in STRAY if os.path.exists(f"{place}/hostile-was-here")]
    assert {p.kind for p in problems} >= set(hostile.keys.get("problem", "").split())
    if "fails" in hostile.keys:
        assert not done["success"]
        assert any(p.fatal for p in problems)
        return
    assert done["success"], done
    assert {name for name, points in classroom.points(hostile.name).items() if points} == hostile.earns
    report = classroom.outcome(hostile.name).metadata["grading"]
    for key, part in (("suspicious", "suspicious"), ("note", "tampering"), ("lost", "lost")):
        assert hostile.keys.get(key, "") in str(report[part])


def neighbour_is_graded(classroom):
    """After all that, the next student's notebook is graded as if nothing had been."""
    done = classroom.autograde("neighbour")
    assert done["success"], done
    assert classroom.points("neighbour") == {"rot180": 2, "conv2_valid": 2}
    report = classroom.outcome("neighbour").metadata["grading"]
    assert (report["suspicious"], report["tampering"], report["lost"]) == ([], [], [])


def skip_without_wall(hostile, form):
    """Where a wall is missing, and said to be, an attack on it is not tried on the tester's machine."""
    needs = hostile.keys.get("needs", "")
    if "jail" in needs and form not in ("user", "root"):
        pytest.skip("only the jail limits the size of the folder; the grader says so")
    if "process-limit" in needs and sandbox.runs_as_root(form):
        pytest.skip("real root has no limit on processes; the grader says so")
