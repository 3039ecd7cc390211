"""Whether a result has the type and the shape that the exercise promises, in a student's words."""

import numpy as np

from helpers.checks.engine.data import Foreign, article

NUMBERS = (float, int, np.floating, np.integer)
BOOLEANS = (bool, np.bool_)


def leaves(value, expected, label="the result"):
    """Pairs (label, value, expected) of the parts that are compared one by one."""
    if isinstance(expected, tuple | list):
        parts = zip(value, expected, strict=True)
        for i, (v, e) in enumerate(parts, 1):
            yield from leaves(v, e, f"result {i}" if label == "the result" else f"{label}[{i - 1}]")
    elif isinstance(expected, dict):
        for key, e in expected.items():
            yield from leaves(value[key], e, f"entry {key!r}")
    else:
        yield label, value, expected


def type_problem(value, expected, label="The result"):
    """A sentence saying how the type of value differs from that of expected, or None."""
    if value is None:
        return f"{label} is None: is a return missing?"
    if isinstance(expected, tuple | list):
        return sequence_problem(value, expected, label)
    if isinstance(expected, dict):
        return dict_problem(value, expected, label)
    if isinstance(expected, np.ndarray):
        return array_problem(value, expected, label)
    wanted, classes = scalar_contract(expected)
    if type(value) is np.ndarray and value.shape == () and wanted in ("a number", "True or False"):
        value = value[()]
    if isinstance(value, classes) and (wanted != "a number" or not isinstance(value, BOOLEANS)):
        return None
    return f"{label} is {describe_type(value)}; {wanted} was expected."


def scalar_contract(expected):
    if isinstance(expected, BOOLEANS):
        return "True or False", BOOLEANS
    if isinstance(expected, NUMBERS):
        return "a number", NUMBERS
    if isinstance(expected, set | frozenset):
        return "a set", (set, frozenset)
    return article(type(expected).__name__), type(expected)


def sequence_problem(value, expected, label):
    wanted = f"{type(expected).__name__} of {len(expected)} results"
    if not isinstance(value, tuple | list):
        return f"{label} is {describe_type(value)}; a {wanted} was expected."
    if len(value) != len(expected):
        return f"{label} has {len(value)} parts; a {wanted} was expected."
    problems = (
        type_problem(v, e, f"{'Result' if label == 'The result' else label} {i}")
        for i, (v, e) in enumerate(zip(value, expected, strict=True), 1)
    )
    return next(filter(None, problems), None)


def dict_problem(value, expected, label):
    if not isinstance(value, dict):
        return f"{label} is {describe_type(value)}; a dict was expected."
    if set(value) != set(expected):
        return f"{label} must have exactly the keys {', '.join(map(repr, expected))}."
    return next(filter(None, (type_problem(value[k], e, f"Entry {k!r}") for k, e in expected.items())), None)


def describe_type(value):
    """A value's type in words: "an array of float32", "a list", "None"."""
    if isinstance(value, Foreign):
        return value.description
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype}"
    return "None" if value is None else article(type(value).__name__)


def array_problem(value, expected, label):
    wanted = f"a NumPy array of {expected.dtype} was expected"
    if isinstance(value, list | tuple):
        return f"{label} is a {type(value).__name__}; {wanted}: build it with np.zeros or np.array."
    if type(value) is np.ndarray and same_kind(value.dtype, expected.dtype):
        return None
    return f"{label} is {describe_type(value)}; {wanted}."


def same_kind(found, wanted):
    """Whether two dtypes are the same, or both of integers."""
    return found == wanted or (found.kind in "iu" and wanted.kind in "iu")


def shape_problem(value, expected):
    """A sentence saying which array has the wrong shape, or None. The types agree already."""
    for label, v, e in leaves(value, expected):
        if isinstance(e, np.ndarray) and v.shape != e.shape:
            turned = ": it is the transpose" if v.shape == e.shape[::-1] else ""
            return f"The shape of {label} is {v.shape}; {e.shape} was expected{turned}."
    return None


def finite_problem(value, expected):
    """A sentence saying which part has a NaN or an infinity that should be a number, or None."""
    for label, v, e in leaves(value, expected):
        if isinstance(e, (np.ndarray, *NUMBERS)) and not isinstance(e, BOOLEANS):
            bad = ~np.isfinite(as_float(v)) & np.isfinite(as_float(e))
            if np.any(bad):
                where = f", first at {list(map(int, np.argwhere(bad)[0]))}" if np.ndim(bad) else ""
                return f"NaN or infinity in {label}: {int(np.sum(bad))} of {bad.size} entries{where}."
    return None


def as_float(value):
    """A number or array as float64; an integer too large for it becomes infinite."""
    try:
        return np.asarray(value, dtype=float)
    except OverflowError:
        return np.asarray(np.inf)
