"""Workers without fork: one new Python for each submission, imports and all. The grader's side."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from helpers.grading.isolation import course
from helpers.grading.isolation.launch import START_SECONDS, LaunchError
from helpers.grading.isolation.wire import Channel, Gone, Late, WireError

# Windows does not start Python without these.
KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS")


class Spawner:
    """The interface of `launch.Zygote` where nothing can be forked."""

    form = "spawn"

    def __init__(self):
        self.root = Path(course.new_folder("course"))
        course.copy_to(self.root, self.root)
        self.process = self.folder = None

    def worker(self, limits):
        """A fresh worker: the Channel to it. The one before is ended."""
        self.end()
        self.folder = course.new_folder("submission")
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(START_SECONDS)
            arguments = [str(server.getsockname()[1]), token, json.dumps(limits.as_dict())]
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-s", str(self.root / "spawned.py"), *arguments],
                env=self.environment(), cwd=self.folder, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                channel = Channel(server.accept()[0])
                channel.deadline = time.monotonic() + START_SECONDS
                if channel.receive()[0] != ["ready", token]:
                    raise LaunchError("a stranger answered in place of the worker")
            except (TimeoutError, OSError, Gone, Late, WireError) as error:
                self.end()
                raise LaunchError(f"no worker could be started ({type(error).__name__})") from None
        return channel

    def environment(self):
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return {
            **kept, "PATH": os.defpath, "HOME": self.folder, "TMPDIR": self.folder, "TEMP": self.folder,
            "USERPROFILE": self.folder, "MPLCONFIGDIR": str(self.root / "matplotlib"), "HELPERS_STATIC": "1",
            "IPYTHONDIR": str(Path(self.folder, ".ipython")), "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0",
            "NBGRADER_EXECUTION": "autograde",
        }  # fmt: skip

    def end(self):
        """End the present worker and its folder."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def close(self):
        self.end()
        shutil.rmtree(self.root, ignore_errors=True)
