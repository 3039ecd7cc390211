"""A verdict as HTML: the same facts as the text, readable in light and dark and by a screen reader.

Only tags and inline styles that a notebook's sanitiser lets through; no script, no style sheet.
"""

from html import escape

COLOURS = {"passed": "#009E73", "not_started": "#888888"}
WRONG_COLOUR = "#D55E00"
CELL = "width:1.2em;height:1.2em;padding:0;text-align:center;border:1px solid #888888;font-family:monospace;"
WRONG = CELL + "background-color:#D55E00;color:#000000;"
RIGHT = CELL + "background-color:#FFFFFF;color:#555555;"


def as_html(verdict):
    """A bordered block: headline, message, a table of facts, the picture."""
    colour = COLOURS.get(verdict.kind, WRONG_COLOUR)
    parts = [f"<p style='margin:0;'><strong>{escape(verdict.headline)}</strong></p>"]
    if verdict.message:
        parts.append(f"<p style='margin:0.3em 0;'>{escape(verdict.message)}</p>")
    if verdict.facts:
        parts.append(facts_table(verdict.facts))
    if verdict.picture:
        parts.append(picture_table(verdict.picture))
    label = escape(f"Verdict on {verdict.headline}", quote=True)
    style = f"border-left:0.4em solid {colour};padding:0.3em 0.8em;margin:0.3em 0;"
    return f"<div role='group' aria-label='{label}' style='{style}'>{''.join(parts)}</div>"


def facts_table(facts):
    rows = "".join(
        f"<tr style='background-color:transparent;'><th scope='row' style='text-align:left;padding:0 1em 0 0;"
        f"font-weight:normal;opacity:0.75;vertical-align:top;'>{escape(label)}</th>"
        f"<td style='text-align:left;padding:0;'><code>{escape(fact)}</code></td></tr>"
        for label, fact in facts
    )
    return f"<table style='margin:0.3em 0;border-collapse:collapse;'>{rows}</table>"


def picture_table(picture):
    caption = escape(picture.caption)
    rows = "".join(
        "<tr style='background-color:transparent;'>"
        + "".join(f"<td style='{WRONG if wrong else RIGHT}'>{'x' if wrong else '.'}</td>" for wrong in row)
        + "</tr>"
        for row in picture.rows
    )
    return (
        f"<p style='margin:0.3em 0 0.1em 0;'>{caption}</p>"
        f"<table aria-label='{escape(picture.caption, quote=True)}' "
        f"style='margin:0 0 0.3em 0;border-collapse:collapse;'>{rows}</table>"
    )
