"""Checks of the lesson 06_momentum; equation numbers are the lesson's."""

from helpers.checks.momentum.claims import CLAIMS
from helpers.checks.momentum.convergence import BEST_RATE_AND_MOMENTUM, CONVERGENCE_FACTOR
from helpers.checks.momentum.descend import REPAIRED_DESCEND
from helpers.checks.momentum.slope import TERMINAL_VELOCITY, VELOCITY_AFTER
from helpers.checks.momentum.steps import AVERAGED_STEP, MOMENTUM_STEP, MOMENTUM_STEP_ADDED

LESSON = "06_momentum"
EXERCISES = (
    MOMENTUM_STEP, MOMENTUM_STEP_ADDED, AVERAGED_STEP, VELOCITY_AFTER, TERMINAL_VELOCITY, CONVERGENCE_FACTOR,
    BEST_RATE_AND_MOMENTUM, REPAIRED_DESCEND, CLAIMS,
)  # fmt: skip
