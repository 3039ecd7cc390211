"""The command line: `python -m helpers.authoring build` and `... adopt LESSON`."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from helpers.authoring.adopt import adopt as adopt_lesson
from helpers.authoring.build import build as build_lesson
from helpers.authoring.build import check as check_lesson
from helpers.authoring.lesson import lessons
from helpers.authoring.problem import BuildError

ROOT = Path(__file__).resolve().parents[2]
ok = Console(highlight=False, soft_wrap=True)
bad = Console(stderr=True, highlight=False, soft_wrap=True)
FOLDER = click.Path(path_type=Path, exists=True)
root_option = click.option("--root", type=FOLDER, default=ROOT, help="The course's folder.")


@click.group()
def main():
    """Build the course's notebooks from the lessons' .py files."""


@main.command()
@click.argument("names", nargs=-1, metavar="[LESSON]...")
@click.option("--force", is_flag=True, help="Overwrite edits and students' work too.")
@click.option("--measure", is_flag=True, help="Take the figures of measured times anew.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 where a notebook is not what its .py builds to."
)
@root_option
def build(names, force, measure, check, root):
    """Build the solution and the student notebook of each LESSON, or of all."""
    work = checked if check else lambda lesson: built(lesson, force, measure)
    failures = [failed(work, lesson) for lesson in found(root, names)]
    sys.exit(any(failures))


@main.command()
@click.argument("name", metavar="LESSON")
@click.option("--force", is_flag=True, help="Although the .py was changed since the notebook was built.")
@root_option
def adopt(name, force, root):
    """Carry an edit made in JupyterLab in LESSON's solution notebook back to its .py."""
    (lesson,) = found(root, [name])
    sys.exit(failed(lambda lesson: adopted(lesson, force), lesson))


def found(root, names):
    """The lessons of those names; exits with 2 where one does not exist."""
    try:
        return lessons(root, names)
    except BuildError as error:
        report(error)
        sys.exit(2)


def failed(work, lesson):
    """Whether the work on one lesson failed; the others go on."""
    try:
        ok.print(f"[green]{lesson.name}[/]: {escape(work(lesson))}")
    except BuildError as error:
        report(error)
        return True
    return False


def report(error):
    """Every reason on a line of its own, to stderr."""
    for problem in error.problems:
        bad.print(f"[red]{escape(error.lesson)}[/]: {escape(str(problem))}")


def built(lesson, force, measure):
    """Build a lesson: a line about it."""
    changed = build_lesson(lesson, force, measure)
    return ", ".join(f"wrote {lesson.shown(path)}" for path in changed) or "up to date"


def checked(lesson):
    """Check a lesson: a line about it, or BuildError."""
    problems = list(check_lesson(lesson))
    if problems:
        raise BuildError(lesson.name, problems)
    return "up to date"


def adopted(lesson, force):
    """Adopt a lesson's edit: a line about it."""
    name = lesson.shown(lesson.source)
    return f"wrote {name}; now build it" if adopt_lesson(lesson, force) else f"{name} says the same already"


if __name__ == "__main__":
    main(prog_name="python -m helpers.authoring")
