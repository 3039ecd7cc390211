"""JupyterLab for instructors: `jupyter lab --config=jupyter/instructor.py`, which is what `make lab-instructor` runs.

The course's folder is the root, and all of nbgrader is there: Formgrader, the lists, Create Assignment.
"""

import os
from pathlib import Path

here = Path(__file__).resolve().parent
load_subconfig("base.py", path=str(here))  # noqa: F821 - JupyterLab provides both
c = get_config()  # noqa: F821

c.ServerApp.root_dir = str(here.parent)
# Open tabs belong to this folder; by default JupyterLab would open here what was open in another one.
c.LabApp.workspaces_dir = str(here.parent / ".jupyter" / "instructor")
# nbgrader looks for nbgrader_config.py in the folder where the server was started.
os.chdir(here.parent)
extensions = ("formgrader", "course_list", "assignment_list", "validate_assignment")
c.ServerApp.jpserver_extensions = {f"nbgrader.server_extensions.{name}": True for name in extensions}
# No news pop-up either.
c.LabApp.app_settings_dir = str(here / "instructor")
