"""nbval compares what a solution notebook prints: a changed number in the stored outputs is found."""

import subprocess
import sys

import nbformat
import pytest

from tests.lessons import identify, lessons


def nbval(path):
    """pytest's exit code and output for one notebook."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout


def shortened(notebook):
    """The notebook up to its first cell that prints, and the stream output of that cell."""
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and any(c.isdigit() for c in output.text):
                notebook.cells = notebook.cells[: number + 1]
                return output
    raise AssertionError("no cell of this lesson prints a number")


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_a_changed_number_is_found(lesson, tmp_path):
    notebook = nbformat.read(lesson.solved, as_version=4)
    output = shortened(notebook)
    path = tmp_path / "changed.ipynb"
    digit = next(c for c in output.text if c.isdigit())
    output.text = output.text.replace(digit, str((int(digit) + 1) % 10), 1)
    nbformat.write(notebook, path)
    code, said = nbval(path)
    assert code == 1, said
    assert "1 failed" in said


@pytest.mark.parametrize("lesson", lessons(), ids=identify)
def test_every_printed_output_is_compared(lesson):
    """Interactive cells are exempt (nbval leaves pictures alone), and every cell that was run has its number."""
    for cell in nbformat.read(lesson.solved, as_version=4).cells:
        tags = cell.metadata.get("tags", [])
        assert set(tags) <= {"nbval-ignore-output", "measured"}
        assert "nbval-ignore-output" not in tags or "explore(" in cell.source
        assert cell.cell_type != "code" or not cell.outputs or cell.execution_count
