"""lenet_step, equations (8.16) and (8.17)."""

from helpers.checks.engine import Exercise, Misconception
from helpers.checks.lenet.cases import SMALL, random_params, zeros_like


def cases(rng):
    return [
        (*(random_params(rng, shapes) for _ in range(3)), rng.uniform(0.05, 0.3), gamma, decay)
        for (_, shapes), gamma, decay in zip(SMALL, (0.9, 0.6), (0.1, 0.02), strict=True)
    ]


def version(velocity, move=lambda p, v, new, rate: p - new):
    """A step with another rule for the velocity or for the move."""

    def step(params, v, grads, rate, gamma, decay):
        new = {n: velocity(v[n], grads[n], p, rate, gamma, decay) for n, p in params.items()}
        return {n: move(p, v[n], new[n], rate) for n, p in params.items()}, new

    return step


def right(v, g, p, rate, gamma, decay):
    return gamma * v + rate * (g + decay * p)


expected = version(right)


def weights_only(params, v, grads, rate, gamma, decay):
    moved, new = expected(params, v, grads, rate, gamma, 0.0)
    with_decay = expected(params, v, grads, rate, gamma, decay)
    return tuple(
        {n: (a if n[0] == "b" else b)[n] for n in params}
        for a, b in zip((moved, new), with_decay, strict=True)
    )


def old_velocity_returned(params, v, *rest):
    return expected(params, v, *rest)[0], v


def entry(name, function, hint, equation):
    return Misconception(name, function, hint, equation)


LENET_STEP = Exercise(
    "lenet_step", "lenet_step(params, velocity, grads, rate, gamma, decay)", cases, expected,
    (
        entry("velocity-added", version(right, lambda p, v, new, rate: p + new),
              "The velocity is added to the parameters: the step goes uphill.", "8.17"),
        entry("velocity-not-kept", version(lambda v, g, p, rate, gamma, decay: rate * (g + decay * p)),
              "The old velocity has no effect: this is descent without momentum.", "8.16"),
        entry("momentum-sign", version(lambda v, g, p, rate, gamma, decay: -gamma * v + rate * (g + decay * p)),
              "The old velocity enters with a minus.", "8.16"),
        entry("averaged", version(lambda v, g, p, rate, gamma, decay: gamma * v + (1 - gamma) * rate * (g + decay * p)),
              "The new gradient is weighted by 1 - gamma: that is the averaged form.", "8.16"),
        entry("other-convention", version(lambda v, g, p, rate, gamma, decay: gamma * v - rate * (g + decay * p),
                                          lambda p, v, new, rate: p + new),
              "This is the convention v = gamma v - rate g, p + v; here the minus stands in the move.", "8.16"),
        entry("old-velocity-used", version(right, lambda p, v, new, rate: p - v),
              "The parameters move by the velocity of the step before.", "8.17"),
        entry("old-velocity-returned", old_velocity_returned,
              "The parameters are right, and the velocity comes back as it was.", "8.16"),
        entry("rate-twice", version(right, lambda p, v, new, rate: p - rate * new),
              "The rate is used twice: the velocity contains it already.", "8.17"),
        entry("decay-ignored", version(lambda v, g, p, rate, gamma, decay: gamma * v + rate * g),
              "The weight decay has no effect.", "8.16"),
        entry("decay-sign", version(lambda v, g, p, rate, gamma, decay: gamma * v + rate * (g - decay * p)),
              "The decay makes the parameters grow: its sign is wrong.", "8.16"),
        entry("decay-without-rate", version(lambda v, g, p, rate, gamma, decay: gamma * v + rate * g + decay * p),
              "The decay is not multiplied by the rate.", "8.16"),
        entry("decay-on-weights-only", weights_only,
              "The biases do not decay; here all parameters do.", "8.16"),
        entry("returns-zeros", lambda *a: zeros_like(expected(*a)), "Your result is zero everywhere.", "8.16"),
    ),
)  # fmt: skip
