"""The standings of all lessons as a table in a terminal, and as plain data."""

from dataclasses import asdict

from rich import box
from rich.markup import escape
from rich.table import Table

from helpers.progress.stored import unchecked


def table(standings):
    """A rich Table: lesson, exercises, passed, written answers."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column("lesson", no_wrap=True)
    for column in ("exercises", "passed", "written answers"):
        made.add_column(column, justify="right", no_wrap=True)
    for standing in standings:
        count = len(standing.marks)
        colour = "green" if count and standing.passed == count else ""
        passed = f"[{colour}]{standing.passed}[/]" if colour else str(standing.passed)
        made.add_row(standing.lesson, str(count), passed, f"{standing.written} of {standing.answers}")
    return made


def details(standings):
    """Lines on what is left: notebooks with a problem, exercises that fail, those that are not begun."""
    for standing in standings:
        failed = [mark for mark in standing.marks if mark.state == "failed"]
        begun = failed or standing.passed
        left = [mark.name for mark in standing.marks if mark.state in ("not started", "not tried")]
        lost = unchecked(standing.path)
        if standing.problem or failed or lost or (begun and left):
            yield f"[bold]{standing.lesson}[/]"
        if standing.problem:
            yield f"  [red]the notebook {escape(standing.problem)}[/]"
        for mark in failed:
            told = mark.headline in ("not defined", "raised an error") and mark.message
            message = ": " + mark.message.splitlines()[0] if told else ""
            yield f"  {mark.name}: {escape(mark.headline + message)}"
        if begun and left:
            yield f"  still to do: {', '.join(left)}"
        if lost:
            yield f"  the test cell is missing: {', '.join(lost)} (python -m helpers.update BUNDLE --bring restores it)"


def data(standings):
    """The same as a list for JSON."""
    return [one(standing) for standing in standings]


def one(standing):
    """One lesson's data; the marks are called exercises."""
    held = asdict(standing)
    marks = held.pop("marks")
    return {**held, "path": standing.path.as_posix(), "passed": standing.passed, "exercises": marks}
