"""An exercise and its known misconceptions, as data; and the table of all exercises."""

import functools
import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Misconception:
    """A wrong version of an exercise that students are known to write.

    name: short, in kebab-case, unique within its exercise. wrong(*arguments): the wrong version
    itself; it may raise. hint: a sentence saying what was done. equation: the lesson's number
    of the equation that says otherwise, as in "3.9".
    """

    name: str
    wrong: Callable
    hint: str
    equation: str

    @property
    def message(self):
        return f"{self.hint} See ({self.equation})."


@dataclass(frozen=True)
class Exercise:
    """What one graded function must satisfy.

    name: the function's name. signature: how it is called, "input_gradient(delta, k)".
    cases(rng) -> list of argument tuples, fresh and non-degenerate.
    expected(*arguments) -> the right result, from a trusted forward pass; its Python type is the
    contract: ndarray, float (a number), bool, str, set, dict, or a tuple or list of those.
    tolerance: largest relative error of an array (`helpers.gradcheck.relative_error`).
    argument_tolerance: how far, relative to its largest entry, a float argument may differ after the call;
    0.0 wants it bit for bit.
    exact: whether `expected` is good to rounding, so that a less exact right answer can be remarked on.
    judge(arguments, values) -> None or a sentence: a property that decides instead of the numbers.
    """

    name: str
    signature: str
    cases: Callable
    expected: Callable
    misconceptions: tuple = ()
    tolerance: float = 1e-6
    exact: bool = True
    argument_tolerance: float = 0.0
    judge: Callable | None = None

    @property
    def parameters(self):
        return re.findall(r"\w+", self.signature.partition("(")[2])

    def arguments(self, seed=0):
        """The argument tuples of one seed, the same on every machine."""
        return self.cases(np.random.default_rng([seed, *self.name.encode()]))


@functools.cache
def lesson_modules():
    """{lesson: module} of every lesson that has checks, in the lessons' order."""
    import helpers.checks as package

    names = [m.name for m in pkgutil.iter_modules(package.__path__) if m.name != "engine"]
    modules = [importlib.import_module(f"helpers.checks.{name}") for name in names]
    return {m.LESSON: m for m in sorted(modules, key=lambda m: m.LESSON)}


@functools.cache
def all_exercises():
    """{function name: Exercise} over all lessons. Raises ValueError where two share a name."""
    table = {}
    for module in lesson_modules().values():
        for exercise in module.EXERCISES:
            if exercise.name in table:
                raise ValueError(f"two exercises are called {exercise.name}")
            table[exercise.name] = exercise
    return table


def find(name):
    """The exercise of that name, or None."""
    return all_exercises().get(name)
