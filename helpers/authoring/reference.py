"""A lesson's own solutions as functions, without a kernel and without its figures."""

import jupytext


def reference(source):
    """{function name: function} of every graded exercise, in the lesson's order.

    source: path of the lesson's .py. Only its first code cell, the imports, and the solution cells are run.
    """
    code = [cell for cell in jupytext.read(source).cells if cell.cell_type == "code"]
    namespace = {"__name__": source.stem}
    for cell in [code[0], *(cell for cell in code if "solution" in cell.metadata)]:
        exec(compile(cell.source, source.name, "exec"), namespace)
    return {name: namespace[name] for name in (cell.metadata.get("test") for cell in code) if name}
