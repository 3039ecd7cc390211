"""momentum_step, momentum_step_added and averaged_step, equations (6.3) to (6.5)."""

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.engine.generic import normal, returns_zeros, view

SHAPES = [(2,), (3, 4), (1,), (4, 2), (2, 3, 2)]


def states(rng):
    """(theta, velocity, gradient, rate, gamma); the last one as views, one with gamma = 0."""
    found = []
    for number, shape in enumerate(SHAPES):
        make = view if number == len(SHAPES) - 1 else normal
        rate, gamma = float(rng.uniform(0.05, 0.4)), float(rng.uniform(0.3, 0.8))
        found.append(
            (make(rng, *shape), make(rng, *shape), make(rng, *shape), rate, 0.0 if number == 2 else gamma)
        )
    return found


def step(theta, v, g, rate, gamma):
    velocity = gamma * v + rate * g
    return theta - velocity, velocity


def added(theta, v, g, rate, gamma):
    velocity = gamma * v - rate * g
    return theta + velocity, velocity


def averaged(theta, v, g, rate, gamma):
    velocity = gamma * v + (1 - gamma) * g
    return theta - rate * velocity, velocity


def moved_by(rule, sign):
    """A wrong step: velocity by the rule, theta moved by sign times it."""

    def wrong(theta, v, g, rate, gamma):
        velocity = rule(v, g, rate, gamma)
        return theta + sign * velocity, velocity

    return wrong


def shared(right, sign, equation):
    """Entries of the two forms in which the rate is part of the velocity; sign is that of v in theta."""
    return (
        Misconception("wrong-way", moved_by(lambda v, g, r, c: c * v - sign * r * g, -sign),
                      "Theta moves against the velocity's own sign: up the slope instead of down.", equation),
        Misconception("rate-missing", moved_by(lambda v, g, r, c: c * v - sign * g, sign),
                      "The gradient enters the velocity without the rate.", equation),
        Misconception("rate-outside-the-velocity", lambda t, v, g, r, c: (
                          t + sign * r * (c * v - sign * g), c * v - sign * g),
                      "The velocity sums bare gradients, and the rate stands outside it: here it belongs inside.",
                      equation),
        Misconception("rate-twice", lambda t, v, g, r, c: (
                          t + sign * r * (c * v - sign * r * g), c * v - sign * r * g),
                      "The rate is used twice: theta moves by the velocity itself.", equation),
        Misconception("signs-mixed", moved_by(lambda v, g, r, c: c * v + sign * r * g, sign),
                      "The gradient pushes theta uphill: the velocity of one form meets the step of the other.",
                      equation),
        Misconception("rate-on-everything", moved_by(lambda v, g, r, c: r * (c * v - sign * g), sign),
                      "The rate multiplies the old velocity too: it belongs to the gradient only.", equation),
        Misconception("no-memory", moved_by(lambda v, g, r, c: -sign * r * g + 0 * v, sign),
                      "The old velocity is forgotten: this is plain descent.", equation),
        Misconception("nothing-fades", moved_by(lambda v, g, r, c: v - sign * r * g, sign),
                      "The old velocity is kept whole: gamma is missing.", equation),
        Misconception("gamma-on-the-gradient", moved_by(lambda v, g, r, c: v - sign * c * r * g, sign),
                      "Gamma multiplies the gradient; it damps the old velocity.", equation),
        Misconception("gamma-on-both", moved_by(lambda v, g, r, c: c * (v - sign * r * g), sign),
                      "Gamma fades the new push too: it belongs to the old velocity only.", equation),
        Misconception("averaged-rate-outside", lambda t, v, g, r, c: (
                          t + sign * r * (c * v - sign * (1 - c) * g), c * v - sign * (1 - c) * g),
                      "This is the averaged form, with the rate outside the velocity.", "6.5"),
        Misconception("averaged", moved_by(lambda v, g, r, c: c * v - sign * (1 - c) * r * g, sign),
                      "The gradient is weighted with 1 - gamma: that is the averaged form.", "6.5"),
        Misconception("moved-by-the-old-velocity", lambda t, v, g, r, c: (t + sign * v, c * v - sign * r * g),
                      "Theta moves by the velocity of before the step; first the velocity changes, then theta.",
                      equation),
        Misconception("velocity-not-updated", lambda *a: (right(*a)[0], a[1].copy()),
                      "Theta is right, but the old velocity is handed back: return the new one.", equation),
        Misconception("order-exchanged", lambda *a: right(*a)[::-1],
                      "The results are in the order (velocity, theta); (theta, velocity) is meant.", equation),
        Misconception("returns-its-input", lambda t, v, g, r, c: (t, v),
                      "Your function returns theta and velocity as they came in.", equation),
        returns_zeros(right, equation),
    )  # fmt: skip


MOMENTUM_STEP = Exercise(
    "momentum_step", "momentum_step(theta, velocity, gradient, rate, gamma)", states, step,
    (
        Misconception("other-convention", added,
                      "Theta is right and the velocity has the other sign: that is the added form.", "6.4"),
        *shared(step, -1, "6.3"),
    ),
)  # fmt: skip

MOMENTUM_STEP_ADDED = Exercise(
    "momentum_step_added", "momentum_step_added(theta, velocity, gradient, rate, gamma)", states, added,
    (
        Misconception("other-convention", step,
                      "This is the form of momentum_step: here the velocity points downhill and is added.", "6.3"),
        *shared(added, 1, "6.4"),
    ),
)  # fmt: skip

AVERAGED_STEP = Exercise(
    "averaged_step", "averaged_step(theta, velocity, gradient, rate, gamma)", states, averaged,
    (
        Misconception("not-averaged", lambda t, v, g, r, c: (t - r * (c * v + g), c * v + g),
                      "The gradient enters with weight 1: in an average it has the weight 1 - gamma.", "6.5"),
        Misconception("weights-exchanged",
                      lambda t, v, g, r, c: (t - r * ((1 - c) * v + c * g), (1 - c) * v + c * g),
                      "Gamma and 1 - gamma are exchanged: gamma is the weight of the past.", "6.5"),
        Misconception("rate-in-the-velocity",
                      lambda t, v, g, r, c: (t - c * v - (1 - c) * r * g, c * v + (1 - c) * r * g),
                      "The rate is inside the velocity; here the velocity is an average of gradients.", "6.5"),
        Misconception("rate-twice", lambda t, v, g, r, c: (
                          t - r * (c * v + (1 - c) * r * g), c * v + (1 - c) * r * g),
                      "The rate is used twice: the velocity is an average of gradients, without it.", "6.5"),
        Misconception("rate-in-the-returned-velocity", lambda *a: (averaged(*a)[0], a[3] * averaged(*a)[1]),
                      "Theta is right, but the velocity comes back times the rate: it is the average itself.", "6.5"),
        Misconception("rate-missing", moved_by(lambda v, g, r, c: c * v + (1 - c) * g, -1),
                      "Theta moves by the velocity itself: the rate is missing.", "6.5"),
        Misconception("wrong-way", lambda t, v, g, r, c: (t + r * (c * v + (1 - c) * g), c * v + (1 - c) * g),
                      "Theta moves up the slope: the velocity is to be subtracted.", "6.5"),
        Misconception("not-the-averaged-form", step, "This is momentum_step, whose velocity is a sum.", "6.3"),
        Misconception("moved-by-the-old-velocity", lambda t, v, g, r, c: (t - r * v, c * v + (1 - c) * g),
                      "Theta moves by the velocity of before the step.", "6.5"),
        Misconception("returns-its-input", lambda t, v, g, r, c: (t, v),
                      "Your function returns theta and velocity as they came in.", "6.5"),
        returns_zeros(averaged, "6.5"),
    ),
)  # fmt: skip
