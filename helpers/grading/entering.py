"""A lesson's place in the gradebook: made when it is first needed, as `nbgrader generate_assignment` makes it.

In a fresh clone the student notebooks are there, the gradebook is not.
"""

import copy
import tempfile
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from helpers.grading.intake import without_links

CONFIG = "nbgrader_config.py"


def known(course, lesson):
    """Whether the gradebook of an nbgrader CourseDirectory has a lesson."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            gradebook.find_notebook(lesson, lesson)
        except MissingEntry:
            return False
    return True


def enter(root, config, lesson):
    """Enter a lesson of a course's folder into its gradebook: whether it is there now. `notebooks/` is not touched.

    config: nbgrader's, as the course's nbgrader_config.py gives it.
    """
    if not (Path(root) / "solutions" / lesson / f"{lesson}.ipynb").is_file():
        return False
    config = copy.deepcopy(config)
    with tempfile.TemporaryDirectory() as folder:
        config.CourseDirectory.release_directory = folder
        course = CourseDirectory(config=config, assignment_id=lesson)
        GenerateAssignment(coursedir=course, config=config).start()
    return known(course, lesson)


def before_autograde(assignment, student, notebooks):
    """For c.Autograde.pre_convert_hook: the lesson has its place, and no link out of a submission is followed."""
    without_links(assignment, student, notebooks)
    for root in [p for p in Path(notebooks[0]).parents if (p / CONFIG).is_file()][:1] if notebooks else ():
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
        if not known(CourseDirectory(config=config), assignment):
            enter(root, config, assignment)
