"""Tests that students may not read."""

from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests
from traitlets import List


class HideTests(ClearHiddenTests):
    """Take hidden tests out of the feedback: the region itself and, in a traceback, its lines.

    Only issued test cells are looked at: a student who writes the delimiter loses nothing by it.
    """

    display_data_priority = List().tag(config=True)  # HTMLExporter sets it, and warns where it cannot

    def preprocess_cell(self, cell, resources, cell_index):
        hides = (
            utils.is_grade(cell) and not utils.is_solution(cell) and self.begin_test_delimeter in cell.source
        )
        if not hides:
            return cell, resources
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [output.ename]
                output.evalue = ""
        return super().preprocess_cell(cell, resources, cell_index)
