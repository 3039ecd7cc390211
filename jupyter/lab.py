"""JupyterLab as a student sees it: `jupyter lab --config=jupyter/lab.py`, which is what `make lab` runs.

The lessons are the root folder, nbgrader shows Validate only, and no news pop-up appears. Instructors
start plain `jupyter lab` instead. Flags on the command line win over everything set here.
"""

import os
import sys
import webbrowser
from pathlib import Path

here = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 - JupyterLab provides it

c.ServerApp.root_dir = str(here.parent / "notebooks")
c.ServerApp.allow_root = True
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.course_list": False,
}
c.LabApp.app_settings_dir = str(here)


def has_browser():
    """True where a browser window can open; without one JupyterLab prints its address and waits."""
    desktop = os.name == "nt" or sys.platform == "darwin"
    if not desktop and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


c.ServerApp.open_browser = has_browser()
