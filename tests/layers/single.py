"""One layer at a time in the tests' layout (N, C, H, W), and its gradients by central differences."""

import numpy as np
from hypothesis import strategies as st

from helpers.gradcheck import numerical_gradient, relative_error

DTYPES = st.sampled_from([np.float32, np.float64])
SEEDS = st.integers(0, 10**6)
TOLERANCE = {np.dtype(np.float32): 2e-4, np.dtype(np.float64): 1e-7}


def built(layer, x, rng):
    """The layer set up for maps (H, C, W, N) or units (D, N), with random parameters of x's dtype."""
    layer.output_shape(x.shape[:-1])
    for name, shape in layer.shapes().items():
        layer.parameters[name] = rng.standard_normal(shape).astype(x.dtype)
        layer.gradients[name] = np.full(shape, np.nan, x.dtype)
    return layer


def laid_out(rng, shape, dtype, contiguous=True):
    """Random numbers; where not contiguous, every second entry of a wider array, backwards on the first axis."""
    if contiguous:
        return rng.standard_normal(shape).astype(dtype)
    wide = rng.standard_normal([2 * n for n in shape]).astype(dtype)
    return wide[(slice(None, None, -2), *(slice(None, None, 2) for _ in shape[1:]))]


def forward_as(layer, x, dtype=np.float64):
    """The layer's output for x in another dtype, with its parameters in that dtype."""
    kept = dict(layer.parameters)
    layer.parameters.update({name: a.astype(dtype) for name, a in kept.items()})
    y = layer.forward(np.ascontiguousarray(x, dtype))
    layer.parameters.update(kept)
    return y


def assert_gradients(layer, x, rng):
    """dE/dx and every parameter's gradient of E = <g, layer(x)> agree with differences taken in float64."""
    y = layer.forward(x)
    g = rng.standard_normal(y.shape).astype(x.dtype)
    assert y.dtype == x.dtype
    dx = layer.backward(g)
    assert dx.dtype == x.dtype
    assert dx.shape == x.shape
    found = {name: a.copy() for name, a in layer.gradients.items()}
    exact = np.array(x, dtype=float)
    tolerance = TOLERANCE[x.dtype]
    numerical = numerical_gradient(lambda z: float(np.sum(g * forward_as(layer, z))), exact)
    assert relative_error(dx, numerical) < tolerance
    for name, gradient in found.items():
        value = layer.parameters[name].astype(float)

        def loss(p, name=name):
            kept, layer.parameters[name] = layer.parameters[name], p
            result = float(np.sum(g * forward_as(layer, exact)))
            layer.parameters[name] = kept
            return result

        assert gradient.dtype == x.dtype
        assert relative_error(gradient, numerical_gradient(loss, value)) < tolerance, name
