"""The class as a CSV file: one row a student."""

import csv

from helpers.grading.export import shown

FIRST = ("student", "state", "score", "maximum", "automatic", "to_mark")
LAST = ("misconceptions", "problems", "suspicious", "seed")


def write_table(found, path):
    """Write the rows of `report.summary` (RFC 4180, UTF-8; no text is taken for a formula): the path."""
    names = [entry["name"] for entry in found["exercises"]]
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, [*FIRST, *names, *LAST], lineterminator="\n")
        writer.writeheader()
        for row in found["rows"]:
            cells = {**about(row, found["maximum"]), **{name: points(row, name) for name in names}}
            writer.writerow({column: shown(value) for column, value in cells.items()})
    return path


def about(row, maximum):
    """All columns of a row but the exercises'."""
    named = [f"{name}: {v['misconception']}" for name, v in row["verdicts"].items() if v["misconception"]]
    return {
        "student": row["student"],
        "state": "graded" if row["graded"] else "problem",
        "score": row["score"],
        "maximum": maximum,
        "automatic": row["automatic"],
        "to_mark": "yes" if row["manual"] else "no",
        "misconceptions": "; ".join(named),
        "problems": "; ".join(row["problems"]),
        "suspicious": "; ".join(row["suspicious"]),
        "seed": row["seed"],
    }


def points(row, name):
    """The points of an exercise, None where it was not judged."""
    verdict = row["verdicts"].get(name)
    return verdict["points"] if verdict else None
