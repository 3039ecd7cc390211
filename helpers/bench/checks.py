"""What each check costs on the lesson's own solution."""

import contextlib
import io
import time

import jupytext

from helpers import check


def solved(source):
    """[function] that a lesson's solution cells define, in order; `source` is the path of its .py file.

    Only the first code cell (the imports) and the solution cells are executed.
    """
    code = [cell for cell in jupytext.read(source).cells if cell.cell_type == "code"]
    namespace = {"__name__": source.stem}
    for cell in [code[0], *(c for c in code if "solution" in c.metadata)]:
        exec(compile(cell.source, str(source), "exec"), namespace)
    return [namespace[c.metadata["test"]] for c in code if "test" in c.metadata]


def check_seconds(function, seeds=(0, 1, 2)):
    """The slowest of a check's runs, its verdict shown to nobody."""
    slowest = 0.0
    for seed in seeds:
        with contextlib.redirect_stdout(io.StringIO()):
            start = time.perf_counter()
            check(function, seed=seed)
            slowest = max(slowest, time.perf_counter() - start)
    return slowest
