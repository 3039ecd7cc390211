"""What students' and instructors' JupyterLab share; read by lab.py and instructor.py."""

import os
import sys
import webbrowser

c = get_config()  # noqa: F821 - JupyterLab provides it
c.ServerApp.allow_root = True
# The course brings no language servers; JupyterLab would list all it did not find, below its address.
c.LanguageServerManager.autodetect = False


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
