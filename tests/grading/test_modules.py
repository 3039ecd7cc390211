"""The package tells what each of its modules is."""

import pkgutil
import re

import helpers.grading


def test_every_module_is_in_the_table():
    told = set(
        re.findall(r"[a-z_]+", " ".join(re.findall(r"(?m)^    ([a-z, ]+?)(?:  |$)", helpers.grading.__doc__)))
    )
    there = {module.name for module in pkgutil.iter_modules(helpers.grading.__path__)} - {"__main__"}
    assert told == there
