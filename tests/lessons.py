"""The one table of lessons that the tests run over: every folder of solutions/ that holds a lesson."""

import functools
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.reference import reference
from helpers.checks.engine.exercise import lesson_modules

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Lesson:
    """A lesson's files and what stands in them. name: as in "03_convolution"."""

    name: str

    @property
    def source(self):
        return ROOT / "solutions" / self.name / f"{self.name}.py"

    @property
    def solved(self):
        return self.source.with_suffix(".ipynb")

    @property
    def released(self):
        return ROOT / "notebooks" / self.name / f"{self.name}.ipynb"

    @property
    def exercises(self):
        return lesson_modules()[self.name].EXERCISES

    @property
    def equations(self):
        """The numbers of the equations that stand in the lesson, as in "3.9"."""
        return set(re.findall(r"\\tag\{([\d.]+[a-z]?)\}", self.source.read_text(encoding="utf-8")))

    def beside(self, stem):
        """A module beside the source: alternatives or oracles."""
        path = self.source.with_name(f"{stem}.py")
        spec = importlib.util.spec_from_file_location(f"{stem}_{self.name}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @property
    def reference(self):
        """{function name: the lesson's own solution}."""
        return solutions(self.name)


@functools.cache
def solutions(name):
    return reference(Lesson(name).source)


def lessons():
    folders = sorted((ROOT / "solutions").glob("[0-9][0-9]_*"))
    return [Lesson(f.name) for f in folders if (f / f"{f.name}.py").exists()]


def exercises():
    """[(lesson, exercise)] over all lessons, for parametrised tests."""
    return [(lesson, exercise) for lesson in lessons() for exercise in lesson.exercises]


def misconceptions():
    """[(lesson, exercise, misconception)] over all lessons."""
    return [(lesson, e, m) for lesson, e in exercises() for m in e.misconceptions]


def identify(value):
    """A readable test id for the things above."""
    return getattr(value, "name", None)
