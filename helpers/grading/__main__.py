"""The command line: `python -m helpers.grading grade LESSON`, `... report LESSON` and `... demo`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread a process: every core grades

import contextlib
import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.exc import SQLAlchemyError

from helpers.grading import batch, cluster, records
from helpers.grading.classroom import Classroom, NoClass

ok = Console(highlight=False, soft_wrap=True)
said = Console(stderr=True, highlight=False, soft_wrap=True)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
root_option = click.option("--root", type=FOLDER, default=Path(), help="The course's folder; else this one.")
workers_option = click.option("--workers", type=click.IntRange(1), help="Processes; else one for each core.")


@click.group()
def main():
    """Grade a class that handed in below grading/submitted/, and report on it."""


@main.command()
@click.argument("lesson")
@click.option("--student", "chosen", multiple=True, help="Grade only this one; may be given several times.")
@click.option("--force", is_flag=True, help="Grade again what is graded and unchanged.")
@click.option("--json", "as_json", is_flag=True, help="Write the records to standard output as JSON.")
@workers_option
@click.option("--dask", metavar="ADDRESS", help="Have a Dask cluster's workers execute and judge.")
@root_option
def grade(lesson, chosen, force, as_json, workers, dask, root):
    """Grade every submission of LESSON that is not graded yet.

    A run that was stopped, killed even, is gone on with by the same command. ADDRESS is that of a Dask scheduler,
    as tcp://10.0.0.1:8786; its workers need the same course installed, bubblewrap, and no gradebook.

    Exit status: 0 all are graded, 1 some have problems, 2 nothing could be begun or the cluster went away, 130 it
    was stopped by Ctrl-C.
    """
    with usage():
        room = Classroom(root, lesson)
        room.released()
        students = room.students()
        if not students:
            raise NoClass(
                f"nobody handed in {lesson}: {room.folder('submitted')}/STUDENT/{lesson} is missing"
            )
        if unknown := sorted(set(chosen) - set(students)):
            raise NoClass(f"did not hand in {lesson}: {', '.join(unknown)}")
        if dask:
            with said.status(f"waiting for the cluster at {escape(dask)} ..."):
                workers = workers or cluster.size(dask)
    chosen = sorted(set(chosen)) or students
    with usage(), stopped(), batch.alone(room):
        graded = run(room, batch.todo(room, chosen, force), workers, dask)
    found = [graded.get(student) or records.read(room.kept, student) for student in chosen]
    if as_json:
        click.echo(json.dumps({"lesson": lesson, "graded_now": sorted(graded), "records": found}, indent=1))
    sys.exit(summed_up(found, len(graded)))


def run(room, students, workers=None, dask=None):
    """Grade the students with a progress bar: {student: record}."""
    found, warned = {}, False
    if not students:
        return found
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=said, auto_refresh=False) as progress:
        task = progress.add_task(escape(room.lesson), total=len(students))
        for record in batch.grade_class(room, students, workers, dask):
            found[record["student"]] = record
            protection = (record["report"] or {}).get("protection")
            if protection and not protection["complete"] and not warned:
                said.print(f"[bold red]{escape(protection['words'])}")
                warned = True
            for problem in record["problems"]:
                colour = "red" if problem["fatal"] else "yellow"
                line = f"{record['student']}: {problem['kind']}: {problem['message']}"
                said.print(f"[{colour}]{escape(printable(line))}")
            progress.update(task, advance=1, refresh=True)
    return found


def printable(text):
    """A text that cannot move a terminal's cursor."""
    return "".join(char if char.isprintable() else " " for char in text)


def summed_up(found, now):
    """Say how many were graded: the exit status."""
    bad = [record for record in found if record["state"] != "graded"]
    said.print(f"{len(found) - len(bad)} graded, {len(bad)} with problems; {now} of them in this run.")
    return int(bool(bad))


@main.command()
@click.argument("lesson")
@click.option("--output", type=click.Path(path_type=Path), help="The page; the CSV file is put beside it.")
@root_option
def report(lesson, output, root):
    """Write the report on LESSON's class: a page and a CSV file."""
    from helpers.grading.report import write_report

    with usage():
        for path in write_report(Classroom(root, lesson), output):
            ok.print(str(path), markup=False)


@main.command()
@click.option("--folder", type=click.Path(path_type=Path), help="Where; else a temporary folder.")
@workers_option
def demo(folder, workers):
    """Make an invented class of 24, grade it, and name its report and one feedback page."""
    from helpers.grading.demo import demonstrate

    with usage():
        page, feedback = demonstrate(folder, lambda room, students: run(room, students, workers))
    ok.print(f"report    {page}\nfeedback  {feedback}", markup=False)


@contextlib.contextmanager
def usage():
    """What cannot be begun is said in one line; exit status 2."""
    try:
        yield
    except NoClass as error:
        said.print(f"[red]{escape(str(error))}")
        sys.exit(2)
    except (SQLAlchemyError, ModuleNotFoundError) as error:  # the latter where a database's driver is missing
        reason = (str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__])[0]
        said.print(f"[red]the gradebook cannot be opened: {escape(printable(reason))}")
        sys.exit(2)


@contextlib.contextmanager
def stopped():
    """Ctrl-C is answered in one line; exit status 130."""
    try:
        yield
    except KeyboardInterrupt:
        said.print("stopped; what is graded stays graded, and the same command goes on")
        sys.exit(130)


if __name__ == "__main__":
    main(prog_name="python -m helpers.grading")
