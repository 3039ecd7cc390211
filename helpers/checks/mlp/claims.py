"""mlp_claims: statements found in published derivations, decided by experiment in the lesson."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("mlp_claims", {
    "A": (False, "Take layers of equal width and compare both sides with numerical derivatives by the net inputs.",
          "2.12"),
    "B": (False, "Differentiate the cross-entropy by an entry of u that is not the label's.", "2.26"),
    "C": (True, "Compute softmax(4, 1, -2) and round it to three digits.", "2.23"),
    "D": (True, "Evaluate f at 1, and find the largest |f''| on a fine grid of u between 0 and 3.", "2.3"),
    "E": (False, "Put every example of a batch in twice and compare the gradients of the two batches.", "2.7"),
    "F": (True, "Start all weights of a small network at 0.3, take a few steps, compare its hidden units.", "2.11"),
    "G": (False, "Differentiate the cross-entropy numerically by a hidden net input far from zero.", "2.13"),
})  # fmt: skip
