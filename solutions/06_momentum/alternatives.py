"""Right answers to the exercises of 06_momentum, written differently."""

import numpy as np


def step_rearranged(theta, velocity, gradient, rate, gamma):
    moved = theta - gamma * velocity - rate * gradient
    return moved, theta - moved


def step_in_place(theta, velocity, gradient, rate, gamma):
    v, t = velocity.copy(), theta.copy()
    v *= gamma
    v += rate * gradient
    t -= v
    return t, v


def step_by_entry(theta, velocity, gradient, rate, gamma):
    v, t = np.empty(theta.shape), np.empty(theta.shape)
    for i in np.ndindex(theta.shape):
        v[i] = gamma * velocity[i] + rate * gradient[i]
        t[i] = theta[i] - v[i]
    return [t, v]


def negated(step):
    """The added form by the other one with the sign of the velocity turned round twice."""

    def added(theta, velocity, gradient, rate, gamma):
        t, v = step(theta, -velocity, gradient, rate, gamma)
        return t, -v

    return added


def rescaled(step):
    """The averaged form by the plain one, its velocity measured in units of the rate."""

    def averaged(theta, velocity, gradient, rate, gamma):
        t, v = step(theta, rate * velocity, (1 - gamma) * gradient, rate, gamma)
        return t, v / rate

    return averaged


def velocity_by_loop(steps, gradient, rate, gamma):
    v = 0.0 * gradient
    for _ in range(steps):
        v = gamma * v + rate * gradient
    return v


def velocity_by_series(steps, gradient, rate, gamma):
    return gradient * (rate * float(np.sum(gamma ** np.arange(steps))))


def velocity_by_squaring(steps, gradient, rate, gamma):
    power = np.linalg.matrix_power(np.array([[gamma, 1.0], [0.0, 1.0]]), steps)
    return gradient * (float(power[0, 1]) * rate)


def terminal_by_limit(gradient, rate, gamma):
    return velocity_by_series(4000, gradient, rate, gamma)


def terminal_by_fixed_point(gradient, rate, gamma):
    return gradient * float(np.linalg.solve([[1 - gamma]], [rate])[0])


def terminal_by_quotient(gradient, rate, gamma):
    return gradient / ((1 - gamma) / rate)


def factor_by_cases(curvature, rate, gamma):
    s = 1 + gamma - rate * curvature
    if s * s < 4 * gamma:
        return np.sqrt(gamma)
    return (abs(s) + np.sqrt(s * s - 4 * gamma)) / 2


def factor_by_roots(curvature, rate, gamma):
    return np.abs(np.roots([1, rate * curvature - 1 - gamma, gamma])).max()


def factor_by_complex_root(curvature, rate, gamma):
    s = 1 + gamma - rate * curvature
    root = np.sqrt(complex(s * s - 4 * gamma))
    return np.array(max(abs(s + root), abs(s - root)) / 2)


def best_by_condition(smallest, largest):
    root = np.sqrt(largest / smallest)
    gamma = ((root - 1) / (root + 1)) ** 2
    return (1 + np.sqrt(gamma)) ** 2 / largest, gamma


def best_by_smallest(smallest, largest):
    root = 2 / (1 + np.sqrt(largest / smallest))
    return root**2 / smallest, (1 - root) ** 2


def best_as_list(smallest, largest):
    rate = 4 / (smallest + largest + 2 * np.sqrt(smallest * largest))
    return [rate, (1 - np.sqrt(rate * smallest)) ** 2]


def descend_added(gradient, theta, rates, gamma):
    theta, v = theta.copy(), np.zeros(theta.shape)
    for rate in rates:
        v = gamma * v - rate * gradient(theta)
        theta = theta + v
    return theta


def descend_by_positions(gradient, theta, rates, gamma):
    before, now = theta.copy(), theta.copy()
    for rate in rates:
        before, now = now, now + gamma * (now - before) - rate * gradient(now)
    return now


def descend_by_sums(gradient, theta, rates, gamma):
    theta, pushes = theta.copy(), []
    for rate in rates:
        pushes = [gamma * p for p in pushes] + [rate * gradient(theta)]
        theta = theta - np.sum(pushes, axis=0)
    return theta


def claims_as_numpy():
    return dict(zip("ABCDEFG", np.array([1, 0, 1, 0, 1, 0, 1], dtype=bool), strict=True))


def claims_written_down():
    return {"G": True, "F": False, "E": True, "D": False, "C": True, "B": False, "A": True}


STEPS = [step_rearranged, step_in_place, step_by_entry]
ALTERNATIVES = {
    "momentum_step": STEPS,
    "momentum_step_added": [negated(step) for step in STEPS],
    "averaged_step": [rescaled(step) for step in STEPS],
    "velocity_after": [velocity_by_loop, velocity_by_series, velocity_by_squaring],
    "terminal_velocity": [terminal_by_limit, terminal_by_fixed_point, terminal_by_quotient],
    "convergence_factor": [factor_by_cases, factor_by_roots, factor_by_complex_root],
    "best_rate_and_momentum": [best_by_condition, best_by_smallest, best_as_list],
    "repaired_descend": [descend_added, descend_by_positions, descend_by_sums],
    "momentum_claims": [claims_as_numpy, claims_written_down],
}
