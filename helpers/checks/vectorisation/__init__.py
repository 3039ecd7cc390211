"""Checks of the lesson 07_vectorisation; equation numbers are the lesson's."""

from helpers.checks.vectorisation.claims import CLAIMS
from helpers.checks.vectorisation.forward import CONV_FAST, REPAIRED_BATCH_CONV
from helpers.checks.vectorisation.gradients import CONV_FAST_GRADIENTS
from helpers.checks.vectorisation.maximum import MAX_POOL_FAST
from helpers.checks.vectorisation.routing import MAX_POOL_FAST_DELTA
from helpers.checks.vectorisation.unrolled import WINDOWS
from helpers.checks.vectorisation.upsampling import UPSAMPLE_FAST

LESSON = "07_vectorisation"
EXERCISES = (
    WINDOWS, CONV_FAST, CONV_FAST_GRADIENTS, MAX_POOL_FAST, UPSAMPLE_FAST, MAX_POOL_FAST_DELTA,
    REPAIRED_BATCH_CONV, CLAIMS,
)  # fmt: skip
