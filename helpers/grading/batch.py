"""Grade a class: who is to be graded, by how many processes, and what a run that was killed left behind.

room = Classroom(".", "03_convolution")
for record in grade_class(room, todo(room, room.students())):
    ...
"""

import contextlib
import functools
import os

from helpers.grading import cluster, pool, records, worker
from helpers.grading.classroom import NoClass
from helpers.grading.isolation.limits import Limits

try:
    import fcntl
except ImportError:
    fcntl = None


def todo(room, students, force=False):
    """Those of the students that are not graded as they are now. force: all, and their records are void."""
    records.tidy(room.kept)
    if force:
        for student in students:
            records.remove(room.kept, student)
    return [student for student in students if not settled(room, student)]


def settled(room, student):
    """Whether a record tells about the notebook that is there now, and another run could tell nothing else."""
    record = records.read(room.kept, student)
    if record is None or {problem["kind"] for problem in record["problems"]} & worker.PASSING:
        return False
    notebook = room.folder("submitted", student) / f"{room.lesson}.ipynb"
    return record["submitted"] == records.digest(notebook)


def grade_class(room, students, workers=None, dask=None):
    """Grade the students: yields each one's record as it is written.

    workers: processes; None for one a core. dask: the address of the scheduler of a cluster that executes and judges.
    Raises NoClass where the cluster is no longer there.
    """
    if dask:
        room.config.IsolatedExecute.carry_out = functools.partial(cluster.carry_out, dask)
    workers = min(workers or os.cpu_count() or 1, max(1, len(students)))
    work = functools.partial(worker.grade, room)
    # A cluster's own limit on an order comes first.
    longest = Limits(**room.config.IsolatedExecute.get("limits", {})).longest * (2 if dask else 1)
    with contextlib.closing(ended(work, students, workers, longest)) as ends:
        for student, record, end in ends:
            record = record if end is None else worker.lost(room, student, *end)
            yield record
            if worker.GONE in {problem["kind"] for problem in record["problems"]}:
                raise NoClass(
                    f"the cluster at {dask} is gone; the same command goes on where this run stopped"
                )


def ended(work, students, workers, longest):
    """What pool.outcomes yields, where nothing can be forked too."""
    if pool.can_fork():
        return pool.outcomes(work, students, workers, longest)
    return ((student, work(student), None) for student in students)


@contextlib.contextmanager
def alone(room):
    """One batch of a lesson at a time: wait for another one, or for what a killed one left running."""
    room.kept.mkdir(parents=True, exist_ok=True)
    with (room.kept / ".lock").open("w") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
