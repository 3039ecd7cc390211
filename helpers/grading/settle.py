"""All or nothing: a test that ran to its end gives its points, whatever it printed or returned."""

from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor


class AllOrNothing(NbGraderPreprocessor):
    """Leave in an executed test cell nothing that nbgrader would take for a grade, except an error.

    nbgrader.utils.determine_grade gives 0 for any text on stderr, a warning included, and reads the last value
    as partial credit: 0.5 is half a point, 99 an exception that loses the notebook. Belongs right behind Execute.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell):
            settle(cell)
        return cell, resources


def settle(cell):
    """Turn stderr into stdout and a value into a display, and a test that was not run into a failed one."""
    raised = any(output.output_type == "error" for output in cell.outputs)
    if not raised and cell.get("execution_count") is None:
        cell.outputs.append(not_run())
    for output in cell.outputs:
        if output.output_type == "stream":
            output.name = "stdout"
        elif output.output_type == "execute_result":
            output.output_type = "display_data"
            output.pop("execution_count", None)


def not_run():
    """The error of a test that nobody ran."""
    message = "the kernel ended before this test was run"
    return new_output("error", ename="NotRun", evalue=message, traceback=[f"NotRun: {message}"])
