"""What running a whole solution notebook costs, its kernel's start included."""

import os
import time

import nbformat
from nbclient import NotebookClient


def notebook_seconds(path, timeout=300):
    """Seconds to run every cell of the notebook at `path`; the file stays as it is.

    Raises nbclient's CellExecutionError where a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=timeout, record_timing=False, resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
    )  # fmt: skip
    start = time.perf_counter()
    client.execute(env={**os.environ, "HELPERS_STATIC": "1"})
    return time.perf_counter() - start
