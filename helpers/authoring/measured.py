"""Figures of measured times: every run would draw another one, so a build keeps those that it finds.

A cell whose header says measured=true keeps its stored pictures for as long as its text and everything
else that it shows stay what they were.
"""

from helpers.authoring.headers import TAGS


def keep_measured(made, stored):
    """Put the pictures of a stored notebook into the measured cells of one that was just run, in place."""
    before = {cell.id: cell for cell in stored.cells} if stored else {}
    for cell in made.cells:
        old = before.get(cell.id)
        if TAGS["measured"] in cell.metadata.get("tags", []) and old and same_but_pictures(cell, old):
            cell.outputs = old.outputs


def same_but_pictures(cell, other):
    """Whether two cells have the same text and show the same, pictures aside."""
    return cell.source == other.source and without_pictures(cell.outputs) == without_pictures(other.outputs)


def without_pictures(outputs):
    """Outputs with the kinds of their pictures, not the pictures."""
    return [{**output, "data": {kind: None if kind.startswith("image/") else value
                                for kind, value in output.get("data", {}).items()}}
            for output in outputs]  # fmt: skip
