"""A verdict as plain text."""

import textwrap

WIDTH = 88


def as_text(verdict):
    """Headline, message, facts in two columns, and the picture of where it is wrong."""
    lines = [verdict.headline]
    lines += wrap(verdict.message, "  ", "  ")
    column = max((len(label) for label, _ in verdict.facts), default=0) + 2
    for label, fact in verdict.facts:
        lines += wrap(fact, f"  {label:<{column}}", " " * (column + 2)) or [f"  {label}"]
    if verdict.picture:
        lines.append(f"  {verdict.picture.caption}")
        lines += ["    " + " ".join("x" if wrong else "." for wrong in row) for row in verdict.picture.rows]
    return "\n".join(lines)


def wrap(text, first, rest):
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
