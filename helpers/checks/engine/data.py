"""Plain data: copies of arguments and whether two are the same, bit for bit."""

import numpy as np

COPY_LIMIT = 1 << 26


def copy(value):
    """A deep copy of arrays, tuples, lists and dicts; everything else, and a huge array, is itself."""
    if isinstance(value, np.ndarray):
        return value.copy() if value.nbytes <= COPY_LIMIT else value
    if type(value) in (tuple, list):
        return type(value)(copy(item) for item in value)
    if type(value) is dict:
        return {key: copy(item) for key, item in value.items()}
    return value


def identical(a, b):
    """Whether a is b, entry for entry and bit for bit (a NaN equals itself)."""
    if isinstance(b, np.ndarray):
        same_kind = isinstance(a, np.ndarray) and a.dtype == b.dtype and a.shape == b.shape
        return same_kind and a.tobytes() == b.tobytes()
    if type(b) in (tuple, list):
        return type(a) is type(b) and len(a) == len(b) and all(map(identical, a, b))
    if type(b) is dict:
        return a.keys() == b.keys() and all(identical(a[key], b[key]) for key in b)
    return a is b or a == b


def describe(parameters, arguments):
    """ "delta (4, 6), k (2, 3)": names with the shapes of arrays and the values of the rest."""
    return ", ".join(f"{n} {describe_one(a)}" for n, a in zip(parameters, arguments, strict=False))


def describe_one(value):
    if isinstance(value, np.ndarray):
        return str(value.shape)
    if isinstance(value, bool | int | float | str):
        return f"= {value!r}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(describe_one(item) for item in value) + "]"
    return f"= {getattr(value, '__name__', type(value).__name__)}"
