"""Which of a notebook's plain cells must run before its functions can be judged.

A plain cell of the released notebook that a student left as it was and that binds nothing any other cell
needs (it draws, prints, compares) is not run again: most of a lesson's time goes into its figures.
"""

import ast
import builtins
import symtable

BUILTINS = set(dir(builtins))
HARMLESS = {"print", "show", "explore", "check", "display", "progress"}
DYNAMIC = {
    "globals",
    "locals",
    "vars",
    "eval",
    "exec",
    "get_ipython",
    "compile",
    "__import__",
    "In",
    "Out",
    "_",
}
SIMPLE = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assert, ast.For,
    ast.If, ast.With, ast.Pass,
)  # fmt: skip


def needed(cells):
    """The indices to run of `cells`, a list of (source, released): released ones may be left out.

    Where a text cannot be read or looks names up while it runs, everything runs.
    """
    uses = [names_of(source) for source, _ in cells]
    kept = {i for i, (source, released) in enumerate(cells) if not released or uses[i] is None}
    if any(uses[i] is None for i in kept):
        return set(range(len(cells)))
    kept |= {i for i, (source, _) in enumerate(cells) if i not in kept and not harmless(source)}
    wanted = set().union(*(uses[i] for i in kept))
    while True:
        more = {i for i in range(len(cells)) if i not in kept and touched(cells[i][0]) & wanted}
        if not more:
            return kept
        kept |= more
        wanted |= set().union(*(uses[i] for i in more))


def names_of(source):
    """The notebook's names that a text uses, None where it does not say. A broken text uses none."""
    if any(line.lstrip()[:1] in ("%", "!", "?") or line.rstrip()[-1:] == "?" for line in source.splitlines()):
        return None
    try:
        names = set(global_names(symtable.symtable(source, "cell", "exec")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return None if names & DYNAMIC or "import *" in source else names - BUILTINS


def global_names(scope):
    """The names that a scope and those inside it take from, or give to, the notebook."""
    for symbol in scope.get_symbols():
        if scope.get_type() == "module" or symbol.is_global():
            yield symbol.get_name()
    for inner in scope.get_children():
        yield from global_names(inner)


def harmless(source):
    """Whether a released cell does nothing but bind names, print, draw and assert."""
    nodes = ast.parse(source).body
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.For | ast.If | ast.With):
            nodes += [*node.body, *getattr(node, "orelse", [])]
        elif isinstance(node, ast.Expr):
            call = node.value
            named = (
                isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in HARMLESS
            )
            if not named and isinstance(call, ast.Call):
                return False
        elif not isinstance(node, SIMPLE):
            return False
    return True


def touched(source):
    """The names that a cell binds or may change: targets, whatever is indexed or written to, imports, functions."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            found |= {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(a.asname or a.name).partition(".")[0] for a in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found
