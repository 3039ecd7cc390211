"""Answers that are the same but for names, comments and layout."""

import ast
import hashlib
import itertools
from collections import Counter, defaultdict

FEWEST_NODES = 40  # below that, independent answers are alike
FEWEST_ALIKE = 3


def fingerprints(nb, plan):
    """{exercise: fingerprint} of the answers in a notebook that are long enough to be anyone's own."""
    found = {}
    for cell in nb.cells:
        planned = plan.find(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if planned and planned.solution and cell.cell_type == "code" and cell.source != planned.source:
            mark = fingerprint(cell.source)
            if mark:
                found[planned.name] = mark
    return found


def fingerprint(source):
    """Sixteen hexadecimal digits that do not depend on names, comments and layout; None for a short answer."""
    try:
        return digest(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def digest(tree):
    """The fingerprint of a tree, which is changed for it."""
    names, count = {}, 0
    for node in ast.walk(tree):
        count += 1
        if isinstance(node, ast.Name):
            node.id = names.setdefault(node.id, f"n{len(names)}")
        elif isinstance(node, ast.arg):
            node.arg, node.annotation = names.setdefault(node.arg, f"n{len(names)}"), None
        elif isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()[:16] if count >= FEWEST_NODES else None


def alike(reports):
    """[{"students": [a, b], "exercises": [...]}], most alike first. reports: {student: report of grade_notebook}.

    Only fingerprints that few share count: what a tenth of a class writes is the obvious way to write it.
    """
    shared = defaultdict(list)
    for student, report in reports.items():
        for exercise, mark in report.get("fingerprints", {}).items():
            shared[exercise, mark].append(student)
    pairs, exercises = Counter(), defaultdict(list)
    for (exercise, _), students in shared.items():
        if 2 <= len(students) <= max(3, len(reports) // 10):
            for pair in itertools.combinations(sorted(students), 2):
                pairs[pair] += 1
                exercises[pair].append(exercise)
    return [{"students": list(pair), "exercises": sorted(exercises[pair])}
            for pair, count in pairs.most_common() if count >= FEWEST_ALIKE]  # fmt: skip
