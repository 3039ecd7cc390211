"""What of this repository the student's process gets to see: a copy of `helpers` without answers.

Left out: the exercises of the lessons (cases, right values, misconceptions), grading but for this package,
the build. Solutions, the gradebook and submissions are no part of `helpers`.
"""

import functools
import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

HELPERS = Path(__file__).resolve().parents[2]
LEFT_OUT = ("authoring", "grading", "checks")
KEPT = ("checks/engine", "grading/isolation")
START = """\
import sys
sys.path[0] = {root!r}
sys.path += [folder for folder in {packages!r} if folder not in sys.path]
from helpers.grading.isolation import {module}
{module}.main(*sys.argv[1:])
"""


def new_folder(purpose):
    """A new temporary folder; those of graders that were killed are cleared away first."""
    for path in Path(tempfile.gettempdir()).glob(f"{purpose}-of-*-*"):
        owner = path.name.split("-")[2]
        if owner.isdigit() and not alive(int(owner)):
            shutil.rmtree(path, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{purpose}-of-{os.getpid()}-")


def alive(process):
    """Whether a process of that number runs; where that cannot be asked without harm, yes."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def copy_to(root, seen_as):
    """Make the copy below `root`, which the student's process will see as `seen_as`."""
    target = Path(root) / "helpers"
    shutil.copytree(HELPERS, target, ignore=left_out)
    for package in KEPT:
        shutil.copytree(HELPERS / package, target / package)
        (target / package).with_name("__init__.py").write_text("")
    for module in ("zygote", "spawned"):
        text = START.format(root=str(seen_as), packages=package_folders(), module=module)
        (Path(root) / f"{module}.py").write_text(text)
    copy_font_list(Path(root) / "matplotlib")
    for folder, _, _ in os.walk(root):
        os.chmod(folder, 0o755)


@functools.cache
def package_folders():
    """Where the packages of a lesson are installed, wherever that is."""
    found = [
        importlib.util.find_spec(name) for name in ("numpy", "matplotlib", "IPython", "matplotlib_inline")
    ]
    return sorted({str(Path(spec.origin).resolve().parents[1]) for spec in found})


def left_out(folder, names):
    """What copytree skips: whole packages, and nothing below them."""
    return LEFT_OUT if Path(folder) == HELPERS else ()


def copy_font_list(target):
    """Matplotlib's list of fonts, which takes a second to make, where the user has one already."""
    target.mkdir()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(os.environ.get("MPLCONFIGDIR") or cache / "matplotlib")
    for path in folder.glob("fontlist-*.json"):
        shutil.copy(path, target)
