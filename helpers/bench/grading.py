"""How fast a class is graded: stock nbgrader, ours through nbgrader, and our batch with and without bubblewrap.

Every side grades the same notebooks, handed in by the honest ones of the example class, from the start of its
command to its end, held to the same number of cores. Rounds are interleaved; the shortest run of a side counts.
"""

import tempfile
from importlib import metadata
from pathlib import Path

import click
from rich.console import Console

from helpers.bench.report import Result, Table, drawn
from helpers.bench.sides import SIDES, TWO, graded, handed_in
from helpers.grading.demo.students import LESSON

WANTED = 5.0  # times stock nbgrader


def measured(sides, size, rounds=1, said=lambda row: None):
    """The fastest Row of each side. said: is told every run."""
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        course = handed_in(Path(folder, "class"), size)
        for _ in range(rounds):
            for side in sides:
                row = graded(side, course, size)
                said(row)
                key = side.name, side.processes
                best[key] = min(best.get(key, row), row, key=lambda r: r.seconds)
    return list(best.values())


def table(rows, stock):
    """A report.Table of Rows. stock: the Row that they are compared with."""
    version = metadata.version("nbgrader")
    texts = [
        (r.name, str(r.processes), str(r.size), f"{r.seconds:.1f}", f"{r.rate:.0f}",
         f"{r.rate / stock.rate:.1f} x", f"{r.points / r.size:.1f}")
        for r in rows
    ]  # fmt: skip
    return Table(
        f"Grading {LESSON}, fixed costs included, as many cores as processes",
        ("side", "processes", "size", "seconds", "a minute", "stock is 1", "points each"),
        texts,
        frozenset(i for i, r in enumerate(rows) if r.name == SIDES[-1].name and r.rate < WANTED * stock.rate),
        f"Stock is nbgrader {version}. Wanted: {WANTED:.0f} times stock on one core, isolated.",
    )


def rows_of(size=40, more=(), rounds=1, said=lambda row: None):
    """Rows of all sides at `size`, then of the isolated batch with one and two processes at each size of `more`.

    Raises RuntimeError where our own sides do not give the same points.
    """
    rows = measured(SIDES, size, rounds, said)
    rows += measured([TWO], size, rounds, said)
    if len({row.points for row in rows[1:]}) > 1:
        raise RuntimeError(f"our sides gave different points: {[(r.name, r.points) for r in rows]}")
    for larger in more:
        rows += measured([SIDES[-1], TWO], larger, 1, said)
    return rows


def grading(solutions, size=40, more=(300,), rounds=1, said=lambda row: None):
    """The part of the bench: its Result. solutions: not used; the class hands in the lesson of this repository."""
    rows = rows_of(size, more, rounds, said)
    ours = next(row for row in rows if row.name == SIDES[-1].name and row.processes == 1)
    headline = (
        f"grading {size} submissions of lesson 03, isolated, one core",
        f"{ours.rate / rows[0].rate:.1f} x stock nbgrader", f"at least {WANTED:.0f} x",
    )  # fmt: skip
    return Result("Grading a class", [table(rows, rows[0])], [headline])


@click.command()
@click.option("--size", default=40, help="Submissions of the comparison with stock nbgrader.")
@click.option("--more", multiple=True, type=int, help="Go on to so many, with one and two processes.")
@click.option("--rounds", default=1, help="Interleaved rounds; the fastest run of each side counts.")
def bench(size, more, rounds):
    """Submissions a minute: stock nbgrader, ours through nbgrader, our batch without and with bubblewrap."""
    console, said = Console(), Console(stderr=True)
    found = grading(
        None,
        size,
        more,
        rounds,
        lambda r: said.print(f"{r.name}, {r.size}: {r.seconds:.1f} s, {r.points / r.size:.1f} points each"),
    )
    console.print(drawn(found.tables[0]))


if __name__ == "__main__":
    bench(prog_name="python -m helpers.bench.grading")
