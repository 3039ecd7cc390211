"""The command line: `python -m helpers.progress [LESSON...]`."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from helpers.progress.page import NAME, refresh
from helpers.progress.run import LIMIT, run
from helpers.progress.stored import notebooks, stored
from helpers.progress.table import data, details, table


@click.command()
@click.argument("names", nargs=-1, metavar="[LESSON]...")
@click.option(
    "--root", type=click.Path(path_type=Path, exists=True), default=".", help="The course's folder."
)
@click.option("--fast", is_flag=True, help="Read the stored outputs only; run nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print data instead of a table.")
@click.option(
    "--limit", type=float, default=LIMIT, help="Seconds that one notebook may run.", show_default=True
)
def main(names, root, fast, as_json, limit):
    """Say which exercises of your own notebooks pass, by running them and asking every check again.

    A LESSON is named as in 03_convolution; without one all are asked. Exit status 1 where a notebook
    cannot be read or run to its end, 2 where there is none.
    """
    paths = notebooks(root.resolve(), names)
    missing = {Path(name).stem for name in names} - {path.stem for path in paths}
    if missing or not paths:
        click.echo(nowhere(root.resolve(), sorted(missing)), err=True)
        sys.exit(2)
    standings = list(map(stored, paths)) if fast else asked(paths, limit)
    if as_json:
        click.echo(json.dumps(data(standings), indent=1))
    else:
        console = Console(highlight=False, soft_wrap=True)
        console.print(table(standings))
        for line in details(standings):
            console.print(line)
    folder = paths[0].parents[1]
    if (folder / NAME).exists():
        refresh(folder)
    sys.exit(any(standing.problem for standing in standings))


def nowhere(root, missing):
    """The sentence about lessons that are not there; missing: their names, none where no lesson is there at all."""
    there = ", ".join(path.stem for path in notebooks(root))
    if there:
        return f"There is no lesson {' or '.join(missing)}. There are: {there}."
    return (
        f"There are no lessons in {root} or in its notebooks/. Go to the course's folder, or name it: --root."
    )


def asked(paths, limit):
    """The standings of notebooks run one after the other; on a terminal, which one it is."""
    console = Console(stderr=True)
    standings = []
    with console.status("") as status:
        for path in paths:
            status.update(f"Running {path.stem} ...")
            standings.append(run(path, limit))
    return standings


if __name__ == "__main__":
    main(prog_name="python -m helpers.progress")
