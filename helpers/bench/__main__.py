"""The command: four tables, each figure beside the limit that the project sets itself."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from helpers.authoring.reference import reference
from helpers.bench.checks import check_seconds
from helpers.bench.imports import import_seconds
from helpers.bench.notebooks import notebook_seconds
from helpers.bench.step import step_seconds

IMPORT_LIMIT, CHECK_LIMIT, NOTEBOOK_LIMIT = 0.5, 0.3, 30.0


@click.command()
@click.option(
    "--solutions",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default="solutions",
    help="The folder of the lessons.",
)
def bench(solutions):
    """Time the import, every check on its reference solution, every solution notebook and a training step."""
    console = Console()
    console.print(table("Import, median of 5", imports(), IMPORT_LIMIT))
    rows = checks(solutions)
    console.print(table("Check, slowest of 3 case sets", rows, CHECK_LIMIT))
    over = sum(seconds > CHECK_LIMIT for _, seconds in rows)
    console.print(f"{len(rows)} checks, {over} above {CHECK_LIMIT} s")
    console.print(table("Solution notebook", notebooks(solutions), NOTEBOOK_LIMIT))
    console.print(training_step(step_seconds()))


def imports():
    """[(what, seconds)]: NumPy alone, then the whole of helpers with NumPy in it."""
    numpy, helpers = import_seconds("numpy"), import_seconds("helpers")
    return [("numpy", numpy), (f"helpers ({helpers / numpy:.2f} x numpy)", helpers)]


def checks(solutions):
    """[(lesson and exercise, seconds)], the slowest first."""
    sources = sorted(solutions.glob("[0-9][0-9]_*/[0-9][0-9]_*.py"))
    rows = [(f"{s.stem} {f.__name__}", check_seconds(f)) for s in sources for f in reference(s).values()]
    return sorted(rows, key=lambda row: row[1], reverse=True)


def notebooks(solutions):
    """[(lesson, seconds)] in the lessons' order."""
    paths = sorted(solutions.glob("[0-9][0-9]_*/[0-9][0-9]_*.ipynb"))
    return [(path.stem, notebook_seconds(path)) for path in paths]


def training_step(seconds):
    """Milliseconds of a LeNet step, batch 64, and ours as a multiple of each; a missing peer is said."""
    drawn = Table(title="Training step, 28x28-6-16-120-10, batch 64, one thread", title_justify="left")
    for name in ("what", "milliseconds", "ours is"):
        drawn.add_column(name, justify="left" if name == "what" else "right")
    for name, value in seconds.items():
        drawn.add_row(name, f"{1000 * value:.2f}", f"{seconds['ours'] / value:.2f} x")
    if "PyTorch eager" not in seconds:
        drawn.add_row("PyTorch eager", "not installed", "")
    return drawn


def table(title, rows, limit):
    """Names and seconds; what is over the limit stands out."""
    drawn = Table(title=f"{title} (limit {limit} s)", title_justify="left", min_width=48)
    drawn.add_column("what")
    drawn.add_column("seconds", justify="right")
    for name, seconds in rows:
        drawn.add_row(name, f"{seconds:.3f}", style="bold red" if seconds > limit else None)
    return drawn


if __name__ == "__main__":
    bench(prog_name="python -m helpers.bench")
