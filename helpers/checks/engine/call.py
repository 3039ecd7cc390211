"""Run an untrusted function on one tuple of arguments and report what happened as plain data."""

import contextlib
import io
import linecache
import sys
import sysconfig
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

from helpers.checks.engine.data import copy, identical, plain

PRINT_LIMIT = 400
OURS = str(Path(__file__).resolve().parents[2])
FOREIGN = (OURS, sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), sys.prefix, sys.base_prefix)


@dataclass(frozen=True)
class Raised:
    """An exception and the last line of the student's own code that it passed through."""

    type: str
    message: str
    function: str | None = None
    line: int | None = None
    text: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What one call did: a value or an exception, and its side effects."""

    value: object = None
    raised: Raised | None = None
    changed: tuple = ()
    printed: str = ""
    warned: tuple = ()


def call(function, arguments, tolerance=0.0):
    """The Outcome of function(*arguments). Never raises, but for KeyboardInterrupt.

    Printing and warnings are caught; `changed` has the positions of arguments that were not left
    as they were: bit for bit, or within the exercise's argument_tolerance.
    """
    kept, value, raised = copy(arguments), None, None
    printed = io.StringIO()
    with warnings.catch_warnings(record=True) as caught, caught_output(printed):
        warnings.simplefilter("always")
        try:
            value = plain(function(*arguments))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raised = describe_error(error)
    changed = tuple(i for i, a in enumerate(kept) if not identical(arguments[i], a, tolerance))
    warned = tuple(dict.fromkeys(f"{w.category.__name__}: {w.message}" for w in caught))
    return Outcome(value, raised, changed, printed.getvalue()[:PRINT_LIMIT], warned)


@contextlib.contextmanager
def caught_output(stream):
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        yield


def describe_error(error):
    """The Raised of an exception, without holding on to its frames."""
    message = safe_text(error).strip().split("\n")[0][:300]
    own = [f for f in traceback.extract_tb(error.__traceback__, limit=-200) if is_students(f.filename)]
    if not own:
        return Raised(type(error).__name__, message)
    last = own[-1]
    text = linecache.getline(last.filename, last.lineno).strip()
    return Raised(type(error).__name__, message, last.name, last.lineno, text or None)


def safe_text(error):
    try:
        return str(error)
    except Exception:
        return ""


def is_students(filename):
    """Whether a code file is neither ours nor a library's."""
    if filename.startswith("<"):
        return filename.startswith(("<ipython", "<stdin", "<string"))
    return not filename.startswith(FOREIGN)
