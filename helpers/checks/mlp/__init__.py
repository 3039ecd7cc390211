"""Checks of the lesson 02_mlp; equation numbers are the lesson's."""

from helpers.checks.mlp.activation import SCALED_TANH, SCALED_TANH_PRIME
from helpers.checks.mlp.backprop import BACKPROP
from helpers.checks.mlp.claims import CLAIMS
from helpers.checks.mlp.cross_entropy import SOFTMAX_CROSS_ENTROPY
from helpers.checks.mlp.forward import FORWARD
from helpers.checks.mlp.hidden_delta import HIDDEN_DELTA
from helpers.checks.mlp.layer_gradients import LAYER_GRADIENTS
from helpers.checks.mlp.output_delta import OUTPUT_DELTA
from helpers.checks.mlp.step import REPAIRED_STEP

LESSON = "02_mlp"
EXERCISES = (
    SCALED_TANH, SCALED_TANH_PRIME, FORWARD, OUTPUT_DELTA, HIDDEN_DELTA, LAYER_GRADIENTS, BACKPROP,
    SOFTMAX_CROSS_ENTROPY, REPAIRED_STEP, CLAIMS,
)  # fmt: skip
