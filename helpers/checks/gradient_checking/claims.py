"""gradient_checking_claims: advice found in notes and forums, decided by experiment in the lesson."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("gradient_checking_claims", {
    "A": (False, "Measure the error of a central difference of exp at 1e-5 and at 1e-8.", "1.6"),
    "B": (True, "Differentiate 3x^2 - x with a step of 1 and compare with 6x - 1.", "1.2"),
    "C": (True, "Take a gradient with one entry near 1e-12 and compare it with its numerical twin, entry by entry.",
          "1.8"),
    "D": (False, "Take f(x) = sum(a * x) and a gradient that holds the entries of a in another order.", "1.13"),
    "E": (True, "Compare NaN with a tolerance, in both directions.", "1.9"),
    "F": (False, "Differentiate exp in float32 with steps 1e-5 and 1e-2.", "1.6"),
    "G": (False, "Differentiate max(x, 0) numerically at exactly 0.", "1.14"),
    "H": (True, "Count the calls of f that one numerical gradient makes.", "1.10"),
})  # fmt: skip
