"""Run cells in an IPython shell as a notebook would, with outputs caught and bounded."""

import base64
import io
import os
import signal
import sys
import traceback

KEPT = ("text/plain", "text/html", "text/latex", "image/png", "image/jpeg")
BACKEND = "module://matplotlib_inline.backend_inline"


class Capped(io.StringIO):
    """A text stream that keeps its first characters and forgets the rest."""

    def __init__(self, limit):
        super().__init__()
        self.left = limit

    def write(self, text):
        super().write(text[: self.left])
        self.left -= min(self.left, len(text))
        return len(text)


def make_shell():
    """An IPython shell without history or colours, Matplotlib's pictures inline, no check that shows anything."""
    os.environ["MPLBACKEND"] = BACKEND
    import matplotlib.pyplot
    from IPython.core.interactiveshell import InteractiveShell
    from matplotlib_inline.backend_inline import configure_inline_support
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = InteractiveShell.instance(config=config)
    matplotlib.pyplot.switch_backend(BACKEND)
    configure_inline_support(shell, BACKEND)
    quieten_check()
    return shell


def quieten_check():
    """`check` in a cell of the student's own: the grader judges elsewhere, this process knows no answers."""
    import helpers
    from helpers.checks.engine import check as module

    def check(function, seed=0):
        print(f"check({getattr(function, '__name__', '?')}): judged in its own cell.")

    helpers.check = helpers.checks.engine.check = check
    sys.modules[module.__module__].check = check


def run_cell(shell, source, limits):
    """The outputs of a cell, as a list of what nbformat calls outputs."""
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.core.displaypub import CapturingDisplayPublisher

    text, errors = Capped(limits.output), Capped(limits.output)
    publisher = CapturingDisplayPublisher()
    hook = CapturingDisplayHook(shell=shell, outputs=publisher.outputs)
    kept = sys.stdout, sys.stderr, shell.display_pub, shell.display_trap.hook
    sys.stdout, sys.stderr, shell.display_pub, shell.display_trap.hook = text, errors, publisher, hook
    shell.showtraceback = shell.showsyntaxerror = lambda *args, **kwargs: None
    error = None
    try:
        with time_limit(limits.cell, "the cell"):
            result = shell.run_cell(source, store_history=False)
            error = result.error_before_exec or result.error_in_exec
    except BaseException as raised:
        error = raised
    finally:
        sys.stdout, sys.stderr, shell.display_pub, shell.display_trap.hook = kept
    found = [stream("stdout", text.getvalue()), stream("stderr", errors.getvalue())]
    found += [display_data(o, limits) for o in publisher.outputs[: limits.outputs]]
    return [o for o in found if o] + ([error_output(error)] if error else [])


class time_limit:  # noqa: N801
    """TimeoutError in the block after some seconds, where the system has an alarm."""

    def __init__(self, seconds, what):
        self.seconds, self.what = seconds, what

    def __enter__(self):
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self.ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def ring(self, *args):
        raise TimeoutError(f"{self.what} took longer than {self.seconds:g} seconds")

    def __exit__(self, *args):
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def stream(name, text):
    """An output of text, None where there is none."""
    return {"output_type": "stream", "name": name, "text": text} if text else None


def display_data(output, limits):
    """A display as strings; pictures in base64; what is too large is left out."""
    data = {}
    for kind, value in (output.get("data") or {}).items():
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode("ascii")
        room = limits.picture if kind.startswith("image/") else limits.output
        if kind in KEPT and isinstance(value, str) and len(value) <= room:
            data[kind] = value
    alt = ((output.get("metadata") or {}).get("image/png") or {}).get("alt")
    metadata = {"image/png": {"alt": alt[:1000]}} if isinstance(alt, str) else {}
    return {"output_type": "display_data", "data": data, "metadata": metadata} if data else None


def error_output(error):
    """An error as nbformat has it, with the last lines of its traceback."""
    lines = traceback.format_exception(type(error), error, error.__traceback__, limit=-6)
    try:
        words = str(error)[:2000]
    except Exception:
        words = ""
    return {
        "output_type": "error",
        "ename": type(error).__name__[:100],
        "evalue": words,
        "traceback": [line[:2000] for line in lines[-12:]],
    }
