"""What an instructor should look at: answers by the course's own tools, code that looks where answers are kept.

Nothing here changes a grade. Each finding is {"cell": ..., "what": a sentence}.
"""

import ast
import re

import numpy as np

from helpers.checks.engine import find
from helpers.checks.engine.data import copy

# Modules of the course that hold answers, and tools that find one without deriving it.
ANSWERS = ("helpers.bench", "helpers.checks", "helpers.grading", "helpers.layers", "helpers.operations")
GIVEN = ("helpers.operations.activation", "helpers.operations.lenet_table")
OURS = ("helpers.checks.engine", "helpers.grading.isolation")
TOOLS = {"vjp", "numerical_gradient", "approx_fprime", "check_grad"}
LOOKING = {
    "inspect", "gc", "ctypes", "socket", "subprocess", "builtins", "importlib", "multiprocessing", "signal",
    "pickle", "marshal", "urllib", "requests", "http",
}  # fmt: skip
INNER = {"_getframe", "__globals__", "__closure__", "__code__", "__subclasses__", "__builtins__", "f_back"}
SYSTEM = {"os", "sys", "shutil", "pathlib", "open", "exec", "eval", "__import__", "globals", "compile"}
ROUNDING, FEWEST_CALLS = 1e-10, 12


def in_notebook(nb, plan):
    """Findings in the code of a notebook's cells that are not as they were released."""
    released = "\n".join(plan.released)
    own = {cell.name for cell in plan.cells}
    found = []
    for index, cell in enumerate(nb.cells):
        planned = plan.find(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if cell.cell_type == "code" and not (planned and planned.locked) and cell.source not in plan.released:
            answer = planned.name if planned else None
            found += [{"cell": answer or f"cell {index}", "what": what}
                      for what in in_code(cell.source, answer, own, released)]  # fmt: skip
    return found


def in_code(source, answer, own, released):
    """Sentences on one cell. answer: its exercise's name, None for a plain cell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    modules, names = imported(tree), mentioned(tree)
    given = [*GIVEN, *re.findall(r"helpers\.[\w.]+", released)]
    said = [
        f"imports {m}" for m in sorted(modules) if m.startswith(ANSWERS) and not m.startswith(tuple(given))
    ]
    said += [f"imports {m}" for m in sorted({m.partition(".")[0] for m in modules} & LOOKING)]
    said += [f"uses {name}" for name in sorted(names & INNER)]
    if answer:
        reached = {m.partition(".")[0] for m in modules} | names
        said += [f"uses {name} in an answer" for name in sorted(reached & SYSTEM)]
        if has_parameters(answer):
            said += [f"uses {name} in an answer" for name in sorted((names & TOOLS) - own - {answer})]
    return said


def imported(tree):
    """The modules that a text imports by statement."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {m for m in found if not any(other.startswith(f"{m}.") for other in found)} | {
        m for m in found if not m.startswith("helpers")
    }


def mentioned(tree):
    """The names and attributes that a text mentions."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def has_parameters(name):
    """Whether a name is an exercise's whose function takes arguments."""
    exercise = find(name)
    return exercise is not None and bool(exercise.parameters)


def in_calls(name, verdict, calls, seed, released=""):
    """Findings on how a passed answer came to its values, from one more call that is counted."""
    exercise = find(name)
    if not verdict.passed or not exercise.parameters:
        return []
    found = []
    if exercise.exact and verdict.error is not None and verdict.error > ROUNDING:
        found.append(f"is right to {verdict.error:.0e} only, as a numerical derivative is")
    cases = exercise.arguments(seed)
    arguments = cases[min(1, len(cases) - 1)]
    size = max([getattr(a, "size", 1) for a in arguments] or [1])
    derives = has_reals(exercise.expected(*copy(arguments)))
    for file, function, count in calls.count(name, arguments):
        module = module_of(file)
        if module and kept_back(module, released):
            found.append(f"calls {module}.{function}")
        elif derives and function != name and find(function) and count >= max(2 * size, FEWEST_CALLS):
            found.append(f"calls {function} {count} times for {size} numbers, as a numerical derivative does")
    return [{"cell": name, "what": what} for what in dict.fromkeys(found)]


def has_reals(value):
    """Whether an exercise's result holds an array of real numbers."""
    if isinstance(value, tuple | list):
        return any(map(has_reals, value))
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def module_of(file):
    """The course's module of a file of the student's side, or None."""
    at = file.replace("\\", "/").rfind("/helpers/")
    return file[at + 1 :].removesuffix(".py").replace("/", ".").replace(".__init__", "") if at >= 0 else None


def kept_back(module, released):
    """Whether an answer has no business in a module of the course."""
    if module == "helpers.gradcheck":
        return True
    return module.startswith(ANSWERS) and not module.startswith((*GIVEN, *OURS)) and module not in released
