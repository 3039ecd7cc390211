"""Gradient descent with momentum, weight decay and a schedule of rates."""

import numpy as np

from helpers.layers.layer import require


def warm_up_then_linear(step, steps, warm_up=0.2):
    """Factor of the rate at a step: linear from 0 to 1 over the first part, then linear back to 0."""
    rising = max(1, round(warm_up * steps))
    if step < rising:
        return (step + 1) / rising
    return (steps - step) / max(1, steps - rising)


class Momentum:
    """v = gamma v - rate (g + decay theta), theta = theta + v, on flat vectors and in place.

    The sign convention of `momentum_step_added`; decay acts on all parameters alike (Krizhevsky et al.
    2012, section 5). `velocity` is there to look at.
    """

    def __init__(self, network, rate=0.03, gamma=0.9, decay=2e-3):
        require(rate > 0 and 0 <= gamma < 1 and decay >= 0,
                f"rate {rate}, gamma {gamma}, decay {decay}: rate > 0, 0 <= gamma < 1, decay >= 0")  # fmt: skip
        self.network, self.rate, self.gamma, self.decay = network, rate, gamma, decay
        self.velocity = np.zeros_like(network.theta)
        self.push = np.empty_like(network.theta)

    def step(self, factor=1.0):
        """One step with the gradient that stands in the network, at `factor` times the rate."""
        theta, velocity, push = self.network.theta, self.velocity, self.push
        rate = theta.dtype.type(self.rate * factor)
        if self.decay:
            np.multiply(theta, theta.dtype.type(self.decay), out=push)
            push += self.network.gradient
            push *= rate
        else:
            np.multiply(self.network.gradient, rate, out=push)
        velocity *= theta.dtype.type(self.gamma)
        velocity -= push
        theta += velocity
