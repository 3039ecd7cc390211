"""vectorisation_claims: statements found in guides and forum answers, decided by experiment in the lesson."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("vectorisation_claims", {
    "A": (False, "Ask np.shares_memory of an array and of sliding_window_view of it.", "7.4"),
    "B": (False, "Count the operations of the loops (7.1) and of the product (7.6) for one small layer.", "7.2"),
    "C": (False, "Fold the windows of a map of ones back and look at the middle.", "7.9"),
    "D": (True, "Compare the two arrays for a map that is not square.", "7.12"),
    "E": (True, "Convolve with ones, keep every s-th entry, and compare with the sum of slices.", "7.13"),
    "F": (False, "Add ones with an index array that names the same place twice.", "7.9"),
    "G": (True, "Compare max(u + b), then ReLU, with the pool first, on random maps.", "7.11"),
})  # fmt: skip
