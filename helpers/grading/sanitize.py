"""Before a submission is run: metadata back to what nbgrader knows, every graded cell there once."""

from nbformat import from_dict, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors import DeduplicateIds, NbGraderPreprocessor

NBGRADER_KEYS = {
    "cell_type", "checksum", "grade", "grade_id", "locked", "points", "schema_version", "solution", "task",
}  # fmt: skip


class KnownMetadata(NbGraderPreprocessor):
    """Drop all metadata of cells but nbgrader's own keys: tags, trust, anything a cell may carry along."""

    def preprocess_cell(self, cell, resources, cell_index):
        marks = cell.metadata.get("nbgrader")
        known = {}
        if isinstance(marks, dict) and isinstance(marks.get("grade_id"), str):
            known["nbgrader"] = {key: value for key, value in marks.items() if key in NBGRADER_KEYS}
        cell.metadata = from_dict(known)
        cell.pop("attachments", None)
        return cell, resources


class DropDuplicates(DeduplicateIds):
    """Of cells with one id the last counts; the others become plain cells.

    nbgrader leaves an empty dict on those, which its own schema refuses: that stops the whole batch.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if "nbgrader" in cell.metadata and not cell.metadata.nbgrader:
            del cell.metadata["nbgrader"]
        return cell, resources


class RestoreMissing(NbGraderPreprocessor):
    """Put deleted cells back at the end: answers as released, then tests, so that each test is run.

    nbgrader's own `add_missing_cells` places a test after its answer and fails where that is gone too.
    """

    def preprocess(self, nb, resources):
        names = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells}
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            source = gradebook.find_notebook(about["notebook"], about["assignment"])
            points = {cell.name: cell.max_score for cell in source.grade_cells}
            answers = {cell.name for cell in source.solution_cells}
            missing = [cell for cell in source.source_cells if cell.name not in names]
            missing.sort(key=lambda cell: cell.name in points and cell.name not in answers)
            for cell in missing:
                self.log.warning("cell %s is missing and was put back", cell.name)
                nb.cells.append(restored(cell, points.get(cell.name), cell.name in answers))
                if (nb.nbformat, nb.nbformat_minor) < (4, 5):
                    del nb.cells[-1]["id"]
        return nb, resources


def restored(cell, points, answer):
    """A gradebook's source cell as a notebook cell."""
    marks = {
        "schema_version": 3, "grade_id": cell.name, "grade": points is not None, "solution": answer,
        "locked": bool(cell.locked), "task": False, "cell_type": cell.cell_type, "checksum": cell.checksum,
    }  # fmt: skip
    if points is not None:
        marks["points"] = points
    make = v4.new_code_cell if cell.cell_type == "code" else v4.new_markdown_cell
    return make(cell.source, metadata={"nbgrader": marks})
