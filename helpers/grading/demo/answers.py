"""Right answers as the text of a cell: the lesson's own, and those of alternatives.py with all that they call."""

import ast
import functools
import re

import nbformat

MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


@functools.cache
def reference(repository, lesson):
    """{exercise: text} of the solved notebook."""
    nb = nbformat.read(repository / "solutions" / lesson / f"{lesson}.ipynb", as_version=4)
    found = {}
    for cell in nb.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            lines = [line for line in cell.source.splitlines() if line.strip() not in MARKERS]
            found[marks["grade_id"]] = "\n".join(lines)
    return found


@functools.cache
def written(repository, lesson):
    """([(import line, names)], {name: (text, names in it)}, {exercise: [names]}) of the lesson's alternatives.py."""
    text = (repository / "solutions" / lesson / "alternatives.py").read_text(encoding="utf-8")
    imports, functions, table, lists = [], {}, {}, {}
    for node in ast.parse(text).body:
        source = ast.get_source_segment(text, node)
        match node:
            case ast.Import() | ast.ImportFrom():
                bound = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
                imports.append((source, bound))
            case ast.FunctionDef():
                functions[node.name] = source, {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            case ast.Assign([ast.Name("ALTERNATIVES")], ast.Dict(keys, values)):
                for key, value in zip(keys, values, strict=True):
                    value = lists[value.id] if isinstance(value, ast.Name) else value
                    table[key.value] = [name.id for name in value.elts]
            case ast.Assign([ast.Name(name)], ast.List() as value):
                lists[name] = value
    return imports, functions, table


def alternative(repository, lesson, exercise, number):
    """The text of one alternative answer under the exercise's name; numbers beyond the last begin again."""
    imports, functions, table = written(repository, lesson)
    name = table[exercise][number % len(table[exercise])]
    called, new = [], [name]
    while new:
        called.append(new.pop())
        new += sorted(functions[called[-1]][1] & set(functions) - set(called) - set(new))
    used = set().union(*(functions[known][1] for known in called))
    lines = "\n".join(line for line, bound in imports if bound & used)
    texts = [text for known, (text, _) in functions.items() if known in called]
    return re.sub(rf"\b{name}\b", exercise, "\n\n\n".join([lines, *texts]).strip())
