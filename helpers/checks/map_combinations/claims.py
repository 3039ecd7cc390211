"""map_combinations_claims: statements found in published derivations and their readers, decided by experiment."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("map_combinations_claims", {
    "A": (False, "Train, or descend, with the penalty of A and without, and compare the weights.", "5.19"),
    "B": (False, "Compare with a numerical gradient by c, for more than one input map.", "5.6"),
    "C": (True, "Compute the three weights and round them.", "5.3"),
    "D": (True, "Add up dc over the input maps, for any delta.", "5.9"),
    "E": (True, "Descend with the gradient of this penalty alone, and look at the largest weights.", "5.23"),
    "F": (False, "Divide alpha by ten, multiply the kernels by ten, and compare outputs and penalty.", "5.27"),
    "G": (False, "Take many steps of both kinds on one weight whose best value is 0, and print it.", "5.25"),
})  # fmt: skip
