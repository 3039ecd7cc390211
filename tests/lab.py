"""A JupyterLab server of its own for tests and pictures."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

TOKEN = "lesson"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Lab:
    """A running JupyterLab, spoken to over HTTP."""

    def __init__(self, folder, root=None, config="lab", nbgrader=None):
        """folder: holds notebooks/, and takes the server's own files. root: where jupyter/ is copied from, if at all.

        config: lab or instructor, of jupyter/. nbgrader: the text of a user's own nbgrader_config.py.
        """
        if root:
            shutil.copytree(root / "jupyter", folder / "jupyter")
        if nbgrader:
            (folder / "config").mkdir()
            (folder / "config" / "nbgrader_config.py").write_text(nbgrader, encoding="utf-8")
        self.port, self.folder = free_port(), folder
        flags = ["--no-browser", f"--port={self.port}", f"--IdentityProvider.token={TOKEN}"]
        command = [sys.executable, "-m", "jupyterlab", f"--config=jupyter/{config}.py", *flags]
        own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.environment = os.environ | own | {"PATH": path}
        self.log = (folder / "log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            env=self.environment,
        )

    def ask(self, path, data=None, method=None):
        """The answer to GET, or to POST where there is data, or to another method. Raises HTTPError."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{path}", data, method=method)
        request.add_header("Authorization", f"token {TOKEN}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def wait(self, seconds=60):
        """Wait until it answers; what it logged is the message where it does not."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.ask("api/status")
            except OSError:
                time.sleep(0.2)
        self.log.seek(0)
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()
