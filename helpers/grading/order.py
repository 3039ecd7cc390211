"""All that grading one notebook needs, as data: it can be carried out here or on another machine."""

from dataclasses import dataclass

from helpers.grading.grade import grade_notebook
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.start import launcher
from helpers.grading.plan import Plan


@dataclass(frozen=True)
class Order:
    """A sanitised notebook and how to grade it; neither the gradebook nor a folder of the course is needed.

    files: (relative path, bytes) beside the notebook. form, seed, run_all: as `grade_notebook` takes them.
    require_sandbox: refuse where a wall is missing.
    """

    nb: object
    plan: Plan
    files: tuple
    limits: Limits
    form: str | None = None
    seed: int | None = None
    run_all: bool = False
    require_sandbox: bool = False


def carry_out(order):
    """Grade here: the graded notebook. Raises RuntimeError where a wall is missing that the order requires."""
    found = launcher(order.form).protection
    if order.require_sandbox and not found.complete:
        raise RuntimeError(found.words)
    grade_notebook(order.nb, order.plan, order.files, order.limits, order.form, order.seed, order.run_all)
    return order.nb
