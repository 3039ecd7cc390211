"""What a student changed that is not a student's to change: noted, and undone with the rest by RestoreCells."""

from helpers.grading import plan
from helpers.grading.restore import RestoreCells, claimed

ROLES = {"grade": "role", "solution": "role", "task": "role", "locked": "lock", "points": "points"}


class RestoreAndNote(RestoreCells):
    """RestoreCells, and the released order of graded cells; notes in `nb.metadata["grading"]["tampering"]`."""

    def preprocess(self, nb, resources):
        known = plan.of(self, resources)
        notes = tampering(nb.cells, known)
        nb, resources = super().preprocess(nb, resources)
        notes += put_in_order(nb.cells, known)
        for note in notes:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], note)
        nb.metadata["grading"] = {"tampering": notes}
        return nb, resources


def tampering(cells, known):
    """Sentences on submitted cells that are not what the plan says; the last of several with one id counts."""
    claims = [claimed(cell) for cell in cells]
    names = dict.fromkeys(name for name in claims if name is not None)
    notes = [f"unknown cell {name[:60]!r}" for name in names if known.find(name) is None]
    for planned in known.cells:
        count = claims.count(planned.name)
        if count == 0:
            notes.append(f"{planned.name} is missing")
        if count > 1:
            notes.append(f"{planned.name} is there {count} times")
        if count:
            cell = cells[len(cells) - 1 - claims[::-1].index(planned.name)]
            notes += [f"{planned.name}: the {said(word)} changed" for word in changes(cell, planned)]
    return notes


def said(word):
    """A word with its verb."""
    return f"{word} {'were' if word == 'points' else 'was'}"


def changes(cell, planned):
    """What differs between a cell and its plan: words, in alphabetical order."""
    marks = cell.metadata["nbgrader"]
    found = {word for key, word in ROLES.items() if differs(key, marks.get(key), planned)}
    if cell.cell_type != planned.cell_type:
        found.add("type")
    if planned.locked and not planned.solution and cell.source != planned.source:
        found.add("text")
    return sorted(found)


def differs(key, given, planned):
    """Whether a cell's mark is not the planned one."""
    if key != "points":
        return bool(given) != getattr(planned, key)
    return (planned.grade or planned.task) and given != planned.points


def put_in_order(cells, known):
    """Known cells change places, in place, so that they stand in the released order: what was to be done."""
    names = [planned.name for planned in known.cells]
    places = [index for index, cell in enumerate(cells) if claimed(cell) in names]
    ordered = sorted((cells[index] for index in places), key=lambda cell: names.index(claimed(cell)))
    moved = any(cells[index] is not cell for index, cell in zip(places, ordered, strict=True))
    for index, cell in zip(places, ordered, strict=True):
        cells[index] = cell
    return ["cells were moved"] if moved else []
