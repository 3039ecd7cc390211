"""Checks of the lesson 03_convolution; equation numbers are the lesson's."""

from helpers.checks.convolution.claims import CLAIMS
from helpers.checks.convolution.input_gradients import INPUT_GRADIENT, XCORR_INPUT_GRADIENT
from helpers.checks.convolution.kernel_gradient import KERNEL_GRADIENT
from helpers.checks.convolution.layer import CONV_LAYER
from helpers.checks.convolution.layer_delta import CONV_LAYER_DELTA, REPAIRED_LAYER_DELTA
from helpers.checks.convolution.layer_gradients import CONV_LAYER_GRADIENTS
from helpers.checks.convolution.matrix import CONV_MATRIX
from helpers.checks.convolution.primitives import CONV2_FULL, CONV2_VALID, ROT180

LESSON = "03_convolution"
EXERCISES = (
    ROT180, CONV2_VALID, CONV2_FULL, CONV_MATRIX, INPUT_GRADIENT, KERNEL_GRADIENT, CONV_LAYER,
    CONV_LAYER_GRADIENTS, CONV_LAYER_DELTA, XCORR_INPUT_GRADIENT, REPAIRED_LAYER_DELTA, CLAIMS,
)  # fmt: skip
