"""lenet_claims: statements found in published texts, decided by experiment in the lesson."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("lenet_claims", {
    "A": (True, "Compute the cross-entropy of ten equal scores.", "8.8"),
    "B": (False, "Set the dense weights to zero and look at the scores of two different images.", "8.5"),
    "C": (True, "Count the connections of C3_TABLE, 25 weights each, and one bias for each map.", "8.20"),
    "D": (True, "Compare max_pool(relu(u), 2) with relu(max_pool(u, 2)) on random maps.", "8.2"),
    "E": (False, "Compare the shapes of the pooled maps and of delta before and after w3.", "8.11"),
    "F": (False, "Print the shapes of a map before and after a window of 2.", "8.2"),
    "G": (False, "Compare the mean of relu(u) with relu of the mean on random maps.", "8.2"),
})  # fmt: skip
