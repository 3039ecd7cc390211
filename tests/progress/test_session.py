"""The last cell of a lesson: what passed in this session, in HTML and in plain text alike."""

import re
from html import unescape

import pytest

from helpers.checks.engine import find
from helpers.checks.engine import record as engine_record
from helpers.checks.engine.check import examine
from helpers.progress import progress, session


@pytest.fixture
def found(monkeypatch):
    """An empty record of verdicts."""
    empty = {}
    monkeypatch.setattr(session, "verdicts", empty)
    return empty


def rot180(k):
    return k[::-1].copy()


def test_nothing_tried_yet(found, capsys):
    progress("03_convolution")
    said = capsys.readouterr().out
    assert "03_convolution: 0 of 12 exercises passed in this session" in said
    assert "untried  rot180, conv2_valid" in said


def test_what_passed_what_failed_and_what_is_left(found, capsys):
    found["rot180"] = examine(rot180)
    right = find("conv2_full").expected
    right.__name__, before = "conv2_full", right.__name__
    found["conv2_full"] = examine(right)
    right.__name__ = before
    progress("03_convolution")
    said = capsys.readouterr().out
    assert "1 of 12 exercises passed" in said
    assert "failed   rot180: wrong value (rows-only)" in said
    assert "passed   conv2_full" in said


def test_html_says_what_the_text_says(found):
    found["rot180"] = examine(rot180)
    headline, facts = session.summary("03_convolution", ["rot180", "conv2_full"], found)
    html = session.as_html(headline, facts, finished=False)
    words = re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", html)))
    assert sorted(words) == sorted(re.findall(r"\w+", session.as_text(headline, facts)))
    assert html.count("<th scope='row'") == len(facts) == 2
    assert f"aria-label='{headline}'" in html


def test_an_unknown_lesson_is_no_error(found, capsys):
    progress("99_nowhere")
    assert "not known here" in capsys.readouterr().out


def test_the_engine_writes_where_the_cell_reads():
    assert session.verdicts is engine_record.verdicts
