"""The parts of the bench by name: how fast the layers are (see `speed`), then what the course costs."""

from helpers.authoring.reference import reference
from helpers.bench import speed
from helpers.bench.checks import check_seconds
from helpers.bench.grading import grading
from helpers.bench.imports import import_seconds
from helpers.bench.notebooks import notebook_seconds
from helpers.bench.report import Result, limited

IMPORT_LIMIT, CHECK_LIMIT, NOTEBOOK_LIMIT = 0.5, 0.3, 30.0


def imports(solutions):
    """NumPy alone, then the whole of helpers with NumPy in it."""
    numpy, helpers = import_seconds("numpy"), import_seconds("helpers")
    rows = [("numpy", numpy), (f"helpers ({helpers / numpy:.2f} x numpy)", helpers)]
    headline = ("`import helpers`, NumPy included", f"{helpers:.2f} s", f"at most {IMPORT_LIMIT} s")
    return Result("Import", [limited("Median of 5 fresh processes", rows, IMPORT_LIMIT)], [headline])


def checks(solutions):
    """Every check on its reference solution, the slowest first."""
    sources = sorted(solutions.glob("[0-9][0-9]_*/[0-9][0-9]_*.py"))
    rows = [(f"{s.stem} {f.__name__}", check_seconds(f)) for s in sources for f in reference(s).values()]
    rows.sort(key=lambda row: row[1], reverse=True)
    over = sum(seconds > CHECK_LIMIT for _, seconds in rows)
    note = f"{len(rows)} checks, {over} above {CHECK_LIMIT} s."
    return Result(
        "Checks",
        [limited("Slowest of 3 case sets", rows, CHECK_LIMIT, note)],
        slowest(f"slowest of {len(rows)} checks", rows, CHECK_LIMIT),
    )


def notebooks(solutions):
    """Every solution notebook, its kernel's start included."""
    paths = sorted(solutions.glob("[0-9][0-9]_*/[0-9][0-9]_*.ipynb"))
    rows = [(path.stem, notebook_seconds(path)) for path in paths]
    table = limited("Whole runs", rows, NOTEBOOK_LIMIT)
    return Result("Solution notebooks", [table], slowest("slowest solution notebook", rows, NOTEBOOK_LIMIT))


def slowest(what, rows, limit):
    """The headline of [(name, seconds)], none where there are no rows."""
    return [(what, f"{max(seconds for _, seconds in rows):.2f} s", f"at most {limit} s")] if rows else []


PARTS = {
    "step": speed.step, "gradients": speed.gradients, "ladder": speed.forms, "sizes": speed.growth,
    "accuracy": speed.accuracy, "import": imports, "notebooks": notebooks, "checks": checks,
    "grading": grading,
}  # fmt: skip
