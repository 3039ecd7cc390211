"""The folders of one lesson's class and nbgrader as the course's nbgrader_config.py sets it up."""

import logging
import shutil
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from helpers.grading import entering

WAIT = 120  # seconds that a worker waits for another one's write to a gradebook in sqlite


class NoClass(Exception):
    """There is nothing to grade or to report where it was looked for."""


class Classroom:
    """One lesson's class. root: the course's folder. Raises NoClass where that is no course or has no such lesson."""

    def __init__(self, root, lesson):
        self.root, self.lesson = Path(root).resolve(), lesson
        if not (self.root / "nbgrader_config.py").is_file():
            raise NoClass(f"{self.root} has no nbgrader_config.py")
        self.config = PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()
        if not lesson or Path(lesson).name != lesson or lesson in (".", ".."):
            raise NoClass(f"{lesson!r} is no lesson's name")
        found = self.config.CourseDirectory
        if found.db_url.startswith("sqlite:///") and "?" not in found.db_url:
            found.db_url += f"?timeout={WAIT}"
        self.course = CourseDirectory(config=self.config)

    def folder(self, step, student="."):
        """The folder of a step ("submitted", "autograded", "feedback"), of one student or of all."""
        name = getattr(self.course, f"{step}_directory")
        folder = Path(name)
        folder = folder if folder.is_absolute() else self.root / folder
        return folder if student == "." else folder / student / self.lesson

    @property
    def kept(self):
        """The folder of the records."""
        return self.root / "grading" / "records" / self.lesson

    @property
    def reports(self):
        return self.root / "grading" / "reports"

    def students(self):
        """Who handed the lesson in, in alphabetical order."""
        handed_in = self.folder("submitted")
        if not handed_in.is_dir():
            return []
        return sorted(p.name for p in handed_in.iterdir() if p.name[0] != "." and there(p / self.lesson))

    def gradebook(self):
        return Gradebook(self.course.db_url, self.course.course_id)

    def released(self):
        """{cell: points} of the lesson's graded cells. Raises NoClass where the course has no such lesson."""
        if not entering.known(self.course, self.lesson) and not self.enter():
            raise NoClass(f"{self.root / 'solutions'} has no lesson {self.lesson}")
        with self.gradebook() as gradebook:
            notebook = gradebook.find_notebook(self.lesson, self.lesson)
            return {cell.name: cell.max_score for cell in notebook.grade_cells}

    def enter(self):
        """Enter the lesson into the gradebook: whether it is there now."""
        return entering.enter(self.root, self.config, self.lesson)

    def scores(self, student):
        """What the gradebook has for a student, or None.

        score, maximum; automatic, possible: of the tests alone; manual: whether a person has still to mark.
        """
        with self.gradebook() as gradebook:
            try:
                found = gradebook.find_submission(self.lesson, student)
            except MissingEntry:
                return None
            tests = [g for n in found.notebooks for g in n.grades if g.cell.cell_type == "code"]
            return {
                "score": found.score,
                "maximum": found.max_score,
                "automatic": sum(grade.auto_score or 0.0 for grade in tests),
                "possible": sum(grade.cell.max_score for grade in tests),
                "manual": bool(found.needs_manual_grade),
            }

    def clear(self, student):
        """Take back what a former run gave: automatic points, graded notebook, feedback. Marks by hand stay."""
        with self.gradebook() as gradebook:
            try:
                submission = gradebook.find_submission(self.lesson, student)
            except MissingEntry:
                submission = None
            for notebook in submission.notebooks if submission else ():
                for grade in notebook.grades:
                    grade.auto_score = None
            gradebook.db.commit()
        for step in ("autograded", "feedback"):
            shutil.rmtree(self.folder(step, student), ignore_errors=True)

    @property
    def nbgrader(self):
        """nbgrader's commands; what they log is in their answers and nowhere else."""
        log = logging.getLogger("helpers.grading.nbgrader")
        log.setLevel(logging.INFO)
        log.propagate = False
        if not log.handlers:
            log.addHandler(logging.NullHandler())
        return NbGraderAPI(self.course, config=self.config, log=log)

    def autograde(self, student):
        """nbgrader's own answer: {"success", "error", "log"}."""
        return self.nbgrader.autograde(self.lesson, student)

    def generate_feedback(self, student):
        """nbgrader's own answer, as that of autograde."""
        return self.nbgrader.generate_feedback(self.lesson, student)


def there(path):
    """Whether a path exists, a broken link included."""
    return path.exists() or path.is_symlink()
