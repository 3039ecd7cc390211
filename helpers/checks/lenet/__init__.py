"""Checks of the lesson 08_lenet; equation numbers are the lesson's."""

from helpers.checks.lenet.claims import CLAIMS
from helpers.checks.lenet.confusion import CONFUSION
from helpers.checks.lenet.deltas import LENET_DELTAS
from helpers.checks.lenet.forward import LENET_FORWARD
from helpers.checks.lenet.gradients import LENET_GRADIENTS
from helpers.checks.lenet.pool_delta import REPAIRED_POOL_DELTA
from helpers.checks.lenet.predict import PREDICT
from helpers.checks.lenet.step import LENET_STEP
from helpers.checks.lenet.train import TRAIN

LESSON = "08_lenet"
EXERCISES = (
    LENET_FORWARD, PREDICT, LENET_DELTAS, LENET_GRADIENTS, REPAIRED_POOL_DELTA, LENET_STEP, TRAIN, CONFUSION, CLAIMS,
)  # fmt: skip
