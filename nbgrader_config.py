"""nbgrader in a clone of this course: `nbgrader generate_assignment`, `autograde`, `generate_feedback`, `export`.

solutions/ is released to notebooks/; what students hand in goes to grading/submitted/<student>/<lesson>/<lesson>.ipynb,
and grading/ (which git ignores) receives everything that is made of it. Nothing here depends on where the clone is.
Each line below closes something that nbgrader leaves open; the classes in helpers/grading say what.
"""

import contextlib
from pathlib import Path

import nbgrader
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, GetGrades, LimitOutput

from helpers.authoring import release
from helpers.grading import clean
from helpers.grading.entering import before_autograde
from helpers.grading.export import QuotedCsvExport
from helpers.grading.feedback import HideTests
from helpers.grading.isolated import IsolatedExecute
from helpers.grading.limit import LimitSize
from helpers.grading.release import SameCells, UnlessWorked, beside, find_alembic
from helpers.grading.settle import AllOrNothing
from helpers.grading.tampering import RestoreAndNote

c = get_config()  # noqa: F821 - nbgrader provides it
root = Path(__file__).resolve().parent

# Folders. sqlite does not create the folder of its file; whoever may not write here needs no gradebook.
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
for step in ("submitted", "autograded", "feedback", "solution", "source_with_tests"):
    setattr(c.CourseDirectory, f"{step}_directory", f"grading/{step}")
c.CourseDirectory.db_url = f"sqlite:///{(root / 'grading' / 'gradebook.db').as_posix()}"
c.CourseDirectory.course_id = "cnn-by-hand"  # a gradebook on PostgreSQL refuses a lesson of no course
with contextlib.suppress(OSError):
    (root / "grading").mkdir(exist_ok=True)
find_alembic()

# Releasing: the committed student notebooks are no obstacle, a worked one is, and graded work with
# other exercises; nothing but the notebook goes along.
c.GenerateAssignment.force = UnlessWorked(root)
c.GenerateAssignment.preprocessors = [SameCells, *release.PREPROCESSORS]
c.CourseDirectory.ignore = beside(root / "solutions")

# Grading: the cells as they were issued; no tag skips a test; a test gives all of its points or none.
stock = Autograde.sanitize_preprocessors.default()
c.Autograde.sanitize_preprocessors = [RestoreAndNote, *stock]
replaced = {Execute: [IsolatedExecute, AllOrNothing], LimitOutput: [LimitOutput, LimitSize]}
stock = Autograde.autograde_preprocessors.default()
c.Autograde.autograde_preprocessors = [new for old in stock for new in replaced.get(old, [old])]
# In a fresh clone the gradebook does not know the lessons yet; no link out of a submission is followed.
c.Autograde.pre_convert_hook = before_autograde

# Feedback and Formgrader: no hidden tests in feedback, no HTML of a student's that could act. Each run writes the pages
# anew, as Formgrader's button does: marks are given after a first page was made.
c.GenerateFeedback.force = True
c.GenerateFeedback.preprocessors = [GetGrades, HideTests, CSSHTMLHeaderPreprocessor]
c.HTMLExporter.preprocessors = ["helpers.grading.clean.CleanCells"]
c.HTMLExporter.filters = {"markdown2html": "helpers.grading.clean.markdown_to_html"}
c.HTMLExporter.exclude_anchor_links = True
# Formulas are MathML by the filter above; this folder's template leaves out the script that would be fetched.
own = Path(clean.__file__).with_name("templates")
stock = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
c.HTMLExporter.extra_template_basedirs = [str(own), str(stock)]

c.ExportApp.plugin_class = QuotedCsvExport
