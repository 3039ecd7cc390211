"""Grade on a Dask cluster: its workers execute and judge, this machine alone reads and writes the gradebook.

Every grading process of `pool` runs nbgrader as ever and has its Order carried out by the cluster, over a client
of its own. Dask gives an order whose worker is lost to another one, a few times
(distributed.scheduler.allowed-failures). A worker grades one notebook at a time, however many threads it has.
"""

import functools
import hashlib
import os
import threading
from pathlib import Path

from helpers.grading import order, pool
from helpers.grading.classroom import NoClass

HELPERS = Path(__file__).resolve().parents[1]
JUDGING = ("checks", "grading", "operations")
ANSWER_SECONDS = 30  # in which a scheduler must answer
INSTALL = "--dask needs dask.distributed, which is not installed: python -m pip install distributed"
one_at_a_time = threading.Lock()


class WorkerLostError(Exception):
    """No worker of the cluster came to the end of an order."""


class ClusterGoneError(Exception):
    """The scheduler does not answer."""


class OtherCourseError(Exception):
    """A worker has other checks than the machine that asks."""


def size(address):
    """How many workers a cluster has. Raises NoClass where there is none, or Dask is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise NoClass(INSTALL) from None
    if pool.can_fork():  # asked in a process of its own: none that has spoken to a cluster can be forked
        found = next(result for _, result, _ in pool.outcomes(count, [address], 1, 4 * ANSWER_SECONDS))
    else:
        found = count(address)
    if not found:
        raise NoClass(f"no Dask cluster with workers answers at {address}")
    return found


def count(address):
    """The number of workers that a cluster has soon after it is asked, 0 where there is none."""
    try:
        client = connected(address, os.getpid())
        client.wait_for_workers(1, timeout=ANSWER_SECONDS)
        return len(client.nthreads())
    except (OSError, TimeoutError, ValueError, ClusterGoneError):
        return 0


def carry_out(address, given):
    """Have an Order carried out by a worker: the graded notebook. Raises the errors above, or the worker's own."""
    from distributed import CancelledError, KilledWorker

    client = connected(address, os.getpid())
    future = client.submit(on_worker, given, version(), pure=False)
    try:
        error = future.exception(timeout=given.limits.longest)
        if error is None:
            return future.result()
    except TimeoutError:
        future.cancel()
        raise WorkerLostError(f"no worker answered within {given.limits.longest:.0f} seconds") from None
    except (CancelledError, OSError):
        raise ClusterGoneError(f"the cluster at {address} is gone") from None
    if isinstance(error, KilledWorker):
        raise WorkerLostError(f"{error.allowed_failures + 1} workers of the cluster ended at it") from None
    raise error


@functools.cache
def connected(address, _process):
    """This process's client; it speaks to the cluster without a dashboard or a log."""
    import logging

    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise ClusterGoneError(f"no scheduler answers at {address}") from None


def on_worker(given, asked):
    """On a worker: grade, if this is the same course."""
    if asked != version():
        raise OtherCourseError("a worker has other files of `helpers` than the machine that asks")
    with one_at_a_time:
        return order.carry_out(given)


@functools.cache
def version():
    """A text that is the same on two machines if all of the course's files are that a verdict depends on."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in JUDGING for path in (HELPERS / folder).rglob("*.py")):
        digest.update(f"{path.relative_to(HELPERS).as_posix()} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
