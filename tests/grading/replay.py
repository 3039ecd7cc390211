"""A wrong version of an exercise as the text of a cell: for one seed, it does what the version did, case by case."""

import linecache

import numpy as np

from helpers.checks.engine import call
from helpers.checks.engine.data import copy


def cell_of(exercise, version, seed):
    """The text of a cell that defines the exercise's function so, or None where a result has no text."""
    acts = []
    for arguments in exercise.arguments(seed):
        outcome = call(version, copy(arguments))
        if outcome.raised:
            acts.append(f"('raise', {outcome.raised.type!r}, {outcome.raised.message!r}, ())")
            continue
        text = literal(outcome.value)
        if text is None:
            return None
        acts.append(f"('return', {text}, None, {outcome.changed!r})")
    return f"""import builtins
import numpy as np
acts_{exercise.name} = iter([{", ".join(acts)}])
def {exercise.name}(*arguments):
    what, value, message, changed = next(acts_{exercise.name})
    for position in changed:
        array = arguments[position]
        array.flat[0] = ~array.flat[0] if array.dtype == bool else array.flat[0] + 7.25
    if what == 'raise':
        raise getattr(builtins, value, getattr(np.linalg, value, None))(message)
    return value
"""


def literal(value):
    """Python text that makes the value again, bit for bit."""
    if isinstance(value, np.ndarray):
        return f"np.array({plain_list(value.tolist())}, dtype={value.dtype.str!r}).reshape({value.shape})"
    if isinstance(value, np.generic):
        return f"np.{type(value).__name__}({plain_list(value.item())})"
    if isinstance(value, dict):
        pairs = [(literal(k), literal(v)) for k, v in value.items()]
        return (
            None if any(None in pair for pair in pairs) else f"{{{', '.join(': '.join(p) for p in pairs)}}}"
        )
    if type(value) in (tuple, list, set, frozenset):
        parts = [literal(part) for part in value]
        return None if None in parts else f"{type(value).__name__}([{', '.join(parts)}])"
    return plain_list(value) if isinstance(value, bool | int | float | complex | str | None) else None


def plain_list(value):
    return repr(value).replace("nan", "np.nan").replace("inf", "np.inf")


def defined(name, source):
    """The function that a cell's text defines, as in a notebook: its lines are known to tracebacks."""
    file = f"<ipython-input-{name}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    namespace = {"__name__": "__main__"}
    exec(compile(source, file, "exec"), namespace)
    return namespace[name]
