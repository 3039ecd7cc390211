"""Values that may cross between the student's process and the grader's: plain data, never pickled.

A value becomes JSON and raw buffers. Arrays keep dtype, shape and memory layout; kinds b, i, u, f, c only.
Decoding trusts nothing: every number, name and size is checked before anything is built.
"""

import re

import numpy as np

from helpers.checks.engine.data import Foreign

DEPTH = 12
TEXT = 100_000
HEX_DIGITS = 10_000
DTYPE = re.compile(r"[<>|](b1|[iu][1248]|f(2|4|8|12|16)|c(8|16|24|32))")
CONTAINERS = {"t": tuple, "l": list, "s": set, "z": frozenset}
MARKS = {kind: mark for mark, kind in CONTAINERS.items()}


class WireError(Exception):
    """A message or a value that is not what the protocol allows."""


def clean(text, limit=TEXT):
    """A text of at most `limit` characters that can be written as UTF-8."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8")


def encode(value, buffers, functions=None, depth=0):
    """The JSON of a value; arrays are appended to `buffers`.

    functions: a list that collects callables, which cross as their index; without it they are refused.
    Raises WireError for what is not plain data.
    """
    if depth > DEPTH:
        raise WireError("nested too deeply")
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return value if len(value) <= TEXT else {"x": "a str too long to be compared"}
    if kind in (int, float, complex):
        return encode_number(value)
    if isinstance(value, np.generic) or kind is np.ndarray:
        return encode_array(value, buffers)
    if kind in MARKS:
        return {MARKS[kind]: [encode(item, buffers, functions, depth + 1) for item in value]}
    if kind is dict:
        pairs = [[encode(part, buffers, functions, depth + 1) for part in pair] for pair in value.items()]
        return {"d": pairs}
    if kind is Foreign:
        return {"x": value.description[:200]}
    return encode_callable(value, functions)


def encode_callable(value, functions):
    """A type of numbers by its name, as np.float32; a function by its index."""
    if isinstance(value, type) and issubclass(value, np.generic) and DTYPE.fullmatch(np.dtype(value).str):
        return {"y": np.dtype(value).str}
    if functions is not None and callable(value):
        functions.append(value)
        return {"f": len(functions) - 1}
    raise WireError(f"{type(value).__name__} is no plain data")


def encode_number(value):
    """A number, exactly: integers in hexadecimal digits, floats as float.hex."""
    if type(value) is int:
        digits = hex(value)
        return {"i": digits} if len(digits) <= HEX_DIGITS else {"x": "an int too large to be compared"}
    if type(value) is float:
        return {"r": value.hex()}
    return {"c": [value.real.hex(), value.imag.hex()]}


def encode_array(value, buffers):
    """An array by its strides, so that a view that is not contiguous arrives as one."""
    array = np.asarray(value)
    if not DTYPE.fullmatch(array.dtype.str):
        raise WireError(f"an array of {array.dtype.name} is no plain data")
    buffers.append(array.tobytes())
    order = []
    if not array.flags.c_contiguous and not any(s % array.itemsize for s in array.strides):
        order = [s // array.itemsize for s in array.strides]
    mark = "a" if isinstance(value, np.ndarray) else "g"
    return {mark: [array.dtype.str, list(array.shape), order, len(buffers) - 1]}


def decode(value, buffers, functions=None, depth=0):
    """The value again. `functions(index)` makes what stands for a callable; without it one is refused."""
    if depth > DEPTH:
        raise WireError("nested too deeply")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return clean(value)
    if not isinstance(value, dict) or len(value) != 1:
        raise WireError("malformed value")
    ((mark, held),) = value.items()
    try:
        return decode_marked(mark, held, buffers, functions, depth + 1)
    except (TypeError, ValueError, KeyError, IndexError, OverflowError) as error:
        raise WireError(f"malformed value ({type(error).__name__})") from None


def decode_marked(mark, held, buffers, functions, depth):
    """A value by its mark; what does not fit raises."""
    if mark == "i" and len(held) <= HEX_DIGITS:
        return int(held, 16)
    if mark == "r":
        return float.fromhex(held)
    if mark == "c":
        return complex(*map(float.fromhex, held))
    if mark in ("a", "g"):
        array = decode_array(buffers, *held)
        return array if mark == "a" else array[()]
    if mark in CONTAINERS and isinstance(held, list):
        return CONTAINERS[mark](decode(item, buffers, functions, depth) for item in held)
    if mark == "d":
        return {decode(k, buffers, functions, depth): decode(v, buffers, functions, depth) for k, v in held}
    if mark == "y" and DTYPE.fullmatch(held):
        return np.dtype(held).type
    if mark == "x":
        return Foreign(clean(str(held), 200))
    if mark == "f" and functions is not None:
        return functions(int(held))
    raise WireError("malformed value")


def decode_array(buffers, dtype, shape, order, index):
    """An array of plain numbers whose size and buffer agree."""
    if not DTYPE.fullmatch(dtype) or len(shape) > 32 or index < 0:
        raise WireError("malformed array")
    shape = tuple(int(n) for n in shape)
    flat = np.frombuffer(buffers[index], dtype=np.dtype(dtype))
    if min(shape, default=0) < 0 or flat.size != np.prod(shape, dtype=object):
        raise WireError("malformed array")
    array = flat.reshape(shape)
    return laid_out(array, [int(s) for s in order]) if any(order) else array.copy()


def laid_out(array, order):
    """A copy of the array with strides of `order` entries, in memory of its own."""
    if len(order) != array.ndim:
        raise WireError("malformed array")
    reach = [(n - 1) * s for n, s in zip(array.shape, order, strict=True)]
    size = sum(map(abs, reach)) + 1
    if size > 64 * max(array.size, 64):
        raise WireError("malformed array")
    made = np.ndarray(
        array.shape, array.dtype, np.zeros(size, array.dtype),
        -sum(r for r in reach if r < 0) * array.itemsize, [s * array.itemsize for s in order],
    )  # fmt: skip
    made[...] = array
    return made
