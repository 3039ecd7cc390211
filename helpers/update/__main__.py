"""The command line: `python -m helpers.update NEW [--bring]`."""

import sys
from pathlib import Path

import click

from helpers.progress.page import NAME, refresh
from helpers.update.place import place
from helpers.update.release import beside, new_notebooks
from helpers.update.wheel import other_checks

CLOSING = (
    "A notebook that is open in JupyterLab: choose File > Reload Notebook from Disk. Then run all its cells."
)


@click.command()
@click.argument("new", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--bring", is_flag=True, help="Carry your answers and own cells into the new notebooks.")
@click.option("--force", is_flag=True, help="Overwrite a notebook NAME.new.ipynb that holds work.")
@click.option(
    "--root", type=click.Path(path_type=Path, exists=True), default=".", help="The folder of your course."
)
def main(new, bring, force, root):
    """Take in a newer release of the lessons: NEW is its folder or zip.

    A notebook that you have worked on stays as it is, and the new one is put beside it as NAME.new.ipynb. With
    --bring your work is carried over, and the old notebook is kept as NAME.old.ipynb; without NEW this is done for
    the notebooks that were put beside yours before. Exit status 1 where something is left to do by hand.
    """
    folder = (root / "notebooks" if (root / "notebooks").is_dir() else root).resolve()
    try:
        found = releases(new, folder, bring)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    failed = [one(folder, lesson, text, bring, force) for lesson, text in found.items()]
    if bring:
        click.echo(CLOSING)
    wheel = other_checks(new, folder.parent) if new else None
    if wheel:
        # Without --force-reinstall pip keeps an older package that has the same version.
        click.echo(
            f'The checks are new, too. Install them: python -m pip install --no-deps --force-reinstall "{wheel}"'
        )
    if (folder / NAME).exists():
        refresh(folder)
    sys.exit(any(failed))


def releases(new, folder, bring):
    """The new notebooks' texts. Raises ValueError where there is none."""
    if new:
        return new_notebooks(new)
    if not bring:
        raise ValueError(
            "Name the new release, a folder or a zip; or use --bring for those put beside yours."
        )
    found = beside(folder)
    if not found:
        raise ValueError(f"There is no NAME.new.ipynb in {folder}; name the new release.")
    return found


def one(folder, lesson, text, bring, force):
    """Place one lesson and say so: whether something is left to do by hand."""
    done = place(folder, lesson, text, bring, force)
    click.echo(f"{lesson}: {done.sentence}")
    for line in done.lines:
        click.echo(f"  {line}")
    return done.failed


if __name__ == "__main__":
    main(prog_name="python -m helpers.update")
