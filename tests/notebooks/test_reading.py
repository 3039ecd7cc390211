"""What a screen reader, a search and a printer need: one title, headings in order, words beside every figure."""

import re
from itertools import pairwise

import nbformat
import pytest

from tests.lessons import identify, lessons

SHORTEST = 30


def headings(notebook):
    """The levels of the headings, in order; lines of fenced code are none."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"^```.*?^```", "", cell.source, flags=re.MULTILINE | re.DOTALL)
            yield from (len(found) for found in re.findall(r"^(#+) ", text, re.MULTILINE))


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_headings_are_in_order(lesson):
    levels = list(headings(nbformat.read(lesson.released, as_version=4)))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_every_figure_says_what_is_to_be_seen(lesson):
    found = 0
    for cell in nbformat.read(lesson.solved, as_version=4).cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                words = output.data["text/plain"]
                assert len(words) >= SHORTEST, words
                assert not words.startswith("<"), words
                assert output.metadata["image/png"]["alt"] == words
                found += 1
    assert found >= 3


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_folded_hints_open_from_the_keyboard(lesson):
    """A fold is a details element with a summary, closed again."""
    for cell in nbformat.read(lesson.released, as_version=4).cells:
        if cell.cell_type == "markdown":
            counts = {
                cell.source.count(tag) for tag in ("<details>", "<summary>", "</summary>", "</details>")
            }
            assert len(counts) == 1, cell.source
