"""Right answers to lesson 02 written differently: what a check must accept.

ALTERNATIVES = {exercise: [function, ...]}. Loops over units and examples, einsum, columns for rows, an augmented
input of ones for the bias, complex step, SciPy, accumulating example by example. For tests only.
"""

import numpy as np
from scipy import special

A, S = 1.7159, 2 / 3


def f(u):
    return A * np.tanh(S * u)


def prime(u):
    return A * S / np.cosh(S * u) ** 2


def tanh_by_exponentials(u):
    return A * (1 - 2 / (np.exp(2 * S * u) + 1))


def tanh_by_logistic(u):
    return A * (2 * special.expit(2 * u / 1.5) - 1)


def tanh_entry_by_entry(u):
    return np.array([1.7159 * np.tanh(2 * v / 3) for v in u.ravel()]).reshape(u.shape)


def prime_from_output(u):
    return S / A * (A - f(u)) * (A + f(u))


def prime_by_complex_step(u):
    return f(u + 1e-30j).imag / 1e-30


def forward_by_units(x, weights, biases):
    us, xs = [], [np.array(x)]
    for w, b in zip(weights, biases, strict=True):
        u = np.array(
            [[sum(w[j, i] * row[i] for i in range(len(row))) + b[j] for j in range(len(b))] for row in xs[-1]]
        )
        us.append(u)
        xs.append(f(u))
    return us, xs


def forward_by_columns(x, weights, biases):
    us, xs = [], [x]
    for w, b in zip(weights, biases, strict=True):
        us.append((w @ xs[-1].T + b[:, None]).T)
        xs.append(f(us[-1]))
    return us, xs


def forward_with_ones(x, weights, biases):
    us, xs = (), (x,)
    for w, b in zip(weights, biases, strict=True):
        augmented = np.hstack([xs[-1], np.ones((len(x), 1))])
        us += (augmented @ np.column_stack([w, b]).T,)
        xs += (f(us[-1]),)
    return [us, xs]


def output_delta_by_loops(u, t):
    delta = np.zeros(u.shape)
    for n, d in np.ndindex(u.shape):
        delta[n, d] = (f(u[n, d]) - t[n, d]) * prime(u[n, d]) / u.shape[0]
    return delta


def output_delta_by_einsum(u, t):
    return np.einsum("nd,nd->nd", f(u) - t, prime(u)) / len(u)


def output_delta_by_complex_step(u, t):
    return ((f(u + 1e-30j) - t) ** 2).imag / 2e-30 / len(t)


def hidden_delta_by_columns(delta_next, W_next, u):
    return (W_next.T @ delta_next.T).T * prime(u)


def hidden_delta_by_einsum(delta_next, W_next, u):
    return np.einsum("nj,ji,ni->ni", delta_next, W_next, prime(u))


def hidden_delta_by_units(delta_next, W_next, u):
    delta = np.zeros(u.shape)
    for n, i in np.ndindex(u.shape):
        for j in range(len(W_next)):
            delta[n, i] += W_next[j, i] * delta_next[n, j]
        delta[n, i] *= prime(u[n, i])
    return delta


def hidden_delta_by_jacobian(delta_next, W_next, u):
    return np.array([(W_next @ np.diag(prime(row))).T @ d for d, row in zip(delta_next, u, strict=True)])


def gradients_by_outer_products(delta, x_prev):
    dW = sum(np.outer(d, x) for d, x in zip(delta, x_prev, strict=True))
    return dW, sum(delta)


def gradients_by_einsum(delta, x_prev):
    return np.einsum("nj,ni->ji", delta, x_prev), np.einsum("nj->j", delta)


def gradients_with_ones(delta, x_prev):
    both = delta.T @ np.hstack([x_prev, np.ones((len(x_prev), 1))])
    return [both[:, :-1], both[:, -1]]


def backprop_by_recursion(x, t, weights, biases, decay=0.0):
    """The way back as the way out of a recursive call."""

    def descend(below, layer):
        if layer == len(weights):
            return (below - t) / len(x), 0.5 * np.sum((below - t) ** 2) / len(x), [], []
        u = below @ weights[layer].T + biases[layer]
        dx, value, dW, db = descend(f(u), layer + 1)
        delta = dx * prime(u)
        w = weights[layer]
        value = value + 0.5 * decay * np.sum(w * w)
        return delta @ w, value, [delta.T @ below + decay * w, *dW], [delta.sum(axis=0), *db]

    return descend(x, 0)[1:]


def backprop_example_by_example(x, t, weights, biases, decay=0.0):
    value = decay / 2 * sum((w**2).sum() for w in weights)
    dW, db = [decay * w for w in weights], [np.zeros(len(b)) for b in biases]
    for row, target in zip(x, t, strict=True):
        us, xs = forward_by_columns(row[None], weights, biases)
        error = xs[-1][0] - target
        value += error @ error / 2 / len(x)
        delta = error * prime(us[-1][0])
        for layer in range(len(weights) - 1, -1, -1):
            dW[layer] = dW[layer] + np.outer(delta, xs[layer][0]) / len(x)
            db[layer] = db[layer] + delta / len(x)
            if layer:
                delta = weights[layer].T @ delta * prime(us[layer - 1][0])
    return value, dW, db


def backprop_by_complex_step(x, t, weights, biases, decay=0.0):
    def value(weights, biases):
        y = x
        for w, b in zip(weights, biases, strict=True):
            y = f(y @ w.T + b)
        return np.sum((y - t) ** 2) / 2 / len(x) + decay / 2 * sum(np.sum(w**2) for w in weights)

    grown = [w.astype(complex) for w in weights], [b.astype(complex) for b in biases]
    gradients = []
    for arrays in grown:
        gradients.append([np.zeros(a.shape) for a in arrays])
        for a, g in zip(arrays, gradients[-1], strict=True):
            for index in np.ndindex(a.shape):
                a[index] += 1e-30j
                g[index] = value(*grown).imag / 1e-30
                a[index] -= 1e-30j
    return float(value(weights, biases)), *gradients


def cross_entropy_by_logaddexp(u, labels):
    log_p = u - np.logaddexp.reduce(u, axis=1, keepdims=True)
    delta = np.exp(log_p)
    delta[np.arange(len(u)), labels] -= 1
    return -log_p[np.arange(len(u)), labels].mean(), delta / len(u)


def cross_entropy_by_scipy(u, labels):
    one_hot = labels[:, None] == np.arange(u.shape[1])
    loss = special.logsumexp(u, axis=1).mean() - u[one_hot].mean()
    return loss, (special.softmax(u, axis=1) - one_hot) / len(u)


def cross_entropy_row_by_row(u, labels):
    loss, delta = 0.0, np.zeros(u.shape)
    for n, (row, label) in enumerate(zip(u, labels, strict=True)):
        shifted = row - row.max()
        total = np.exp(shifted).sum()
        loss += (np.log(total) - shifted[label]) / len(u)
        delta[n] = (np.exp(shifted) / total - (np.arange(len(row)) == label)) / len(u)
    return loss, delta


def cross_entropy_by_differences(u, labels):
    """p_j = 1 / sum_i exp(u_i - u_j), without a shift; an overflow to infinity gives the right 0."""
    with np.errstate(over="ignore"):
        p = 1 / np.exp(u[:, None, :] - u[:, :, None]).sum(axis=2)
    own = u[np.arange(len(u)), labels][:, None]
    return np.logaddexp.reduce(u - own, axis=1).mean(), (p - np.eye(u.shape[1])[labels]) / len(u)


def step_from(backprop):
    def step(x, t, weights, biases, rate):
        _, dweights, dbiases = backprop(x, t, weights, biases)
        new_weights = [w - rate * d for w, d in zip(weights, dweights, strict=True)]
        return new_weights, [b - rate * d for b, d in zip(biases, dbiases, strict=True)]

    return step


def step_with_copies(x, t, weights, biases, rate):
    """Updates in place, but on copies, and with the deltas all computed first."""
    us, xs = forward_by_columns(x, weights, biases)
    deltas = [output_delta_by_einsum(us[-1], t)]
    for w, u in zip(weights[:0:-1], us[-2::-1], strict=True):
        deltas.insert(0, hidden_delta_by_einsum(deltas[0], w, u))
    new_weights, new_biases = [w.copy() for w in weights], [b.copy() for b in biases]
    for layer, delta in enumerate(deltas):
        new_weights[layer] -= rate * delta.T @ xs[layer]
        new_biases[layer] -= rate * delta.sum(axis=0)
    return new_weights, new_biases


def claims_in_another_order():
    return dict(zip("GFEDCBA", (False, True, False, True, True, False, False), strict=True))


def claims_as_numpy_booleans():
    return {letter: np.bool_(letter in "CDF") for letter in "ABCDEFG"}


ALTERNATIVES = {
    "scaled_tanh": [tanh_by_exponentials, tanh_by_logistic, tanh_entry_by_entry],
    "scaled_tanh_prime": [prime, prime_from_output, prime_by_complex_step],
    "forward": [forward_by_units, forward_by_columns, forward_with_ones],
    "output_delta": [output_delta_by_loops, output_delta_by_einsum, output_delta_by_complex_step],
    "hidden_delta": [
        hidden_delta_by_columns, hidden_delta_by_einsum, hidden_delta_by_units, hidden_delta_by_jacobian,
    ],
    "layer_gradients": [gradients_by_outer_products, gradients_by_einsum, gradients_with_ones],
    "backprop": [backprop_by_recursion, backprop_example_by_example, backprop_by_complex_step],
    "softmax_cross_entropy": [
        cross_entropy_by_logaddexp, cross_entropy_by_scipy, cross_entropy_row_by_row, cross_entropy_by_differences,
    ],
    "repaired_step": [
        step_from(backprop_by_recursion), step_from(backprop_example_by_example), step_from(backprop_by_complex_step),
        step_with_copies,
    ],
    "mlp_claims": [claims_in_another_order, claims_as_numpy_booleans],
}  # fmt: skip
