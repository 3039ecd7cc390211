"""An invented class in a folder of its own: what an instructor sees in the first five minutes."""

import shutil
import tempfile
import warnings
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from helpers.grading import batch
from helpers.grading.classroom import Classroom, NoClass
from helpers.grading.demo.students import LESSON, STUDENTS, hand_in
from helpers.grading.report import write_report

REPOSITORY = Path(__file__).resolve().parents[3]
SHOWN = "bruno"  # whose feedback page is named: right answers and a mistake that has a name


def demonstrate(folder, run):
    """Make, grade and report the class: the paths of its report and of one feedback page.

    folder: where, empty or not there yet; None takes a temporary one. run(room, students): grades them.
    Raises NoClass where the folder is in use.
    """
    root = Path(folder or tempfile.mkdtemp(prefix="example-class-")).resolve()
    if folder is None:
        root.chmod(0o755)
    room = made(root)
    with batch.alone(room):
        run(room, batch.todo(room, room.students()))
    page, _ = write_report(room)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        room.generate_feedback(SHOWN)
    return page, room.folder("feedback", SHOWN) / f"{LESSON}.html"


def made(root):
    """The Classroom of a new course in a folder, with everything handed in."""
    root.mkdir(parents=True, exist_ok=True)
    if any(root.iterdir()):
        raise NoClass(f"{root} is not empty")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    source = root / "solutions" / LESSON
    source.mkdir(parents=True)
    shutil.copy(REPOSITORY / "solutions" / LESSON / f"{LESSON}.ipynb", source)
    room = Classroom(root, LESSON)
    room.course.assignment_id = LESSON
    GenerateAssignment(
        coursedir=CourseDirectory(config=room.config, assignment_id=LESSON), config=room.config
    ).start()
    for student in STUDENTS:
        hand_in(room, REPOSITORY, student)
    return room
