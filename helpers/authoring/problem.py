"""What a gate finds, and the error that carries it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that stops a lesson from being built, and what to do about it.

    where: the cell (its line in the .py, its first line of text) or the file; "" for the whole lesson.
    """

    where: str
    message: str

    def __str__(self):
        return f"{self.where}: {self.message}" if self.where else self.message


class BuildError(Exception):
    """A lesson that cannot be built, adopted or overwritten; `.problems` lists every reason."""

    def __init__(self, lesson, problems):
        self.lesson = lesson
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{lesson}: {problem}" for problem in self.problems))


def stop_at(lesson, problems):
    """Raise BuildError where there is any problem."""
    problems = tuple(problems)
    if problems:
        raise BuildError(lesson, problems)
