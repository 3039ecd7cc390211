"""What this course adds to nbgrader's release of a notebook, for `c.GenerateAssignment.preprocessors`.

from helpers.authoring import release
c.GenerateAssignment.preprocessors = release.PREPROCESSORS
"""

from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import CheckCellMetadata, NbGraderPreprocessor

NOTEBOOK_KEYS = ("kernelspec", "language_info")
CELL_KEYS = ("deletable", "editable", "nbgrader")


class StripMetadata(NbGraderPreprocessor):
    """Keep of the metadata what a student's JupyterLab and nbgrader need; ids of cells stay."""

    def preprocess(self, nb, resources):
        keep(nb.metadata, NOTEBOOK_KEYS)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        keep(cell.metadata, CELL_KEYS)
        return cell, resources


class OpenAnswers(NbGraderPreprocessor):
    """Take the checksum off written answers, so that Validate does not call an untouched one a failure.

    nbgrader.utils.determine_grade gives 0 to an answer whose checksum still fits, and Validator reports
    every cell below its maximum. Autograde is not affected: OverwriteCells puts the checksum of the gradebook
    back before grading, and an untouched answer still gets 0 and "No response.".
    """

    def preprocess_cell(self, cell, resources, cell_index):
        if utils.is_grade(cell) and utils.is_solution(cell):
            cell.metadata.nbgrader.pop("checksum", None)
        return cell, resources


def keep(metadata, keys):
    """Drop every other key."""
    for key in set(metadata) - set(keys):
        del metadata[key]


STOCK = GenerateAssignment.preprocessors.default()
PREPROCESSORS = [*STOCK, StripMetadata, OpenAnswers, CheckCellMetadata]
