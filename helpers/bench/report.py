"""What a part of the bench found, as tables for the terminal and for Markdown."""

from dataclasses import dataclass, field

from rich.table import Table as Drawn


@dataclass(frozen=True)
class Table:
    """A title, column names, rows of texts, the numbers of rows beyond their limit, and a remark below."""

    title: str
    columns: tuple
    rows: list
    over: frozenset = frozenset()
    note: str = ""


@dataclass(frozen=True)
class Result:
    """A part's tables; headlines are the rows (what, measured, wanted) of the README; data is for a figure."""

    title: str
    tables: list
    headlines: list = field(default_factory=list)
    data: object = None


def drawn(table):
    """For the terminal: texts to the left, figures to the right, rows over the limit in red."""
    shown = Drawn(title=table.title, title_justify="left", min_width=48, caption=table.note or None,
                  caption_justify="left")  # fmt: skip
    for number, name in enumerate(table.columns):
        shown.add_column(name, justify="right" if number else "left")
    for number, row in enumerate(table.rows):
        shown.add_row(*row, style="bold red" if number in table.over else None)
    return shown


def markdown(table):
    """The same for a .md file; rows over the limit are bold."""
    rows = [
        [f"**{text}**" if number in table.over and text else text for text in row]
        for number, row in enumerate(table.rows)
    ]
    lines = [table.columns, ["---", *["---:"] * (len(table.columns) - 1)], *rows]
    text = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"{table.title}:\n\n{text}\n" + (f"\n{table.note}\n" if table.note else "")


def limited(title, rows, limit, note=""):
    """Table of [(name, seconds)] with those over the limit marked."""
    over = frozenset(i for i, (_, seconds) in enumerate(rows) if seconds > limit)
    texts = [(name, f"{seconds:.3f}") for name, seconds in rows]
    return Table(f"{title} (limit {limit} s)", ("what", "seconds"), texts, over, note)
