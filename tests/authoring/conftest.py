"""A lesson of eight cells, with one exercise and one written answer, in a course of its own."""

import shutil

import pytest

from helpers.authoring.build import build
from helpers.authoring.lesson import Lesson

NAME = "00_mini"
MINI = '''# %% [markdown]
# # Doubling
#
# $$ y = 2x \\tag{0.1} $$

# %%
def check(f):
    f(3)

# %% solution="double"
def double(x):
    """x -> 2x. Expected: 1 line."""
    ### BEGIN SOLUTION
    return x + x + 0 * x
    ### END SOLUTION

# %% test="double" points=2
check(double)

# %%
print(double(4))

# %% widget=true
print("frames")

# %% [markdown]
# Why is the answer twice the question?

# %% [markdown] answer="why" points=4
# Because the sum of x and x is twice x.
'''


@pytest.fixture(scope="session")
def mini():
    """The lesson's text."""
    return MINI


@pytest.fixture
def course(tmp_path):
    """course(text) -> the mini lesson, not built, in an empty course."""

    def make(text=MINI):
        lesson = Lesson(tmp_path.resolve(), NAME)
        lesson.source.parent.mkdir(parents=True, exist_ok=True)
        lesson.source.write_text(text, encoding="utf-8", newline="\n")
        (lesson.source.parent / "oracles.py").write_text("ORACLES = {}\n", encoding="utf-8")
        return lesson

    return make


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    lesson = Lesson(tmp_path_factory.mktemp("course").resolve(), NAME)
    lesson.source.parent.mkdir(parents=True)
    lesson.source.write_text(MINI, encoding="utf-8", newline="\n")
    build(lesson)
    return lesson


@pytest.fixture
def built(built_once, tmp_path):
    """The mini lesson, built, in a course of the test's own."""
    root = tmp_path / "built"
    shutil.copytree(built_once.root, root)
    return Lesson(root.resolve(), NAME)
