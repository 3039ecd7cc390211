"""What a class's records say together: the data of the class report, its page and its CSV file."""

from collections import defaultdict
from pathlib import Path

from helpers.checks.engine import find
from helpers.checks.engine.verdict import HEADLINES
from helpers.grading import likeness, records
from helpers.grading.classroom import NoClass
from helpers.grading.page import render
from helpers.grading.table import write_table

BARS = 10
NOTHING = ("score", "automatic", "possible", "manual")


def write_report(room, output=None):
    """Write the page and the CSV file on a Classroom: their paths. output: the page's."""
    page = Path(output) if output else room.reports / f"{room.lesson}.html"
    found = summary(room)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(render(found), encoding="utf-8", errors="replace")
    return page, write_table(found, page.with_suffix(".csv"))


def summary(room):
    """The report as a dict of plain data. Raises NoClass where nobody was graded."""
    points = room.released()
    students = room.students()
    found = {student: records.read(room.kept, student) for student in students}
    held = {student: record for student, record in found.items() if record}
    if not held:
        raise NoClass(f"nobody is graded: run python -m helpers.grading grade {room.lesson}")
    reports = {s: r["report"] for s, r in held.items() if r["state"] == "graded" and r["report"]}
    rows = [row(room, student, held[student]) for student in held]
    return {
        "lesson": room.lesson,
        "maximum": sum(points.values()),
        "rows": rows,
        "graded": len(reports),
        "waiting": [student for student in students if student not in held],
        "to_mark": sum(row["manual"] for row in rows),
        "distribution": distribution(rows),
        "exercises": exercises(reports),
        "misconceptions": misconceptions(reports),
        "problems": [{"student": s, **p} for s, r in held.items() for p in r["problems"]],
        "suspicious": noted(reports, lambda r: [f"{x['cell']}: {x['what']}" for x in r["suspicious"]]),
        "tampering": noted(reports, lambda r: r.get("tampering", [])),
        "lost": noted(reports, lambda r: [f"cell {x['cell']}: {x['reason']}" for x in r["lost"]]),
        "told": sorted({name for r in reports.values() for name in r["told"]}),
        "alike": likeness.alike(reports),
        "protection": protection(reports),
    }


def row(room, student, record):
    """One student: the gradebook's score of now, which has the marks given by hand, and each exercise's verdict."""
    graded = record["state"] == "graded"
    scores = (graded and room.scores(student)) or dict.fromkeys(NOTHING, 0.0)
    verdicts = {e["exercise"]: e for e in (record["report"] or {}).get("exercises", [])}
    return {
        "student": student,
        "graded": graded,
        "score": scores["score"],
        "automatic": scores["automatic"],
        "possible": scores["possible"],
        "manual": bool(scores["manual"]),
        "verdicts": verdicts,
        "seed": (record["report"] or {}).get("seed"),
        "problems": [problem["kind"] for problem in record["problems"]],
        "suspicious": [x["what"] for x in (record["report"] or {}).get("suspicious", [])],
    }


def distribution(rows):
    """[{label, count}] of the graded rows by their share of the automatic points, in tenths."""
    counts = [0] * BARS
    for each in rows:
        if each["graded"] and each["possible"]:
            counts[min(BARS - 1, int(BARS * each["automatic"] / each["possible"]))] += 1
    step = 100 // BARS
    ends = [f"{i * step} to {(i + 1) * step - 1} %" for i in range(BARS - 1)] + [f"{100 - step} to 100 %"]
    return [{"label": label, "count": count} for label, count in zip(ends, counts, strict=True)]


def exercises(reports):
    """[{name, points, passed, tried, of}] in the notebook's order."""
    found = {}
    for report in reports.values():
        for verdict in report["exercises"]:
            entry = found.setdefault(
                verdict["exercise"], {"points": verdict["maximum"], "passed": 0, "tried": 0}
            )
            entry["passed"] += verdict["passed"]
            entry["tried"] += verdict["kind"] != "not_started"
    return [{"name": name, "of": len(reports), **entry} for name, entry in found.items()]


def misconceptions(reports):
    """[{exercise, name, hint, share, students}], the most frequent first; failures without a name come last."""
    behind = defaultdict(list)
    for student, report in reports.items():
        for verdict in report["exercises"]:
            if not verdict["passed"] and verdict["kind"] != "not_started":
                behind[verdict["exercise"], verdict["misconception"], verdict["kind"]].append(student)
    merged = defaultdict(list)
    for (exercise, name, kind), students in behind.items():
        merged[exercise, name, None if name else kind] += students
    entries = [
        {"exercise": exercise, "name": name, "hint": hint(exercise, name, kind), "students": sorted(students),
         "share": round(100 * len(students) / len(reports))}
        for (exercise, name, kind), students in merged.items()
    ]  # fmt: skip
    return sorted(
        entries, key=lambda e: (e["name"] is None, -len(e["students"]), e["exercise"], e["name"] or "")
    )


def hint(exercise, name, kind):
    """What the students behind an entry were told; the kind of failure where no mistake was recognised."""
    known = find(exercise)
    for entry in known.misconceptions if known else ():
        if entry.name == name:
            return entry.message
    return name or f"No known mistake: {HEADLINES.get(kind, kind)}."


def noted(reports, pick):
    """[{student, notes}] of those whose report has something to pick."""
    found = [{"student": student, "notes": list(pick(report))} for student, report in reports.items()]
    return [entry for entry in found if entry["notes"]]


def protection(reports):
    """[{words, complete, students}]: under which protection how many were graded, the weakest first."""
    found = defaultdict(list)
    for student, report in reports.items():
        found[report["protection"]["complete"], report["protection"]["words"]].append(student)
    return [{"complete": c, "words": w, "students": s} for (c, w), s in sorted(found.items())]
