"""The verdict of a check: plain facts, shown alike in a notebook, a terminal and a log."""

from dataclasses import dataclass

HEADLINES = {
    "passed": "passed",
    "not_started": "not started",
    "raised": "raised an error",
    "type": "wrong type",
    "shape": "wrong shape",
    "not_finite": "not finite",
    "changed_inputs": "changed its arguments",
    "wrong_value": "wrong value",
}


@dataclass(frozen=True)
class Picture:
    """Where a 2-D array is wrong: rows of booleans, and a caption."""

    rows: tuple
    caption: str


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    exercise: the function's name. kind: a key of HEADLINES. misconception: the catalogue's short
    name or None. message: one or two sentences. error: worst relative error, None where no value was
    compared. cases: how many were tried. facts: (label, text) pairs in reading order.
    """

    exercise: str
    passed: bool
    kind: str
    misconception: str | None = None
    message: str = ""
    error: float | None = None
    cases: int = 0
    facts: tuple = ()
    picture: Picture | None = None

    @property
    def headline(self):
        name = f" ({self.misconception})" if self.misconception else ""
        return f"{self.exercise}: {HEADLINES[self.kind]}{name}"

    def __str__(self):
        from helpers.checks.engine.text import as_text

        return as_text(self)

    def _ipython_display_(self):
        from helpers.checks.engine.show import show_once

        show_once(self)


class CheckFailed(AssertionError):
    """Raised by `check` for an answer that is not right; `.verdict` says what was found."""

    def __init__(self, verdict):
        super().__init__(verdict)
        self.verdict = verdict

    def __str__(self):
        return str(self.verdict)

    def _render_traceback_(self):
        """What IPython prints instead of a stack: the verdict's own words, no frame of ours."""
        return [f"CheckFailed: {self.verdict.headline}", self.verdict.message]
