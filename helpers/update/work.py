"""What in a notebook is a student's, and which release it is of."""

import copy

import nbformat
from nbgrader import utils

from helpers.authoring.guard import work_in
from helpers.authoring.notebook import plain_id


def opened(text):
    """The notebook of a file's text. Raises ValueError where it is none."""
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat's reader fails in many ways on what is no notebook
        raise ValueError(f"cannot be read as a notebook ({type(error).__name__})") from error
    return notebook


def grade_id(cell):
    """nbgrader's id of a cell, None for a plain one."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def worked(cell):
    """Whether a cell's text is a student's; outputs do not count."""
    bare = copy.deepcopy(cell)
    if bare.cell_type == "code":
        bare.outputs, bare.execution_count = [], None
    return work_in(bare) is not None


def untouched(notebook):
    """Whether a student wrote nothing into it."""
    return not any(worked(cell) for cell in notebook.cells)


def issued(cell):
    """Whether a plain cell is as some release had it: its id is the digest of its text."""
    return cell.get("id", "").partition("-")[0] == plain_id(cell.cell_type, cell.source)


def has_release(old, new):
    """Whether every cell that the release issued stands in the student's notebook."""
    return {key(cell) for cell in new.cells} <= {key(cell) for cell in old.cells}


def key(cell):
    """What tells one issued cell from another, whatever a student wrote into it."""
    marks = cell.metadata.get("nbgrader", {})
    if not marks.get("grade_id"):
        return cell.get("id")
    given = marks.get("checksum") if not utils.is_grade(cell) or utils.is_locked(cell) else None
    return marks["grade_id"], given
