"""JupyterLab as a student sees it: `jupyter lab --config=jupyter/lab.py`, which is what `make lab` runs.

The lessons are the root folder and it opens on their list; nbgrader shows Validate and the assignments only.
`make lab-instructor` uses instructor.py instead. Flags on the command line win over everything set here.
"""

import contextlib
import os
import warnings
from pathlib import Path

here = Path(__file__).resolve().parent
lessons = here.parent / "notebooks"
load_subconfig("base.py", path=str(here))  # noqa: F821 - JupyterLab provides both
c = get_config()  # noqa: F821

c.ServerApp.root_dir = str(lessons)
# Open tabs belong to this folder; by default JupyterLab would open here what was open in another one.
c.LabApp.workspaces_dir = str(here.parent / ".jupyter" / "lab")
# nbgrader fetches and submits assignments below the working directory, wherever the server was started from.
os.chdir(lessons)
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.course_list": False,
}
# overrides.json: no news pop-up, Markdown opens as it reads. page_config.json: which of nbgrader's pages are off.
c.LabApp.app_settings_dir = str(here)

# The list of lessons says how far one is: made anew now, and whenever a notebook is saved.
with contextlib.suppress(ImportError):  # without the course's package JupyterLab opens as it does anywhere
    from helpers.progress.page import refresh

    def saved(model, **_):
        """Called after each file that JupyterLab has written."""
        if model["type"] == "notebook":
            refresh(lessons)

    # Jupyter sets the hook once for each class of its contents manager, and remarks on it.
    warnings.filterwarnings("ignore", message="Overriding existing post_save_hook")
    c.FileContentsManager.post_save_hook = saved
    page = refresh(lessons)
    if page:
        c.LabApp.default_url = f"/lab/tree/{page.name}"
