"""The lessons in a JupyterLite: Python in the browser, from a Pyodide distribution that the caller has."""

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import nbformat

NEEDED = ("hatchling", "jupyterlite_core", "jupyterlite_pyodide_kernel")
PACKAGES = ("ipython", "matplotlib", "micropip", "numpy")
INSTALL = "%pip install -q cnn-by-hand-helpers"


class LeftOut(Exception):
    """There will be no JupyterLite, and why: one sentence."""


def needed(pyodide):
    """Raise LeftOut where no distribution was named, where there is none, or where JupyterLite is missing."""
    if not pyodide:
        raise LeftOut("no Pyodide distribution was named (make site PYODIDE=/path/to/pyodide).")
    if not Path(pyodide).exists():
        raise LeftOut(f"there is no Pyodide distribution at {pyodide}.")
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise LeftOut(f"{' and '.join(missing)} missing (the group lite in pyproject.toml).")


def build(root, pyodide, target):
    """Write a JupyterLite with the released lessons and the wheel of helpers into the folder `target`.

    pyodide: the distribution's folder, or its archive. Raises LeftOut where something it needs is missing;
    exits with 1 where JupyterLite's own build fails.
    """
    needed(pyodide)
    with tempfile.TemporaryDirectory() as folder:
        contents, wheels = Path(folder, "contents"), Path(folder, "wheels")
        for path in sorted((root / "notebooks").glob("[0-9][0-9]_*/*.ipynb")):
            add_lesson(path, contents)
        run("pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", wheels, root, folder=folder)
        (wheel,) = wheels.glob("*.whl")
        place(pyodide, Path(folder, "static", "pyodide"))
        options = ["--contents", contents, "--piplite-wheels", wheel, "--output-dir", target.resolve()]
        run("jupyterlite_core", "build", "--lite-dir", folder, *options, folder=folder)


def place(pyodide, target):
    """Copy the distribution, a folder or an archive, to where JupyterLite looks for its own one."""
    with tempfile.TemporaryDirectory() as unpacked:
        if pyodide.is_file():
            shutil.unpack_archive(pyodide, unpacked, **({"filter": "data"} if ".tar" in pyodide.name else {}))
        found = sorted(Path(unpacked if pyodide.is_file() else pyodide).rglob("pyodide-lock.json"))
        if not found:
            raise LeftOut(f"{pyodide} is no Pyodide distribution, for it has no pyodide-lock.json.")
        listed = json.loads(found[0].read_text(encoding="utf-8"))["packages"]
        files = {name: found[0].with_name(listed[name]["file_name"]) for name in PACKAGES if name in listed}
        if missing := [name for name in PACKAGES if name not in files or not files[name].exists()]:
            raise LeftOut(f"{pyodide} has no {', '.join(missing)}; the full distribution is needed.")
        shutil.copytree(found[0].parent, target)


def add_lesson(path, contents):
    """Copy a released lesson with a first cell that installs helpers: a browser starts with an empty Python."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(INSTALL, id="install-helpers"))
    contents.mkdir(exist_ok=True)
    nbformat.write(notebook, contents / path.name)


def run(module, *arguments, folder):
    """Run a module in a folder, where it may leave what it likes; exits with its messages where it fails."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
