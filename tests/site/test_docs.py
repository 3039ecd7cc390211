"""What the pages for instructors tell people to type is there, and works."""

import re
from types import SimpleNamespace

import pytest

from helpers.checks.engine import Exercise
from helpers.checks.engine.call import call
from helpers.checks.engine.data import copy
from helpers.checks.engine.judge import judge

FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PAGES = (
    "README",
    "running-a-course",
    "class-report",
    "changing-a-lesson",
    "adding-an-exercise",
    "protection",
)
HANDED_IN = {
    "Moodle": ("/course/x/Ada Lovelace_41_assignsubmission_file_/03_convolution.ipynb", "41"),
    "Canvas": ("/course/x/lovelaceada_LATE_12345_678901_03_convolution.ipynb", "lovelaceada"),
}


def text(root, page):
    return (root / "docs" / f"{page}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_make_exists(root, page):
    commands = re.findall(r"^([a-z-]+):.*## ", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    blocks = "\n".join(block for _, block in FENCED.findall(text(root, page)))
    named = re.findall(r"`make ([a-z-]+)", text(root, page)) + re.findall(
        r"^make ([a-z-]+)", blocks, re.MULTILINE
    )
    assert set(named) <= set(commands)


@pytest.mark.parametrize("page", PAGES)
def test_every_module_and_file_exists(root, page):
    for module in re.findall(r"python -m (helpers\.[\w.]+)", text(root, page)):
        assert (root / module.replace(".", "/") / "__main__.py").exists(), module
    for path in re.findall(r"`((?:helpers|solutions|tests|notebooks)/[\w./]+)`", text(root, page)):
        assert (root / path).exists() or path.endswith("bias.py"), path


@pytest.mark.parametrize("lms", HANDED_IN)
def test_the_names_that_an_lms_gives_are_read(root, lms):
    patterns = re.findall(r"named_regexp='([^']+)'", text(root, "running-a-course"))
    (found,) = [match for match in (re.match(p, HANDED_IN[lms][0]) for p in patterns) if match]
    assert (found["student_id"], found["file_id"]) == (HANDED_IN[lms][1], "03_convolution.ipynb")


def example(root):
    """What the example of adding-an-exercise.md defines, block by block."""
    lesson, test, check, alternatives, oracle = (
        block for kind, block in FENCED.findall(text(root, "adding-an-exercise")) if kind == "python"
    )
    found = SimpleNamespace(check={}, alternatives={}, oracle={}, solution={})
    assert test.splitlines()[-1] == "check(bias_gradient)"
    exec(lesson[lesson.index("def bias_gradient") :], found.solution)
    exec(check, found.check)
    exec(f"import numpy as np\n{alternatives}", found.alternatives)
    exec(
        f"import autograd.numpy as anp\nimport numpy as np\nfrom autograd import grad\n{oracle}", found.oracle
    )
    return found


def verdict(exercise, function):
    """What the check would say about a function."""
    cases = exercise.arguments(0)
    return judge(exercise, [copy(case) for case in cases], [call(function, case) for case in cases])


def test_the_example_of_an_exercise_holds(root):
    found = example(root)
    exercise = found.check["BIAS_GRADIENT"]
    assert isinstance(exercise, Exercise)
    right = [found.solution["bias_gradient"], found.oracle["bias_gradient"]]
    right += [function for name, function in found.alternatives.items() if name.startswith("bias_")]
    assert len(right) == 5
    assert all(verdict(exercise, function).passed for function in right)
    for entry in exercise.misconceptions:
        assert verdict(exercise, entry.wrong).misconception == entry.name


def test_the_pages_name_no_picture_that_is_not_there(root):
    for page in PAGES:
        for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text(root, page)):
            assert (root / "docs" / picture).exists()
