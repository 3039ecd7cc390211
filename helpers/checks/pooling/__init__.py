"""Checks of the lesson 04_pooling; equation numbers are the lesson's."""

from helpers.checks.pooling.claims import CLAIMS
from helpers.checks.pooling.maximum import MAX_POOL
from helpers.checks.pooling.mean import MEAN_POOL
from helpers.checks.pooling.mean_delta import MEAN_POOL_DELTA
from helpers.checks.pooling.overlap import MAX_POOL_OVERLAP_DELTA
from helpers.checks.pooling.routing import MAX_POOL_DELTA, REPAIRED_SWITCH_DELTA
from helpers.checks.pooling.subsample import SUBSAMPLE
from helpers.checks.pooling.subsample_delta import SUBSAMPLE_DELTA
from helpers.checks.pooling.subsample_gradients import SUBSAMPLE_GRADIENTS
from helpers.checks.pooling.upsampling import UPSAMPLE

LESSON = "04_pooling"
EXERCISES = (
    MEAN_POOL, UPSAMPLE, MEAN_POOL_DELTA, MAX_POOL, MAX_POOL_DELTA, MAX_POOL_OVERLAP_DELTA,
    SUBSAMPLE, SUBSAMPLE_GRADIENTS, SUBSAMPLE_DELTA, REPAIRED_SWITCH_DELTA, CLAIMS,
)  # fmt: skip
