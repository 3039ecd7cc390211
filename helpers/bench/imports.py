"""What `import helpers` costs in a fresh interpreter, beside NumPy alone."""

import statistics
import subprocess
import sys

TIMED = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def import_seconds(module, repeats=5):
    """Median seconds of `import module` over fresh processes, the interpreter's own start not counted."""
    command = [sys.executable, "-c", TIMED.format(module)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(repeats)]
    return statistics.median(float(run.stdout) for run in runs)
