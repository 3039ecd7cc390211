"""The results as docs/benchmarks.md, whole, and as a short table between two comments of README.md."""

import re
from pathlib import Path

from helpers.bench.machine import machine, sentence, today, torch_version
from helpers.bench.report import Table, markdown

FIGURE = "bench-sizes.png"
MARKED = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
OPENING = """\
# Benchmarks

`make bench` measures all of this anew and writes it, with the short table of the [README](../README.md);
`python -m helpers.bench` prints without writing, and `--only step` measures one part. Every part runs in a process
of its own on one thread (grading in nbgrader's own commands, held to as many cores as it has processes). What is
compared is measured in turns in the same process and given as medians, so that a busy moment of the machine falls on
both; still, leave the machine alone meanwhile. PyTorch is no part of the course:
`.venv/bin/python -m pip install torch` adds it for the comparison.

Rows in bold are beyond the limit wanted, or sizes at which PyTorch is faster.
"""
ABSENT = """\
**PyTorch was not installed for this run**, so its figures are missing below; those of earlier runs are in the history
of this file.
"""
ALT = (
    "Milliseconds a training step on logarithmic axes against the batch, the maps and the image's side: ours as a "
    "solid line, PyTorch as a dashed one, the ratio at every point, and a ring where PyTorch is faster"
)


def document(results, before):
    """docs/benchmarks.md."""
    found = markdown(Table(f"Measured on {today()}", ("", ""), machine(before))).replace("---:", "---")
    parts = [OPENING, *([] if torch_version() else [ABSENT]), found]
    for result in results:
        parts += [f"## {result.title}\n", *map(markdown, result.tables)]
        if result.data is not None:
            parts.append(f"![{ALT}]({FIGURE})\n")
    return "\n".join(parts)


def short_table(results, before):
    """The README's rows and where they come from."""
    rows = [row for result in results for row in result.headlines]
    lines = ["| what | measured | wanted |", "| --- | --- | --- |"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    said = (
        ""
        if torch_version()
        else "\nPyTorch was not installed for this run; figures beside it are in the history.\n"
    )
    return "\n".join(lines) + f"\n{said}\n{sentence(before)}\n"


def can_write(root):
    """Whether root has a README.md with the two comments."""
    readme = Path(root, "README.md")
    return readme.is_file() and bool(MARKED.search(readme.read_text(encoding="utf-8")))


def write(results, root, before=None):
    """Write both files and the figure below root, which can_write; returns their paths. before: the load."""
    from helpers.bench.plot import growth

    readme, docs = Path(root, "README.md"), Path(root, "docs")
    text = readme.read_text(encoding="utf-8")
    docs.mkdir(exist_ok=True)
    written = [docs / "benchmarks.md", readme]
    for result in results:
        if result.data is not None:
            growth(result.data).savefig(docs / FIGURE, dpi=110)
            written.append(docs / FIGURE)
    written[0].write_text(document(results, before), encoding="utf-8")
    table = short_table(results, before)
    readme.write_text(MARKED.sub(lambda m: m[1] + table + m[2], text), encoding="utf-8")
    return written
