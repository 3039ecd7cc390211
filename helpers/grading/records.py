"""What is known about each submission after its grading: one JSON file a student, complete or not there at all."""

import hashlib
import json
import os
import tempfile
from pathlib import Path

from helpers.grading.intake import LARGEST

SCHEMA = 1


def path(folder, student):
    """Where a student's record is kept."""
    return Path(folder) / f"{student}.json"


def write(folder, record):
    """Write a record so that no moment shows half of it."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"schema": SCHEMA, **record}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path(folder, record["student"]))
    except BaseException:
        os.unlink(name)
        raise


def read(folder, student):
    """A student's record, or None where there is none that can be read."""
    try:
        held = json.loads(path(folder, student).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(held, dict) and held.get("schema") == SCHEMA and held.get("student") == student
    return held if whole else None


def remove(folder, student):
    """Make a student one who was not graded."""
    path(folder, student).unlink(missing_ok=True)


def tidy(folder):
    """Remove what a killed run was writing."""
    for left in Path(folder).glob(".writing-*"):
        left.unlink(missing_ok=True)


def digest(notebook):
    """A text that changes when the submitted notebook does, whatever is there in its place."""
    notebook = Path(notebook)
    try:
        if notebook.is_symlink():
            return f"link:{os.readlink(notebook)}"
        if not notebook.is_file():
            return "missing"
        found = notebook.stat()
        if found.st_size > LARGEST:
            return f"size:{found.st_size}:{found.st_mtime_ns}"
        return hashlib.sha256(notebook.read_bytes()).hexdigest()
    except OSError as error:
        return f"unreadable:{error.strerror}"
