"""The scaled hyperbolic tangent of LeCun et al. (1998), "Efficient BackProp", section 1.4.4."""

import numpy as np

AMPLITUDE = 1.7159
SLOPE = 2 / 3


def scaled_tanh(u):
    """f(u) = 1.7159 tanh(2u/3), entry by entry; u of any shape."""
    return AMPLITUDE * np.tanh(SLOPE * u)


def scaled_tanh_prime(u):
    """f'(u) = 1.7159 (2/3) (1 - tanh(2u/3)^2), entry by entry; u is the net input, not f(u)."""
    return AMPLITUDE * SLOPE * (1 - np.tanh(SLOPE * u) ** 2)
