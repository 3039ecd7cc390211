"""Checks of the lesson 05_map_combinations; equation numbers are the lesson's."""

from helpers.checks.map_combinations.alpha import ALPHA_GRADIENT
from helpers.checks.map_combinations.behaviour import PENALTY_ACTS
from helpers.checks.map_combinations.claims import CLAIMS
from helpers.checks.map_combinations.entropy import ENTROPY_LATENT_GRADIENT
from helpers.checks.map_combinations.forward import COMBINE
from helpers.checks.map_combinations.l1 import L1_LATENT_GRADIENT
from helpers.checks.map_combinations.latent import LATENT_GRADIENT
from helpers.checks.map_combinations.layer import COMBINE_GRADIENTS
from helpers.checks.map_combinations.proximal import REPAIRED_PROXIMAL_STEP
from helpers.checks.map_combinations.threshold import SOFT_THRESHOLD
from helpers.checks.map_combinations.weights import MAP_WEIGHTS

LESSON = "05_map_combinations"
EXERCISES = (
    MAP_WEIGHTS, COMBINE, ALPHA_GRADIENT, LATENT_GRADIENT, COMBINE_GRADIENTS, L1_LATENT_GRADIENT, PENALTY_ACTS,
    ENTROPY_LATENT_GRADIENT, SOFT_THRESHOLD, REPAIRED_PROXIMAL_STEP, CLAIMS,
)  # fmt: skip
