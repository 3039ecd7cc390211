"""Start the warm process behind its walls, and get workers from it. The grader's side."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from helpers.grading.isolation import course, sandbox
from helpers.grading.isolation.wire import Channel, Gone, Late

START_SECONDS = 60
FIRST_USER = 1_900_000_000  # with the process id added, a user that no system has


class LaunchError(Exception):
    """The warm process, or a worker, could not be started."""


class Zygote:
    """A warm process in one form (see `sandbox.FORMS`, "spawn" excepted). One worker at a time."""

    def __init__(self, form):
        self.form = form
        self.jailed = form in ("user", "root")
        self.root = Path(course.new_folder("course"))
        course.copy_to(self.root, sandbox.ROOT if self.jailed else self.root)
        self.folder = None
        mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control = mine
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            [*self.command(), str(other.fileno())], env=self.environment(), pass_fds=[other.fileno()], cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.errors, start_new_session=True,
        )  # fmt: skip
        other.close()
        self.owner = os.getpid()
        atexit.register(self.close)
        self.answer(START_SECONDS)

    def command(self):
        seen = sandbox.ROOT if self.jailed else self.root
        jail = sandbox.command(self.form, self.root) if self.jailed else []
        return [*jail, sys.executable, "-P", "-s", f"{seen}/zygote.py", self.form]

    def environment(self):
        """The whole environment of the student's process; nothing of the grader's own."""
        home = sandbox.FOLDER if self.jailed else tempfile.gettempdir()
        fonts = "/tmp/matplotlib" if self.jailed else str(self.root / "matplotlib")
        return {
            "PATH": "/usr/bin:/bin", "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "IPYTHONDIR": f"{home}/.ipython",
            "MPLCONFIGDIR": fonts, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HELPERS_STATIC": "1",
            "NBGRADER_EXECUTION": "autograde", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def worker(self, limits):
        """A fresh worker: the Channel to it. The one before is ended."""
        self.end()
        self.folder = None if self.jailed else course.new_folder("submission")
        if self.folder:
            os.chmod(self.folder, 0o777)
        mine, other = socket.socketpair()
        request = {
            "op": "fork", "limits": limits.as_dict(), "folder": self.folder or sandbox.FOLDER,
            "sandbox": self.form if self.jailed else "", "processes": processes(limits, self.form),
            "readable": [sandbox.ROOT if self.jailed else str(self.root), *sandbox.prefixes()],
            "user": 0 if sandbox.runs_as_root(self.form) else FIRST_USER + os.getpid(),
        }  # fmt: skip
        try:
            socket.send_fds(self.control, [json.dumps(request).encode()], [other.fileno()])
        except OSError as error:
            raise LaunchError(f"the warm process has gone ({error})") from None
        other.close()
        self.answer(START_SECONDS)
        channel = Channel(mine)
        channel.deadline = time.monotonic() + START_SECONDS
        try:
            message, _ = channel.receive()
        except (Gone, Late):
            message = ["broken", "no answer"]
        if message[0] != "ready":
            raise LaunchError(f"a worker could not be walled in: {message[-1]}")
        return channel

    def end(self):
        """End the present worker with all its processes and its folder."""
        if self.process.poll() is None and self.owner == os.getpid():
            try:
                self.control.send(b'{"op": "kill"}')
                self.answer(START_SECONDS)
            except (OSError, LaunchError):
                self.process.kill()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def answer(self, seconds):
        self.control.settimeout(seconds)
        try:
            if self.control.recv(4096):
                return
        except OSError:
            pass
        self.process.kill()
        self.errors.seek(0)
        said = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        raise LaunchError(said[-1] if said else "the warm process did not start")

    def close(self):
        """End everything; a forked copy of the grader leaves it alone."""
        if self.owner != os.getpid():
            return
        self.end()
        self.control.close()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.errors.close()
        shutil.rmtree(self.root, ignore_errors=True)
        atexit.unregister(self.close)


def processes(limits, form):
    """The number for RLIMIT_NPROC: of the worker alone where the system counts so, else on top of what runs.

    Since Linux 5.14 a user namespace counts its own; real root's workers have a user of their own.
    """
    release = tuple(int(n) for n in os.uname().release.split(".")[:2] if n.isdigit())
    if os.geteuid() == 0 or (form == "user" and release >= (5, 14)):
        return limits.processes
    return limits.processes + running()


def running():
    """How many threads run under this user."""
    total = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if path.stat().st_uid == os.getuid():
                total += len(os.listdir(path / "task"))
        except OSError:
            continue
    return total or 2000
