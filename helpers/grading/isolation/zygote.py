"""The warm process: imports once, then forks a worker for each submission.

    python -P zygote.py FORM FD     # FD: the socket to the grader, one JSON request a message

It runs nothing of a student's. Requests: {"op": "fork", ...} with the worker's socket, {"op": "kill"}.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import time

from helpers.grading.isolation import student, walls
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.shell import make_shell

REQUEST = 1 << 16


def main(form, number):
    """Serve until the grader closes its end. form: "user" and "root" stand below bubblewrap."""
    control = socket.socket(fileno=int(number))
    if sys.platform == "linux":
        walls.libc().prctl(walls.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    shell = warm_up()
    if form in ("user", "root"):
        walls.seal("/tmp")
    control.send(b'{"ready": true}')
    worker = None
    while True:
        data, sockets, _, _ = socket.recv_fds(control, REQUEST, 1)
        if not data:
            end(worker)
            return
        request = json.loads(data)
        if worker:
            end(worker)
            worker = None
        if request["op"] == "fork":
            worker = fork(control, shell, request, sockets[0])
        control.send(json.dumps({"worker": worker}).encode())


def warm_up():
    """Import what every notebook imports; a fork shares the memory."""
    shell = make_shell()
    gc.collect()
    gc.freeze()
    return shell


def fork(control, shell, request, number):
    """A worker that builds its walls, says so and obeys: its process id."""
    worker = os.fork()
    if worker:
        os.close(number)
        return worker
    channel = None
    try:
        control.close()
        if sys.platform == "linux":
            walls.die_with_parent()
        channel = student.Channel(socket.socket(fileno=number))
        silence()
        limits = Limits(**request["limits"])
        walls.build(limits, *(request[k] for k in ("folder", "sandbox", "processes", "user", "readable")))
        os.chdir(request["folder"])
        channel.send("ready")
        student.serve(channel, shell, limits)
    except BaseException as error:
        if channel:
            channel.send("broken", f"{type(error).__name__}: {error}"[:500])
    finally:
        os._exit(0)


def silence():
    """No way to the terminal: standard input, output and error lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    if nowhere > 2:
        os.close(nowhere)


def end(worker):
    """End a worker and all that it started and left behind."""
    if worker is None:
        return
    kill(worker)
    for _ in range(2000):
        for child in children():
            kill(child)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.001)


def children():
    """Processes whose parent is this one; orphans of a worker are among them (Linux)."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(number) for number in file.read().split()]
    except OSError:
        return []


def kill(process):
    """Kill a process and, where it leads one, its group."""
    for send in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            send(process, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
