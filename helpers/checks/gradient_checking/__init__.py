"""Checks of the lesson 01_gradient_checking; equation numbers are the lesson's."""

from helpers.checks.gradient_checking.adjoint import ADJOINT_GAP
from helpers.checks.gradient_checking.candidates import WRONG_GRADIENTS
from helpers.checks.gradient_checking.claims import CLAIMS
from helpers.checks.gradient_checking.difference import NUMERICAL_GRADIENT
from helpers.checks.gradient_checking.direction import REPAIRED_DIRECTION_CHECK
from helpers.checks.gradient_checking.error import RELATIVE_ERROR
from helpers.checks.gradient_checking.step import BEST_STEP

LESSON = "01_gradient_checking"
EXERCISES = (
    NUMERICAL_GRADIENT, BEST_STEP, RELATIVE_ERROR, WRONG_GRADIENTS, ADJOINT_GAP, REPAIRED_DIRECTION_CHECK, CLAIMS,
)  # fmt: skip
