"""What a build may not overwrite: an instructor's edit, a student's work."""

from nbgrader import utils

from helpers.authoring.notebook import RECORD, edited_cells, fingerprint, load, plain_id
from helpers.authoring.problem import Problem
from helpers.authoring.release_gates import TEXT_STUB


def edited_solution(lesson, cells):
    """A problem where the solution notebook holds an edit that neither the build nor the .py made."""
    where = lesson.shown(lesson.solution)
    keep, drop = (
        f"make adopt LESSON={lesson.name}",
        f"python -m helpers.authoring build {lesson.name} --force",
    )
    try:
        notebook = load(lesson.solution)
        if notebook is None:
            return
        held = fingerprint(edited_cells(notebook))
    except ValueError as error:
        yield Problem(where, f"{error} Mend the notebook, or overwrite it ({drop}).")
        return
    if held not in (notebook.metadata.get(RECORD, {}).get("cells"), fingerprint(cells)):
        yield Problem(
            where, f"edited since it was built: carry it to the .py ({keep}) or overwrite it ({drop})."
        )


def worked_release(lesson):
    """A problem where the student notebook holds somebody's work."""
    where = lesson.shown(lesson.release)
    rescue = f"copy it elsewhere, or overwrite it (python -m helpers.authoring build {lesson.name} --force)."
    try:
        notebook = load(lesson.release)
    except ValueError as error:
        yield Problem(where, f"{error} Rather {rescue}")
        return
    found = next((reason for cell in notebook.cells if (reason := work_in(cell))), None) if notebook else None
    if found:
        yield Problem(where, f"holds work ({found}): {rescue}")


def work_in(cell):
    """What in a cell of a student notebook did not come from a build, or None.

    Ungraded cells certify themselves: the id is the digest of the text.
    """
    first = next(iter(cell.source.splitlines()), "empty")[:40]
    if cell.get("outputs") or cell.get("execution_count"):
        return f'the cell "{first}" was run'
    graded = cell.metadata.get("nbgrader", {})
    if utils.is_grade(cell) and utils.is_solution(cell):
        return None if cell.source == TEXT_STUB else f"the answer {graded['grade_id']} is written"
    if graded.get("grade_id"):
        return (
            None
            if graded.get("checksum") == utils.compute_checksum(cell)
            else f"{graded['grade_id']} was edited"
        )
    expected = plain_id(cell.cell_type, cell.source)
    return (
        None
        if cell.get("id", "").partition("-")[0] == expected
        else f'the cell "{first}" was added or edited'
    )
