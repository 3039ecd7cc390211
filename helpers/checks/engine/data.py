"""Plain data: what may cross between a student's code and the judge, copied and compared bit for bit."""

from dataclasses import dataclass

import numpy as np

COPY_LIMIT = 1 << 26
DEPTH_LIMIT = 6
SCALARS = (bool, int, float, complex, str, type(None))


@dataclass(frozen=True)
class Foreign:
    """A value that is no plain data, by what it is called: "a function", "a masked_array"."""

    description: str


def plain(value, depth=0):
    """The value as arrays, numbers, strings and containers of those; anything else as a Foreign.

    A student's object is never asked anything: what is not exactly of a known type does not cross.
    """
    kind = type(value)
    if kind in SCALARS:
        return value
    if isinstance(value, np.generic):
        return value if value.dtype.kind in "biufc" else Foreign(f"a NumPy {value.dtype.name}")
    if kind is np.ndarray:
        return copy(value) if value.dtype.kind in "biufc" else Foreign(f"an array of {value.dtype.name}")
    if isinstance(value, np.ndarray):
        return Foreign(f"a {kind.__name__}, a subclass of ndarray")
    if depth < DEPTH_LIMIT:
        if kind in (tuple, list, set, frozenset):
            return kind(plain(item, depth + 1) for item in value)
        if kind is dict:
            return {plain(key, depth + 1): plain(item, depth + 1) for key, item in value.items()}
        if isinstance(value, tuple):
            return tuple(plain(item, depth + 1) for item in tuple.__iter__(value))
    return Foreign(article(kind.__name__))


def article(noun):
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def copy(value):
    """A deep copy of arrays, tuples, lists and dicts; everything else, and a huge array, is itself."""
    if isinstance(value, np.ndarray):
        return value.copy() if value.nbytes <= COPY_LIMIT else value
    if type(value) in (tuple, list):
        return type(value)(copy(item) for item in value)
    if type(value) is dict:
        return {key: copy(item) for key, item in value.items()}
    return value


def identical(a, b, tolerance=0.0):
    """Whether a is b, entry for entry and bit for bit (a NaN equals itself).

    tolerance: where above 0, float arrays may differ by that much of b's largest entry.
    """
    if isinstance(b, np.ndarray):
        same_kind = isinstance(a, np.ndarray) and a.dtype == b.dtype and a.shape == b.shape
        return same_kind and (a.tobytes() == b.tobytes() or (tolerance > 0 and close(a, b, tolerance)))
    if type(b) in (tuple, list):
        pairs = zip(a, b, strict=False)
        return type(a) is type(b) and len(a) == len(b) and all(identical(*pair, tolerance) for pair in pairs)
    if type(b) is dict:
        return a.keys() == b.keys() and all(identical(a[key], b[key], tolerance) for key in b)
    return a is b or a == b


def close(a, b, tolerance):
    """Whether two float arrays of one shape differ by at most tolerance times the largest entry of b."""
    if b.dtype.kind != "f":
        return False
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(a - b) <= tolerance * np.max(np.abs(b), initial=0.0)))


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
