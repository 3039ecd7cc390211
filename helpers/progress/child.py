"""The process that runs one notebook: its answers and what they need, each exercise examined where its test stands.

Each examined exercise is a line of JSON in the result file at once, so that a notebook that hangs or dies loses
only what comes after.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

from helpers.progress.stored import cells_of, exercise_of, graded


def main(path, result):
    """Run the notebook at `path` and write the result file."""
    os.environ["MPLBACKEND"] = "Agg"
    cells = [cell for cell in cells_of(Path(path)) if cell["cell_type"] == "code"]
    run_cell, namespace = make_shell()
    stops, kept = {}, needed_of(cells)
    with open(result, "a", encoding="utf-8") as file:
        for index, cell in enumerate(cells):
            name = exercise_of(cell)
            if name:
                file.write(json.dumps(examined(name, namespace, stops)) + "\n")
                file.flush()
            elif index in kept:
                stop = run_cell(cell["source"])
                if stop:
                    stops[graded(cell).get("grade_id")] = stop
        file.write("{}\n")
    sys.stdout.flush()


def make_shell():
    """(run, namespace) of an IPython shell; run(source) gives the error in words, or None."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    shell.showtraceback = shell.showsyntaxerror = lambda *args, **kwargs: None

    def run(source):
        try:
            result = shell.run_cell(source, store_history=False)
        except BaseException as error:
            return words(error)
        error = result.error_before_exec or result.error_in_exec
        return words(error) if error else None

    return run, shell.user_ns


def words(error):
    """An error's type and the first line of its text."""
    text = str(error).strip().split("\n")[0][:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def needed_of(cells):
    """The indices of the cells to run: untouched figures and printing are left out."""
    from helpers.grading.needed import needed

    sources = ["" if exercise_of(cell) else cell["source"] for cell in cells]
    return needed([(source, untouched(cell)) for source, cell in zip(sources, cells, strict=True)])


def untouched(cell):
    """Whether a plain code cell is as it was released: the build makes its id from its text."""
    digest = hashlib.sha256(f"code\n{cell['source']}".encode()).hexdigest()[:8]
    return not graded(cell) and cell.get("id", "").partition("-")[0] == digest


def examined(name, namespace, stops):
    """What is found about one exercise, as plain data."""
    from helpers.checks.engine.check import examine

    if name not in namespace:
        because = stops.get(name, "no cell defines it")
        return {"name": name, "state": "failed", "headline": "not defined", "message": because}
    verdict = examine(namespace[name])
    state = {"passed": "passed", "not_started": "not started"}.get(verdict.kind, "failed")
    headline = verdict.headline.partition(": ")[2]
    return {"name": name, "state": state, "headline": headline, "message": verdict.message}
