"""convergence_factor, equations (6.8) to (6.10), and best_rate_and_momentum, (6.13)."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import returns_zeros

APART = 0.05


def matrix(curvature, rate, gamma):
    """One step of (theta, velocity) on a parabola, from momentum_step itself: column by column."""
    columns = []
    for theta, velocity in ((1.0, 0.0), (0.0, 1.0)):
        velocity = gamma * velocity + rate * curvature * theta
        columns.append((theta - velocity, velocity))
    return np.array(columns).T


def eigenvalues(*arguments):
    return np.linalg.eigvals(matrix(*arguments))


def factor(curvature, rate, gamma):
    return radius(matrix(curvature, rate, gamma))


def radius(step):
    return float(np.abs(np.linalg.eigvals(step)).max())


def swings(curvature, rate, gamma):
    return (1 + gamma - rate * curvature) ** 2 < 4 * gamma


def upper(curvature, rate, gamma):
    """The upper solution of the quadratic (6.9) where it is real."""
    s = 1 + gamma - rate * curvature
    return float((s + np.sqrt(s**2 - 4 * gamma)) / 2)


def parabolas(rng):
    """(curvature, rate, gamma): under-damped, over-damped, unstable, without momentum; never critical."""
    found = []
    wanted = [(0.5, 0.8), (0.9, 0.3), (0.02, 0.6), (3.2, 0.7), (4.0, 0.5), (2.5, 0.1), (0.3, 0.0), (1.6, 0.0)]
    for product, gamma in wanted:
        curvature = float(rng.uniform(0.5, 5))
        product *= float(rng.uniform(0.95, 1.05))
        found.append((curvature, product / curvature, gamma))
    return [case for case in found if abs((1 + case[2] - case[0] * case[1]) ** 2 - 4 * case[2]) > APART]


CONVERGENCE_FACTOR = Exercise(
    "convergence_factor", "convergence_factor(curvature, rate, gamma)", parabolas, factor,
    (
        Misconception("plain-descent", lambda h, r, c: abs(1 - r * h) + 0 * c,
                      "This is the factor of plain descent: gamma does not enter.", "6.2"),
        Misconception("always-under-damped", lambda h, r, c: float(np.sqrt(c)) + 0 * h,
                      "The square root of gamma holds only where the eigenvalues are complex.", "6.10"),
        Misconception("signed", lambda h, r, c: float(eigenvalues(h, r, c).real.max()),
                      "You took the largest real part: what counts is the largest modulus.", "6.10"),
        Misconception("smallest", lambda h, r, c: float(np.abs(eigenvalues(h, r, c)).min()),
                      "You took the smaller of the two: the larger one decides in the long run.", "6.10"),
        Misconception("spectral-norm", lambda h, r, c: float(np.linalg.norm(matrix(h, r, c), 2)),
                      "This is the matrix's norm, the worst of a single step; the factor is its spectral radius.",
                      "6.8"),
        Misconception("determinant", lambda h, r, c: float(abs(np.linalg.det(matrix(h, r, c)))),
                      "This is the determinant, the product of the two eigenvalues.", "6.9"),
        Misconception("real-part", lambda h, r, c: float(np.abs(eigenvalues(h, r, c).real).max()),
                      "You took the real part of the eigenvalues: of a complex number the modulus counts.", "6.10"),
        Misconception("root-missing", lambda h, r, c: float(c) if swings(h, r, c) else factor(h, r, c),
                      "Where it swings you took gamma, the product of the pair: each has its square root.", "6.10"),
        Misconception("sign-of-s-kept", lambda h, r, c: float(np.sqrt(c)) if swings(h, r, c) else upper(h, r, c),
                      "You took the upper root always: where s is negative, the lower one is larger in modulus.",
                      "6.10"),
        Misconception("half-missing", lambda h, r, c: factor(h, r, c) * (1 if swings(h, r, c) else 2),
                      "Where it creeps your factor is twice too large: the quadratic's solutions are halved.", "6.10"),
        Misconception("sign-in-the-matrix", lambda h, r, c: radius([[1 - r * h, c], [r * h, c]]),
                      "One entry beside the diagonal of your matrix has the wrong sign: its determinant is not gamma.",
                      "6.8"),
        Misconception("curvature-missing", lambda h, r, c: factor(1.0, r, c),
                      "The curvature does not enter: the rate always stands beside it.", "6.8"),
        Misconception("velocity-not-updated", lambda h, r, c: radius([[1 - r * h, -c], [0, c]]),
                      "Your matrix leaves the velocity without the gradient: its second row is (eta l, gamma).", "6.8"),
        Misconception("old-velocity", lambda h, r, c: radius([[1, -1], [r * h, c]]),
                      "Your matrix moves theta by the velocity of before the step.", "6.8"),
        returns_zeros(factor, "6.10"),
    ),
)  # fmt: skip


def curvatures(rng):
    """(smallest, largest), the equal pair too."""
    pairs = [(m := float(rng.uniform(0.1, 2)), m * float(rng.uniform(1.5, 200))) for _ in range(5)]
    return [*pairs, (1.3, 1.3)]


def best(m, L):
    root = np.sqrt(L) + np.sqrt(m)
    return float(4 / root**2), float(((np.sqrt(L) - np.sqrt(m)) / root) ** 2)


BEST_RATE_AND_MOMENTUM = Exercise(
    "best_rate_and_momentum", "best_rate_and_momentum(smallest, largest)", curvatures, best,
    (
        Misconception("plain-descent", lambda m, L: (2 / (L + m), 0.0),
                      "This is the best rate without momentum.", "6.14"),
        Misconception("rate-of-plain-descent", lambda m, L: (2 / (L + m), best(m, L)[1]),
                      "The momentum is right and the rate is that of plain descent: both change together.", "6.13"),
        Misconception("not-squared", lambda m, L: (best(m, L)[0], float(np.sqrt(best(m, L)[1]))),
                      "Your gamma is the convergence factor: gamma is its square.", "6.13"),
        Misconception("no-roots-at-all", lambda m, L: (4 / (L + m) ** 2, ((L - m) / (L + m)) ** 2),
                      "Both are made from the curvatures; they are made from their square roots.", "6.13"),
        Misconception("rate-not-squared", lambda m, L: (4 / (np.sqrt(L) + np.sqrt(m)), best(m, L)[1]),
                      "In the rate the sum of the two roots is not squared.", "6.13"),
        Misconception("rate-without-roots", lambda m, L: (4 / (L + m), best(m, L)[1]),
                      "The rate has the sum of the curvatures where the squared sum of their roots is meant.", "6.13"),
        Misconception("roots-missing", lambda m, L: (best(m, L)[0], ((L - m) / (L + m)) ** 2),
                      "Gamma is made from the curvatures; it is made from their square roots.", "6.13"),
        Misconception("nesterov", lambda m, L: (1 / L, float(np.sqrt(best(m, L)[1]))),
                      "This is the choice for Nesterov's method, with rate 1/L.", "6.13"),
        Misconception("largest-stable-rate", lambda m, L: (2 * (1 + best(m, L)[1]) / L, best(m, L)[1]),
                      "This rate is at the border of stability for the largest curvature.", "6.11"),
        Misconception("critical-for-the-smallest-only", lambda m, L: ((1 - np.sqrt(0.9)) ** 2 / m, 0.9),
                      "Gamma is fixed at 0.9: it depends on the ratio of the curvatures.", "6.13"),
        Misconception("order-exchanged", lambda m, L: best(m, L)[::-1],
                      "The results are in the order (gamma, rate); (rate, gamma) is meant.", "6.13"),
        returns_zeros(best, "6.13"),
    ),
)  # fmt: skip
