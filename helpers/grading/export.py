"""Grades as CSV that a spreadsheet reads as it was written."""

import csv

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class QuotedCsvExport(ExportPlugin):
    """`nbgrader export`: nbgrader's own columns and options, quoted (RFC 4180), in UTF-8.

    A text that a spreadsheet would take for a formula (=HYPERLINK(...) as a name) gets an apostrophe before it.
    """

    def export(self, gradebook):
        path = self.to or "grades.csv"
        self.log.info("Exporting grades to %s", path)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows(gradebook))

    def rows(self, gradebook):
        """One dict for each chosen assignment and student."""
        assignments, students = ({str(name) for name in names} for names in (self.assignment, self.student))
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                chosen = assignment.name in (assignments or [assignment.name])
                if chosen and student.id in (students or [student.id]):
                    row = {**about(assignment, student), **scores(gradebook, assignment, student)}
                    yield {column: shown(value) for column, value in row.items()}


def about(assignment, student):
    """Who and what a row is about."""
    return {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }


def scores(gradebook, assignment, student):
    """What a submission got; nothing handed in is 0."""
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return {"timestamp": None, "raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0}
    penalty = submission.late_submission_penalty or 0.0
    return {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
    }


def shown(value):
    """A value as a cell of the table."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
