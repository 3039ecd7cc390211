"""The preprocessor that takes the place of nbgrader's Execute in `c.Autograde.autograde_preprocessors`."""

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Callable, Dict, Enum, Integer

from helpers.grading import order, plan
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.sandbox import FORMS
from helpers.grading.session import files_beside


class IsolatedExecute(NbGraderPreprocessor):
    """Run a submission in an isolated process and judge its exercises in this one."""

    limits = Dict(help="what a submission may use: fields of helpers.grading.isolation.limits.Limits").tag(
        config=True
    )
    form = Enum(FORMS, None, allow_none=True, help="how to isolate; None takes the best that works").tag(
        config=True
    )
    seed = Integer(None, allow_none=True, help="of the cases; None draws a secret one for each notebook").tag(
        config=True
    )
    require_sandbox = Bool(False, help="refuse to grade where a wall is missing").tag(config=True)
    run_all = Bool(False, help="run released cells too on which nothing graded depends").tag(config=True)

    carry_out = Callable(
        order.carry_out, help="what grades an Order; one that has it done elsewhere may stand here"
    ).tag(config=True)

    def preprocess(self, nb, resources):
        limits = Limits(**self.limits)
        files = tuple(files_beside(resources["metadata"]["path"], limits))
        known = plan.of(self, resources)
        given = order.Order(
            nb, known, files, limits, self.form, self.seed, self.run_all, self.require_sandbox
        )
        nb = self.carry_out(given)
        report = nb.metadata["grading"]
        if not report["protection"]["complete"]:
            self.log.warning(report["protection"]["words"])
        for name in report["told"]:
            self.log.warning(
                "%s is no check(...) of an exercise: the student's process was taken at its word", name
            )
        for entry in report["lost"]:
            self.log.warning("cell %(cell)s: %(reason)s", entry)
        return nb, resources
