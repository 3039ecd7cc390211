"""Short cell headers <-> nbgrader's cell metadata (schema version 3)."""

TAGS = {"widget": "nbval-ignore-output", "measured": "measured"}
ROLES = {
    "solution": {"grade": False, "locked": False, "solution": True},
    "test": {"grade": True, "locked": True, "solution": False},
    "answer": {"grade": True, "locked": False, "solution": True},
}
TEST = "test-"


def grade_id(cell):
    """nbgrader's id of a cell: rot180, test-rot180; None for a plain cell."""
    if cell.role is None:
        return None
    return f"{TEST}{cell.name}" if cell.role == "test" else str(cell.name)


def expand(cell):
    """The notebook metadata of a source cell."""
    tags = [tag for key, tag in TAGS.items() if cell.options.get(key)]
    if tags:
        return {"tags": tags}
    if cell.role is None:
        return {}
    metadata = {"schema_version": 3, "task": False, "grade_id": grade_id(cell), **ROLES[cell.role]}
    if "points" in cell.options:
        metadata["points"] = cell.options["points"]
    return {"nbgrader": metadata}


def shorten(cell):
    """The header options of a notebook cell, the inverse of `expand`.

    Whatever an editor keeps about its own view (folding, scrolling) is dropped.
    Raises ValueError, with what to do, where a short header cannot say what the metadata says.
    """
    graded = cell.metadata.get("nbgrader", {})
    role = role_of(graded)
    tags = cell.metadata.get("tags", [])
    unknown = set(tags) - set(TAGS.values())
    if unknown:
        known = " and ".join(TAGS.values())
        raise ValueError(f"a lesson's cell has no tags but {known}; remove {', '.join(sorted(unknown))}.")
    tagged = {key: True for key, tag in TAGS.items() if tag in tags}
    if role is None:
        return tagged
    name = graded.get("grade_id", "")
    if role == "test" and not name.startswith(TEST):
        raise ValueError(f"the id of a test cell is {TEST} and its function's name; {name!r} is not.")
    points = {} if role == "solution" else {"points": whole(graded.get("points", 0))}
    return {role: name.removeprefix(TEST) if role == "test" else name, **points, **tagged}


def role_of(graded):
    """Which role nbgrader's metadata describes; None for an ungraded cell."""
    flags = {key: bool(graded.get(key)) for key in ("grade", "locked", "solution")}
    if graded.get("task"):
        raise ValueError("a lesson has no task cells; make it a manually graded answer.")
    if not any(flags.values()):
        return None
    if flags["solution"]:
        flags["locked"] = False
    elif flags["grade"]:
        flags["locked"] = True
    for role, wanted in ROLES.items():
        if flags == wanted:
            return role
    raise ValueError("a locked cell that is not graded; make it an ordinary one.")


def whole(points):
    """2.0 as 2: the toolbar of JupyterLab writes either."""
    return int(points) if float(points).is_integer() else points
