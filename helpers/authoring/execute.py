"""Run a notebook in a kernel of its own, the same way every time."""

import os
import subprocess

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

TIMEOUT = 120
SETTINGS = {"HELPERS_STATIC": "1", "OPENBLAS_NUM_THREADS": "1"}
# A shell's own settings that would change what a notebook shows.
DROPPED = ("MPLBACKEND", "PYTHONWARNINGS", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "LINES")
STOPS = (CellExecutionError, CellTimeoutError, DeadKernelError)


def execute(notebook, folder, timeout=TIMEOUT):
    """Run every cell in place, until the first that fails: (its index, what it said) or None.

    folder: the kernel's working directory. timeout: seconds a cell may take.
    """
    metadata = dict(notebook.metadata)
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        # What a kernel prints beside its messages (its own start-up warnings) is nobody's output.
        client.execute(env=environment(), stderr=subprocess.DEVNULL)
    except STOPS as error:
        return failing(notebook), words(notebook, error)
    finally:
        # The kernel reports its own version; the notebook keeps the one spelling it was given.
        notebook.metadata.clear()
        notebook.metadata.update(metadata)
    return None


def environment():
    """What a kernel is started with."""
    kept = {key: value for key, value in os.environ.items() if key not in DROPPED}
    return {**kept, **SETTINGS}


def failing(notebook):
    """The index of the last cell that was started: cells run in order and the first failure ends the run."""
    started = [
        n for n, cell in enumerate(notebook.cells) if cell.get("execution_count") or cell.get("outputs")
    ]
    return started[-1] if started else 0


def words(notebook, error):
    """What a failing cell said: the exception's name and text, or the client's own words for a timeout."""
    if isinstance(error, CellTimeoutError):
        return "CellTimeoutError: the cell takes too long"
    for output in notebook.cells[failing(notebook)].get("outputs", []):
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}".strip()
    return f"{type(error).__name__}: {error}".strip()
