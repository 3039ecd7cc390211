"""Run a submission in a kernel of its own."""

import os

from nbclient.exceptions import DeadKernelError
from nbgrader.preprocessors import Execute
from traitlets import default

# No module from the submission's folder, no sliders, one thread a submission.
SETTINGS = {"PYTHONSAFEPATH": "1", "HELPERS_STATIC": "1", "OPENBLAS_NUM_THREADS": "1"}


class ExecuteSubmission(Execute):
    """nbgrader's Execute, but a kernel that a student's cell ends costs only the tests that come after.

    The cells that were not run have no execution count, by which AllOrNothing knows them. A kernel that does not
    even start is nobody's fault and still an error. Options are those of c.Execute; no tag skips a cell.
    """

    @default("skip_cells_with_tag")
    def _skip_nothing(self):
        return "__never__"

    @default("timeout")
    def _timeout(self):
        return 60

    def start_new_kernel(self, **kwargs):
        kwargs.setdefault("env", {**os.environ, **SETTINGS})
        return super().start_new_kernel(**kwargs)

    def preprocess(self, nb, resources=None, km=None):
        try:
            return super().preprocess(nb, resources, km)
        except DeadKernelError:
            self.log.warning("A cell ended the kernel; the tests after it get no points.")
            return nb, resources
