"""Grade one notebook: its cells in an isolated process, its exercises judged here.

    report = grade_notebook(nb, plan, files=files_beside(folder, Limits()))

`nb` gets the outputs and, in `cell.metadata["verdict"]`, each judgement as data; `report` (also in
`nb.metadata["grading"]`) has them all. No gradebook is read or written: a cluster's worker can do it.
"""

import secrets
import time
from dataclasses import dataclass

from helpers.grading import examine, likeness, needed, shown, suspicion
from helpers.grading.isolation import sandbox
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.start import launcher
from helpers.grading.plan import exercise_name
from helpers.grading.session import Lost, Session

SEEDS = 2**31
NOT_RUN = "Not run for grading: nothing that is graded depends on this cell."


@dataclass(frozen=True)
class Step:
    """A code cell at work: its place in the notebook, its text, and for a locked test what is judged."""

    index: int
    source: str
    planned: object = None
    exercise: str | None = None


def grade_notebook(nb, plan, files=(), limits=None, form=None, seed=None, run_all=False):
    """Run and judge a sanitised notebook in place: the report, a dict of plain data.

    form: one of `sandbox.FORMS` or None for the best there is. seed: of the cases; None draws a secret one.
    run_all: run released cells too on which nothing graded depends.
    A locked test that is not check(name) of an exercise cannot be judged from outside: it runs in the student's
    process, whose word is taken; its id stands in report["told"]. Raises LaunchError where no process starts.
    """
    limits, started = limits or Limits(), time.monotonic()
    steps, skipped = steps_of(nb, plan, run_all)
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    session = Session(launcher(form), limits, files)
    try:
        run = Run(session, steps, seed, "\n".join(plan.released))
        run.all()
    finally:
        session.close()
    for count, step in enumerate(steps, 1):
        shown.put(nb.cells[step.index], run.outputs[step.index], count)
    for index in skipped:
        shown.put(nb.cells[index], [{"output_type": "stream", "name": "stdout", "text": NOT_RUN}], None)
    for index, record in run.records.items():
        nb.cells[index].metadata["verdict"] = record
    report = {
        **nb.metadata.get("grading", {}),
        "notebook": plan.notebook,
        "assignment": plan.assignment,
        "seed": seed,
        "protection": protection_data(session.launcher.protection),
        "exercises": [run.records[step.index] for step in steps if step.exercise],
        "told": [
            step.planned.name for step in steps if step.planned and step.planned.judged and not step.exercise
        ],
        "lost": [{"cell": label(nb, i), "reason": reason} for i, reason in sorted(run.lost.items())],
        "suspicious": [*suspicion.in_notebook(nb, plan), *run.suspicious],
        "fingerprints": likeness.fingerprints(nb, plan),
        "seconds": round(time.monotonic() - started, 3),
    }
    nb.metadata["grading"] = report
    return report


def steps_of(nb, plan, run_all=False):
    """(steps, indices of the code cells that need not run). Roles come from the plan, by the cells' ids."""
    steps, plain = [], []
    left = list(plan.released)
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        planned = plan.find(cell.metadata.get("nbgrader", {}).get("grade_id"))
        exercise = exercise_name(planned.source) if planned and planned.judged else None
        if exercise and examine.find(exercise):
            steps.append(Step(index, planned.source, planned, exercise))
            plain.append((planned.source, False))
            continue
        steps.append(Step(index, planned.source if planned and planned.locked else cell.source, planned))
        released = not run_all and planned is None and cell.source in left
        if released:
            left.remove(cell.source)
        plain.append((cell.source, released))
    kept = needed.needed(plain)
    skipped = [step.index for i, step in enumerate(steps) if i not in kept]
    return [step for i, step in enumerate(steps) if i in kept], skipped


class Run:
    """All steps of a notebook, begun again without a cell that ended the process."""

    def __init__(self, session, steps, seed, released):
        self.session, self.steps, self.seed, self.released = session, steps, seed, released
        self.outputs, self.records, self.lost, self.suspicious = {}, {}, {}, []
        self.restarts = 0

    def all(self):
        while not self.through():
            self.restarts += 1
            if self.session.expired or self.restarts > self.session.limits.retries:
                self.give_up()
                return

    def through(self):
        """One run through the cells: whether it came to the end."""
        step = None
        try:
            self.session.start()
            for step in self.steps:
                if step.exercise:
                    if step.index not in self.records:
                        self.judge(step)
                elif step.index not in self.lost:
                    told = self.session.run(step.source)
                    self.outputs.setdefault(step.index, shown.notebook_outputs(told, self.session.limits))
        except Lost as loss:
            if step is not None and not step.exercise:
                self.lose(step, str(loss))
            return False
        return True

    def judge(self, step):
        started = time.monotonic()
        try:
            with self.session.calls() as calls:
                verdict = examine.examine(step.exercise, calls, self.seed)
                self.note(step, verdict, started)
                self.suspicious += suspicion.in_calls(step.exercise, verdict, calls, self.seed, self.released)
        except Lost:
            if step.index not in self.records:
                self.note(step, examine.unreached(step.exercise, "The notebook's process ended."), started)
            raise

    def note(self, step, verdict, started):
        self.records[step.index] = examine.record(verdict, step.planned, self.seed, started)
        self.outputs[step.index] = examine.outputs(verdict)

    def lose(self, step, reason):
        self.lost[step.index] = reason
        told = [{"output_type": "error", "ename": "CellLost", "evalue": reason, "traceback": [reason]}]
        self.outputs[step.index] = told

    def give_up(self):
        """What could not be reached is not passed."""
        reason = "Not reached: the notebook's process ended or hung too often, or took too long."
        for step in self.steps:
            if step.exercise and step.index not in self.records:
                self.note(step, examine.unreached(step.exercise, reason), time.monotonic())
            elif step.index not in self.outputs:
                self.lose(step, reason)


def label(nb, index):
    """A cell by its id and first line."""
    first = next((line for line in nb.cells[index].source.splitlines() if line.strip()), "")
    return f"{index}: {first[:60]}"


def protection_data(protection):
    """A Protection as plain data, for the report."""
    return {
        "form": protection.form, "complete": protection.complete, "words": protection.words,
        "walls": list(protection.walls), "missing": list(protection.missing),
    }  # fmt: skip


def protection(form=None):
    """The walls of this machine, tried out: a `sandbox.Protection`."""
    found = launcher(form)
    assert isinstance(found.protection, sandbox.Protection)
    return found.protection
