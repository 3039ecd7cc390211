"""The last cell of a lesson: which of its exercises passed in this session."""

from html import escape

from helpers.checks.engine.exercise import lesson_modules
from helpers.checks.engine.html import COLOURS, WRONG_COLOUR, facts_table
from helpers.checks.engine.record import verdicts
from helpers.checks.engine.show import running_shell
from helpers.checks.engine.text import wrap

ALL = "Every lesson: python -m helpers.progress in a terminal."


def progress(lesson):
    """Show which exercises of a lesson passed in this session, which did not, and which were not tried yet.

    lesson: its name, as in "03_convolution". Written answers are not counted: a person reads them.
    """
    module = lesson_modules().get(lesson)
    if module is None:
        print(f"{lesson}: the exercises of this lesson are not known here.")
        return
    names = [exercise.name for exercise in module.EXERCISES]
    headline, facts = summary(lesson, names, verdicts)
    shell = running_shell()
    if shell is None:
        print(as_text(headline, facts))
        return
    from IPython.display import display

    passed = len(names) == sum(name in verdicts and verdicts[name].passed for name in names)
    shown = {"text/plain": as_text(headline, facts), "text/html": as_html(headline, facts, passed)}
    display(shown, raw=True)


def summary(lesson, names, found):
    """(headline, facts) of the verdicts found: {exercise name: Verdict}. facts: (label, text) pairs."""
    passed = [name for name in names if name in found and found[name].passed]
    untried = [name for name in names if name not in found]
    failed = [name for name in names if name in found and not found[name].passed]
    headline = f"{lesson}: {len(passed)} of {len(names)} exercises passed in this session"
    facts = [("passed", ", ".join(passed))] if passed else []
    facts += [("failed", found[name].headline) for name in failed]
    facts += [("untried", ", ".join(untried))] if untried else []
    return headline, facts


def as_text(headline, facts):
    """The headline, the facts in two columns."""
    width = max((len(label) for label, _ in facts), default=0) + 2
    lines = [headline]
    for label, fact in facts:
        lines += wrap(fact, f"  {label:<{width}}", " " * (width + 2))
    return "\n".join([*lines, f"  {ALL}"])


def as_html(headline, facts, finished):
    """The same as a bordered block, as a verdict is shown."""
    colour = COLOURS["passed"] if finished else COLOURS["not_started"]
    if any(label == "failed" for label, _ in facts):
        colour = WRONG_COLOUR
    style = f"border-left:0.4em solid {colour};padding:0.3em 0.8em;margin:0.3em 0;"
    return (
        f"<div role='group' aria-label='{escape(headline, quote=True)}' style='{style}'>"
        f"<p style='margin:0;'><strong>{escape(headline)}</strong></p>{facts_table(facts)}"
        f"<p style='margin:0.3em 0;'>{escape(ALL)}</p></div>"
    )
