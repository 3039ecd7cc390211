"""Independent oracles for the exercises of 06_momentum: loops, mpmath-free closed forms and searches.

momentum_claims has none: its verdicts are decided by the experiments in the lesson itself.
"""

import numpy as np
from scipy import signal


def filtered(theta, velocity, gradient, rate, gamma, weight, sign):
    """The velocity as a first-order recursive filter, run by SciPy over one sample."""
    push = sign * weight * gradient
    state = (gamma * velocity)[None]
    moved, _ = signal.lfilter([1.0], [1.0, -gamma], push[None], axis=0, zi=state)
    return moved[0]


def momentum_step(theta, velocity, gradient, rate, gamma):
    v = filtered(theta, velocity, gradient, rate, gamma, rate, 1)
    return theta - v, v


def momentum_step_added(theta, velocity, gradient, rate, gamma):
    v = filtered(theta, velocity, gradient, rate, gamma, rate, -1)
    return theta + v, v


def averaged_step(theta, velocity, gradient, rate, gamma):
    v = filtered(theta, velocity, gradient, rate, gamma, 1 - gamma, 1)
    return theta - rate * v, v


def velocity_after(steps, gradient, rate, gamma):
    return rate * gradient * np.polyval(np.ones(steps), gamma) if steps else 0.0 * gradient


def terminal_velocity(gradient, rate, gamma):
    """The filter's response at frequency 0."""
    _, response = signal.freqz([1.0], [1.0, -gamma], worN=[0.0])
    return rate * gradient * float(response[0].real)


def convergence_factor(curvature, rate, gamma):
    """The largest pole of the recursion theta_n = (1 + gamma - rate l) theta_{n-1} - gamma theta_{n-2}."""
    return float(np.abs(np.roots([1, rate * curvature - 1 - gamma, gamma])).max())


def best_rate_and_momentum(smallest, largest):
    """Solve the two conditions of critical damping for the roots of rate and gamma, which are linear in them."""
    a, b = np.linalg.solve([[np.sqrt(smallest), 1], [np.sqrt(largest), -1]], [1.0, 1.0])
    return float(a**2), float(b**2)


def repaired_descend(gradient, theta, rates, gamma):
    """The double sum over all past gradients."""
    places, slopes = [theta], []
    for n in range(len(rates)):
        slopes.append(gradient(places[-1]))
        velocity = sum(gamma ** (n - k) * rates[k] * slopes[k] for k in range(n + 1))
        places.append(places[-1] - velocity)
    return places[-1].copy()


ORACLES = {
    f.__name__: f
    for f in (
        momentum_step,
        momentum_step_added,
        averaged_step,
        velocity_after,
        terminal_velocity,
        convergence_factor,
        best_rate_and_momentum,
        repaired_descend,
    )
}
