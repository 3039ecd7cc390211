"""wrong_gradients, equation (1.9): the checker on candidates whose faults a careless checker misses."""

import numpy as np

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.gradient_checking import faults
from helpers.checks.gradient_checking.difference import DRIFT
from helpers.gradcheck import numerical_gradient, relative_error

TOLERANCE = 1e-6


def cases(rng):
    """All candidates under names that say nothing; then a few of them again, to be told apart anew."""
    everything = [*faults.right(rng), *faults.wrong(rng).values(), faults.subtle(rng)]
    few = [*faults.right(rng)[::2], *list(faults.wrong(rng).values())[2:6]]
    return [(named(rng, everything),), (named(rng, few),)]


def named(rng, candidates):
    order = rng.permutation(len(candidates))
    return {f"gradient {chr(97 + n)}": candidates[i] for n, i in enumerate(order)}


def checker(measure=relative_error, slope=numerical_gradient, tolerance=TOLERANCE, point=lambda x: x):
    """The right checker with one of its parts exchanged: the measure, the derivative, the place."""

    def wrong_gradients(candidates):
        found = set()
        for name, (f, grad, x) in candidates.items():
            x = point(x.copy())
            if not measure(grad(x), slope(f, x)) <= tolerance:
                found.add(name)
        return found

    return wrong_gradients


expected = checker()


def one_sided(f, x, eps=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += eps
        gradient[index] = (f(moved) - f(x)) / eps
    return gradient


def stepping(eps):
    return lambda f, x: numerical_gradient(f, x, eps)


def nan_passes(a, b):
    return np.nan_to_num(relative_error(a, b))


def elementwise(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12))


def allclose(a, b):
    return float(not np.allclose(a, b))


def sums(a, b):
    return relative_error(a.sum(), b.sum())


def norms(a, b):
    return relative_error(np.linalg.norm(a), np.linalg.norm(b))


def cosine(a, b):
    p, q = np.linalg.norm(a), np.linalg.norm(b)
    return 1 - np.sum(a * b) / (p * q) if p * q > 0 else p + q


def first_entry(a, b):
    return relative_error(a.flat[0], b.flat[0])


def turned(a, b):
    return relative_error(a.T, b) if a.shape == a.T.shape else relative_error(a, b)


def symmetric(x):
    return (x + x.T) / 2 if x.shape == x.T.shape else x


def flags(candidates):
    """Whether each candidate is wrong, in their order."""
    found = expected(candidates)
    return [name in found for name in candidates]


WRONG_GRADIENTS = Exercise(
    "wrong_gradients", "wrong_gradients(candidates)", cases, expected,
    (
        Misconception("one-sided", checker(slope=one_sided),
                      "Your differences are one-sided: right gradients of bent functions are reported.", "1.3"),
        Misconception("step-1e-12", checker(slope=stepping(1e-12)),
                      "The step is so small that rounding condemns right gradients.", "1.4"),
        Misconception("step-0-1", checker(slope=stepping(0.1)),
                      "The step is so large that the curvature condemns right gradients.", "1.4"),
        Misconception("nan-passes", checker(nan_passes),
                      "A gradient with a NaN is not reported: every comparison with NaN is False.", "1.9"),
        Misconception("compares-sums", checker(sums),
                      "You compare sums or means: faults that keep the sum go unnoticed.", "1.13"),
        Misconception("compares-norms", checker(norms),
                      "You compare lengths: a wrong sign or another order of the entries goes unnoticed.", "1.8"),
        Misconception("compares-magnitudes", checker(lambda a, b: relative_error(np.abs(a), np.abs(b))),
                      "You compare magnitudes: a wrong sign goes unnoticed.", "1.8"),
        Misconception("compares-directions", checker(cosine),
                      "You compare directions: a wrong factor goes unnoticed.", "1.8"),
        Misconception("first-entry-only", checker(first_entry), "Only the first entry is compared.", "1.8"),
        Misconception("elementwise", checker(elementwise),
                      "You divide entry by entry: a right gradient with a tiny entry is reported.", "1.8"),
        Misconception("transposed", checker(turned),
                      "One of the two gradients is transposed before they are compared.", "1.8"),
        Misconception("absolute", checker(lambda a, b: np.linalg.norm(a - b)),
                      "The error is absolute: small wrong gradients pass and large right ones do not.", "1.8"),
        Misconception("allclose", checker(allclose),
                      "np.allclose adds an absolute 1e-8 to its bound: a small wrong gradient passes.", "1.8"),
        Misconception("loose-tolerance", checker(tolerance=1e-3),
                      "The tolerance is too loose: a small fault goes unnoticed.", "1.9"),
        Misconception("symmetric-point", checker(point=symmetric),
                      "You check at a symmetric point, where a transposed gradient looks right.", "1.9"),
        Misconception("small-point", checker(point=lambda x: 0.5 * x),
                      "You check at a smaller point than the x of the candidate, and the fault is at x.", "1.9"),
        Misconception("at-zero", checker(point=np.zeros_like),
                      "You check at 0 instead of the x of the candidate, where a fault may vanish.", "1.9"),
        Misconception("at-ones", checker(point=np.ones_like),
                      "You check at a point of ones, symmetric and alike in every entry, instead of the candidate's x.",
                      "1.9"),
        Misconception("reports-the-right", lambda candidates: set(candidates) - expected(candidates),
                      "You report the candidates that pass; the wrong ones are meant.", "1.9"),
        Misconception("a-list", lambda candidates: sorted(expected(candidates), key=list(candidates).index),
                      "The names come as a list; a set is meant.", "1.9"),
        Misconception("flags-for-names", flags,
                      "You return True or False for each candidate; the names of the wrong ones are meant.", "1.9"),
        Misconception("dict-of-flags", lambda candidates: dict(zip(candidates, flags(candidates), strict=True)),
                      "You return a dict with a verdict for each name; the set of the wrong names is meant.", "1.9"),
        Misconception("returns-zeros", lambda candidates: np.zeros(len(candidates)),
                      "You return a zero for each candidate; the names of the wrong ones are meant.", "1.9"),
        Misconception("returns-ones", lambda candidates: np.ones(len(candidates)),
                      "You return a one for each candidate; the names of the wrong ones are meant.", "1.9"),
        Misconception("everything-reported", set, "Every candidate is reported, the right ones too.", "1.9"),
        Misconception("nothing-reported", lambda candidates: set(), "No candidate is reported.", "1.9"),
    ),
    argument_tolerance=DRIFT,
)  # fmt: skip
