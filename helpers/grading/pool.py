"""Worker processes that outlive any of their own: a death costs the item at work, and a new worker takes its place."""

import contextlib
import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import time
import warnings
from multiprocessing.connection import wait

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def can_fork():
    """Whether worker processes are worth having: where fork is safe."""
    return sys.platform.startswith("linux") and "fork" in multiprocessing.get_all_start_methods()


def outcomes(work, items, size, seconds):
    """Yield (item, result, None) or (item, None, (kind, message)), in the order in which items come to their end.

    work(item) -> result is called in one of `size` forked processes. seconds: the most that one item may take.
    """
    waiting, busy = list(reversed(items)), []
    try:
        while waiting or busy:
            while waiting and len(busy) < size:
                busy.append(Worker(work))
                busy[-1].give(waiting.pop(), seconds)
            for worker in ready(busy):
                yield worker.item, *worker.take()
                if waiting and worker.alive:
                    worker.give(waiting.pop(), seconds)
                else:
                    busy.remove(worker)
                    worker.end()
    finally:
        for worker in busy:
            worker.kill()


def ready(workers):
    """The workers that have an answer, died or hang; waits until there is one."""
    while True:
        left = max(0.0, min(worker.until for worker in workers) - time.monotonic())
        wait([end for worker in workers for end in (worker.pipe, worker.process.sentinel)], left)
        found = [worker for worker in workers if worker.over]
        if found:
            return found


class Worker:
    """One forked process that answers one item after the other."""

    def __init__(self, work):
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(work, theirs, os.getpid()))
        with warnings.catch_warnings():
            # Python counts the threads of a linear algebra library, which survive a fork.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        theirs.close()
        self.alive = True

    def give(self, item, seconds):
        self.item, self.until = item, time.monotonic() + seconds
        try:
            self.pipe.send(item)
        except OSError:
            self.alive = False  # take() says how it ended

    @property
    def over(self):
        return self.pipe.poll() or not self.process.is_alive() or time.monotonic() >= self.until

    def take(self):
        """(result, None) or (None, (kind, message))."""
        try:
            if self.pipe.poll():
                return self.pipe.recv(), None
        except (EOFError, OSError):
            pass
        self.alive = False
        if self.process.is_alive() and time.monotonic() >= self.until:
            self.process.kill()
            return None, ("worker-hung", "Grading did not come to an end and was stopped.")
        self.process.join(5)
        return None, ("worker-died", f"The grading process ended (exit status {self.process.exitcode}).")

    def end(self):
        """Let the process go in peace."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        self.process.join(5)
        self.kill()

    def kill(self):
        self.process.kill()
        self.process.join()
        self.pipe.close()


def serve(work, pipe, parent):
    """In the worker: answer until there is None to do; a parent that is killed takes its workers along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        return
    logging.getLogger("helpers.grading").propagate = False
    logging.getLogger("helpers.grading").addHandler(logging.NullHandler())
    while (item := pipe.recv()) is not None:
        pipe.send(work(item))
