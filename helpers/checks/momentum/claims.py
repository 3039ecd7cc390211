"""momentum_claims: statements on momentum, decided by experiment in the lesson."""

from helpers.checks.engine.claims import claims_exercise

CLAIMS = claims_exercise("momentum_claims", {
    "A": (True, "Run both forms with a rate that changes from step to step and compare theta.", "6.4"),
    "B": (False, "Let the averaged form run down a constant slope and measure its step.", "6.5"),
    "C": (True, "Divide velocity_after ten steps by the terminal velocity, for gamma = 0.9.", "6.6"),
    "D": (False, "Run momentum_step on a parabola with eta l = 4 and gamma = 0.9.", "6.11"),
    "E": (True, "Run momentum_step on a parabola with eta l = 3, for gamma = 0 and for gamma = 0.9.", "6.11"),
    "F": (False, "Ask best_rate_and_momentum for the curvatures 1 and 100.", "6.13"),
    "G": (True, "Compare the convergence factor at both ends of the curvatures with the root of gamma.", "6.12"),
})  # fmt: skip
