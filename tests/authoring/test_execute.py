"""A notebook runs the same way whatever the shell is set to, and a cell that hangs is stopped."""

from nbformat.v4 import new_code_cell, new_notebook

from helpers.authoring.execute import execute

SHOWS = (
    "import os; print(*map(os.environ.get, ['MPLBACKEND', 'HELPERS_STATIC']), os.path.basename(os.getcwd()))"
)


def test_the_shell_does_not_reach_the_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    notebook = new_notebook(cells=[new_code_cell(SHOWS)])
    assert execute(notebook, tmp_path) is None
    assert (
        notebook.cells[0].outputs[0].text == f"module://matplotlib_inline.backend_inline 1 {tmp_path.name}\n"
    )
    assert notebook.metadata == {}
    assert notebook.cells[0].metadata == {}


def test_a_cell_that_hangs_is_stopped_and_named(tmp_path):
    notebook = new_notebook(cells=[new_code_cell("1"), new_code_cell("while True: pass"), new_code_cell("2")])
    index, said = execute(notebook, tmp_path, timeout=2)
    assert index == 1
    assert said.startswith("CellTimeoutError")
