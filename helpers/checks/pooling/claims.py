"""pooling_claims: statements found in published derivations, decided by experiment in the lesson."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("pooling_claims", {
    "A": (False, "Print the shapes of a map and of the pooled map.", "4.1"),
    "B": (False, "Compare with the numerical derivative of the mean over one window of four, or add up delta.", "4.7"),
    "C": (False, "Compare with a numerical derivative by x of v = W mean_pool(x), with as many outputs as pooled "
                 "entries.", "4.5"),
    "D": (True, "Convolve with a kernel of equal entries 1/(s*s), keep every s-th row and column, and compare.", "4.1"),
    "E": (True, "Compare f of the pooled map with the pooled f for a map of both signs, f the scaled tanh.", "4.9"),
    "F": (False, "Compare f of the mean with the mean of f for a map whose entries differ.", "4.1"),
    "G": (False, "Evaluate x[r:-r, r:-r] for r = 0 and print its shape.", "4.14"),
    "H": (True, "Count for a pooled entry of 14 x 14: its inputs and its bias; then all entries of six maps.", "4.16"),
})  # fmt: skip
