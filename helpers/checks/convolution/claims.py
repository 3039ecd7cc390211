"""convolution_claims: statements found in published derivations, decided by experiment in the lesson."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("convolution_claims", {
    "A": (False, "Print the shapes of delta, of x and of conv2_full(delta, rot180(k)) for a 2x3 kernel.", "3.5"),
    "B": (False, "Count the weights of a layer from C to D maps by the axes of k, for C = 2 and D = 3.", "3.13"),
    "C": (True, "Multiply the output's pixels by the operations that one of them takes.", "3.6"),
    "D": (False, "Compare with a numerical gradient by u_prev, not by x, at net inputs far from zero.", "3.15"),
    "E": (True, "Count the places of an 8x8 window in a 96x96 image, and multiply by the number of kernels.", "3.5"),
    "F": (True, "Compare with a numerical gradient, with the cross-correlation in the forward pass.", "3.18"),
    "G": (False, "Compare with a numerical gradient for a kernel of more than one entry.", "3.10"),
})  # fmt: skip
