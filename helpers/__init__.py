"""What every lesson leans on: `check` an answer, compare gradients, load digits, draw.

    from helpers import check
    check(input_gradient)     # shows a verdict; raises CheckFailed unless the answer is right

Importing this package needs NumPy alone; what draws or displays is imported when it is used.
"""

from helpers.checks.engine import CheckFailed, Verdict, check

__all__ = ["CheckFailed", "Verdict", "check"]
__version__ = "0.1.0"
