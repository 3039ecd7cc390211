"""The worker: runs one submission's cells and, on a forked snapshot, its functions. The student's side.

Messages in: ["file", path], ["run", source], ["snapshot"], ["end"], ["quit"]. Nothing that it answers is
believed: the grader judges the values.
"""

import contextlib
import os
import signal
import socket

from helpers.grading.isolation.shell import run_cell
from helpers.grading.isolation.snapshot import serve_calls
from helpers.grading.isolation.wire import Channel, Gone, WireError

FORKS = hasattr(os, "fork")


def serve(channel, shell, limits, fork=FORKS):
    """Obey until the grader says quit or is gone. Without `fork` calls are served in this process."""
    snapshot = None
    while True:
        try:
            message, buffers = channel.receive()
        except Gone:
            return
        order, *rest = message
        if order == "file":
            store(rest[0], buffers[0])
        elif order == "run":
            answer(channel, run_cell(shell, rest[0], limits))
        elif order == "snapshot" and fork:
            snapshot = take_snapshot(channel, shell, limits)
        elif order == "snapshot":
            serve_calls(channel, shell.user_ns, limits)
        elif order == "end":
            end_snapshot(snapshot)
            snapshot = None
            channel.send("ended")
        elif order == "quit":
            return


def store(path, content):
    """A file that lay beside the submitted notebook, in the worker's own folder."""
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def answer(channel, outputs):
    """Send a cell's outputs, or none where they cannot be sent."""
    try:
        channel.send("outputs", outputs)
    except (WireError, TypeError, ValueError):
        channel.send("outputs", [])


def take_snapshot(channel, shell, limits):
    """A copy of this process that answers calls on a socket of its own: its process id."""
    _, numbers, _, _ = socket.recv_fds(channel.socket, 1, 1)
    snapshot = os.fork()
    if snapshot:
        os.close(numbers[0])
        return snapshot
    try:
        channel.close()
        serve_calls(Channel(socket.socket(fileno=numbers[0])), shell.user_ns, limits)
    finally:
        os._exit(0)


def end_snapshot(snapshot):
    """End it and whatever it started. Only in a process namespace may signals be sent; else it has gone by itself."""
    if snapshot is None:
        return
    for target in (snapshot, -1) if os.getpid() == 1 else (snapshot,):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(target, signal.SIGKILL)
    try:
        os.waitpid(snapshot, 0)
        while os.getpid() == 1 and os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
