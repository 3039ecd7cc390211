# %% [markdown]
# # Backpropagation of the fully connected network
#
# **What you will do.** Derive the gradient of a fully connected network by every weight and bias, for one unit, as a matrix and for
# a batch; code it; compare it with derivatives that know no formula; and train a network with it that reads digits.
#
# **What you will learn.** Why one pass backwards yields every gradient; why a unit that is badly wrong can learn
# slowly, and what the loss and the starting weights have to do with it; where the $1/N$ of a batch sits.
#
# **What you need.** NumPy, the chain rule, matrix products, and lesson 01 (numerical gradients). About 120 minutes.
#
# Layers are counted $l = 1 \dots L$. Layer $l$ has weights $W^l$, biases $b^l$, net input $u^l$ and output $x^l = f(u^l)$; $x^0$ is the
# network's input, $t$ the target, $E$ the loss. Python counts from 0: $W^l$ is `weights[l - 1]`, $u^l$ is `us[l - 1]`, and $x^l$ is `xs[l]`.
# A batch is $(N, D)$, one example a row. $\circ$ multiplies entry by entry, and a prime transposes a matrix: $W'$;
# $f'$ is a derivative. A superscript, as in $u^2$, is a layer's number and no power.

# %%
import numpy as np

try:
    from helpers import check
except ImportError:
    raise ImportError(
        "helpers is missing: start JupyterLab by `make lab` or as START.md says, or upload "
        "the course's wheel beside this notebook and run %pip install with its name."
    ) from None

from helpers.data import load_digits
from helpers.gradcheck import numerical_gradient, relative_error
from helpers.plots import explore, show
from helpers.plots import mlp as figures

# %% [markdown]
# ## 1. Whose fault is the error?
#
# A network that reads digits, 784 pixels, 32 hidden units, 10 outputs, reports one number: its error $E$. Which way should each of its weights move?

# %%
parameters = (784 + 1) * 32 + (32 + 1) * 10
print(f"{parameters:,} parameters, {2 * parameters:,} forward passes for one numerical gradient")

# %% [markdown]
# Asking each weight in turn, as in lesson 01, costs two forward passes a weight. This lesson gets all of them
# from one pass forward and one pass back. Below is a network small enough for paper; its numbers run through
# the whole lesson.

# %%
x = np.array([[1.0, 2]])
t = np.array([[0.0, 1]])
weights = [np.array([[1.0, 1], [1, -1], [3, -1]]), np.array([[2.0, 1, 3], [1, 3, -2]])]
biases = [np.array([-2.0, 0, -1]), np.array([0.0, 2])]
columns = [["x = 1", "x = 2"], ["b = -2", "b = 0", "b = -1"], ["b = 0\nt = 0", "b = 2\nt = 1"]]
names = ["0 (input)", "1 (hidden)", "2 (output)"]
show(
    figures.network(weights, columns, names, "A network of 2, 3 and 2 units"),
    "Two inputs 1 and 2, three hidden and two output units with their biases and targets, and a number on each of the twelve connections.",
)

# %% [markdown]
# ## 2. The unit's curve
#
# A unit bends its net input by a sigmoid-shaped function. Ours is LeCun's scaled hyperbolic tangent:
#
# $$f(u) = 1.7159\,\tanh\!\big(\tfrac{2}{3}u\big) \tag{2.1}$$
#
# With $\tanh' = 1 - \tanh^2$ and the chain rule:
#
# $$f'(u) = 1.7159\cdot\tfrac{2}{3}\,\big(1-\tanh^2\!\big(\tfrac{2}{3}u\big)\big) \tag{2.2}$$
#
# **On paper.** $\tanh(2/3) = 0.5828$, so $f(1) = 1.7159 \cdot 0.5828 = 1.0000$ and $f(-1) = -1.0000$. Further
# $f'(1) = 1.1439\,(1 - 0.3396) = 0.7554$ and $f'(0) = 1.1439$.

# %%
bare = np.tanh(2 / 3)
print(f"tanh(2/3) = {bare:.4f}, f(1) = {1.7159 * bare:.4f}, f'(1) = {1.7159 * 2 / 3 * (1 - bare**2):.4f}")

# %% [markdown]
# ### Exercise 1: `scaled_tanh` (2 minutes, easy, 1 point)
#
# The check compares it on arrays of any shape. The constants matter: every later number contains them.
#
# <details><summary>Hint: the formula</summary>
#
# Equation (2.1); NumPy's `tanh` works entry by entry.
# </details>

# %% solution="scaled_tanh"
def scaled_tanh(u):
    """u of any shape -> f(u), the same shape. Expected: 1 line."""
    ### BEGIN SOLUTION
    return 1.7159 * np.tanh(2 / 3 * u)
    ### END SOLUTION

# %% test="scaled_tanh" points=1
check(scaled_tanh)

# %% [markdown]
# ### Exercise 2: `scaled_tanh_prime` (4 minutes, easy, 2 points)
#
# The argument is the net input $u$, not the output. The check differentiates $f$ and knows no formula for $f'$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Two constants, so two factors in front: the amplitude 1.7159, and the inner slope 2/3 by the chain rule.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (2.2). What is squared is the bare tanh, not $f$.
# </details>

# %% solution="scaled_tanh_prime"
def scaled_tanh_prime(u):
    """u of any shape -> f'(u), the same shape. Expected: 1 line."""
    ### BEGIN SOLUTION
    return 1.7159 * 2 / 3 * (1 - np.tanh(2 / 3 * u) ** 2)
    ### END SOLUTION

# %% test="scaled_tanh_prime" points=2
check(scaled_tanh_prime)

# %% [markdown]
# Why these constants? They put $f(\pm1) = \pm1$: outputs have about the size of inputs, and targets $\pm1$ lie *inside* the range
# $\pm1.7159$. A target on the asymptote would pull the weights to infinity. And where does the curve leave its straight part? Write
# $v = \tfrac23 u$ and differentiate (2.2): $f''$ is a constant times $\tanh v\,(1-\tanh^2 v)$. Its slope is
# $(1-\tanh^2 v)(1-3\tanh^2 v)$, which is zero at
#
# $$\tanh^2 v = \tfrac13, \qquad u = \tfrac32\,\mathrm{artanh}\sqrt{\tfrac13} = 0.9877 \tag{2.3}$$
#
# The bend is strongest almost exactly at the targets: the last place before the flat arms.

# %%
strongest = 1.5 * np.arctanh(np.sqrt(1 / 3))
print(f"strongest bend at u = {strongest:.4f};  f' at 0, 1 and 4: {scaled_tanh_prime(np.array([0.0, 1, 4])).round(3)}")
show(
    figures.activation(scaled_tanh, scaled_tanh_prime, strongest),
    "Left, the scaled tanh passes through the targets -1 and 1 and levels off at 1.7159; right, f' is a bell and f'' has its extremes at -0.988 and 0.988.",
)

# %% [markdown]
# At $u = \pm1$ a unit has decided and can still change its mind: $f'$ is 0.755 there, and 0.022 at $\pm4$.
#
# ## 3. Forward
#
# Unit $j$ of a layer weighs its inputs and adds its bias:
#
# $$u_j = \sum_i W_{ji}\,x_i + b_j, \qquad x_j^{\text{out}} = f(u_j) \tag{2.4}$$
#
# The first index of $W$ is the unit, the second its input. All units at once:
#
# $$u^l = W^l x^{l-1} + b^l, \qquad x^l = f(u^l) \tag{2.5}$$
#
# And a batch, whose examples are *rows*; transposing both sides of (2.5) puts $W'$ on the right:
#
# $$U^l = X^{l-1}\,(W^l)' + b^l, \qquad X^l = f(U^l) \tag{2.6}$$
#
# **On paper**: $u^1 = (1+2-2,\; 1-2+0,\; 3-2-1) = (1, -1, 0)$, so $x^1 = (1, -1, 0)$. Then
# $u^2 = (2-1+0,\; 1-3+2) = (1, 0)$ and $x^2 = (1, 0)$.

# %% [markdown]
# ### Exercise 3: `forward` (6 minutes, easy, 2 points)
#
# Keep everything: the way back needs each $u^l$ and each $x^l$. The check uses one to three layers of different widths; the last layer
# applies $f$ too.
#
# <details><summary>Hint 1: the idea</summary>
#
# `xs` begins with `x` itself, so it is one longer than `us`. Each layer reads the last entry of `xs`.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (2.6), once for each layer.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `us, xs = [], [x]`, a loop over `zip(weights, biases)` with two `append`.
# </details>

# %% solution="forward"
def forward(x, weights, biases):
    """x (N, D0), weights[l] (D_out, D_in), biases[l] (D_out,) -> (us, xs), lists of L and L + 1 arrays. Expected: 5 lines."""
    ### BEGIN SOLUTION
    us, xs = [], [x]
    for w, b in zip(weights, biases, strict=True):
        us.append(xs[-1] @ w.T + b)
        xs.append(scaled_tanh(us[-1]))
    return us, xs
    ### END SOLUTION

# %% test="forward" points=2
check(forward)

# %%
us, xs = forward(x, weights, biases)
assert np.array_equal(us[0], [[1, -1, 0]])
assert np.allclose(us[1], [[1, 0]], atol=1e-4)
columns = [["x = 1", "x = 2"], ["u = 1\nx = 1", "u = -1\nx = -1", "u = 0\nx = 0"], ["u = 1\nx = 1", "u = 0\nx = 0"]]
show(
    figures.network(weights, columns, names, "Forward: net inputs and outputs"),
    "The same network with hidden net inputs 1, -1, 0 and output net inputs 1 and 0; every output equals its net input.",
)

# %% [markdown]
# Net inputs of $-1$, 0 and 1 leave the unit as they came, to four digits: that is what makes this network one for paper.
#
# ## 4. The error, and delta at the output
#
# The squared error of a batch is a mean over examples:
#
# $$E = \frac{1}{2N}\sum_{n=1}^{N} \lVert x_n^L - t_n\rVert^2 \tag{2.7}$$
#
# **The $1/N$ sits here, in the loss, and nowhere else.** It enters the output delta once and is handed down from there. Now the definition that
# carries the lesson:
#
# $$\delta_j = \frac{\partial E}{\partial u_j} \tag{2.8}$$
#
# In (2.4) a change of $b_j$ changes $u_j$ by just as much. For one example, then,
#
# $$\frac{\partial E}{\partial b_j} = \frac{\partial E}{\partial u_j}\,\frac{\partial u_j}{\partial b_j} = \delta_j \tag{2.9}$$
#
# Bouvrie calls $\delta$ the *sensitivity* of the unit for this reason: it is the derivative by the bias. At the output, differentiate (2.7): the 2 of the
# square cancels the $\tfrac12$, and the chain rule through $x = f(u)$ adds $f'$:
#
# $$\Delta^L = \frac{1}{N}\,(X^L - T)\circ f'(U^L) \tag{2.10}$$
#
# **On paper**: $\delta^2 = \big((1-0)\,f'(1),\; (0-1)\,f'(0)\big) = (0.7554,\; -1.1439)$, and $E = \tfrac12(1+1) = 1$.

# %% [markdown]
# ### Exercise 4: `output_delta` (5 minutes, easy, 2 points)
#
# One row for each example, and the $1/N$ in it. The check differentiates (2.7); batches of one and of several examples tell $1/N$
# from no $1/N$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Three factors: how wrong, how steep, how many.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (2.10), with your functions of exercises 1 and 2, both at `u`.
# </details>

# %% solution="output_delta"
def output_delta(u, t):
    """u (N, D) net inputs of the last layer, t (N, D) -> delta = dE/du (N, D), E as in (2.7). Expected: 1 line."""
    ### BEGIN SOLUTION
    return (scaled_tanh(u) - t) * scaled_tanh_prime(u) / len(u)
    ### END SOLUTION

# %% test="output_delta" points=2
check(output_delta)

# %%
print("delta of the paper network:", output_delta(us[-1], t).round(4))
u = np.linspace(-5, 5, 201)[:, None]
each = len(u) * output_delta(u, np.ones_like(u))
show(
    figures.curves(
        u.ravel(),
        {"error f(u) - t": (scaled_tanh(u) - 1).ravel(), "delta = error times f'(u)": each.ravel()},
        "One output unit with target t = 1",
        "error, delta",
    ),
    "For the target 1 the error falls from 0 to -2.7 as u goes to -5, while delta dips to -1.6 near u = -0.7 and returns to 0.",
)

# %% [markdown]
# Far on the left the unit is as wrong as it can be, and its delta is almost 0. Section 8 comes back to this.
#
# ## 5. Delta goes back
#
# **One unit.** Hidden unit $i$ acts on $E$ only through the units $j$ that it feeds. Sum over all those ways:
#
# $$\delta_i = \frac{\partial E}{\partial u_i}
# = \sum_j \frac{\partial E}{\partial u_j}\,\frac{\partial u_j}{\partial x_i}\,\frac{\partial x_i}{\partial u_i}
# = \Big(\sum_j \delta_j\,W_{ji}\Big)\, f'(u_i) \tag{2.11}$$
#
# **As a matrix.** Forward, (2.4) sums over the *second* index of $W$; here the sum runs over the *first*. That is the transpose:
#
# $$\delta^l = \big((W^{l+1})'\,\delta^{l+1}\big)\circ f'(u^l) \tag{2.12}$$
#
# **For a batch.** Examples are rows; transpose both sides once more, and the prime is gone:
#
# $$\Delta^l = \big(\Delta^{l+1}\,W^{l+1}\big)\circ f'(U^l) \tag{2.13}$$
#
# No new $1/N$: $\Delta^{l+1}$ has it already. **On paper**, column by column of $W^2$ (rounded only at the end):
#
# $$(W^2)'\delta^2 = \begin{pmatrix}2\cdot0.7554-1\cdot1.1439\\ 1\cdot0.7554-3\cdot1.1439\\ 3\cdot0.7554+2\cdot1.1439\end{pmatrix}
# = \begin{pmatrix}0.3669\\-2.6764\\4.5541\end{pmatrix}$$
#
# $$\delta^1 = \begin{pmatrix}0.3669\cdot0.7554\\-2.6764\cdot0.7554\\4.5541\cdot1.1439\end{pmatrix}
# = \begin{pmatrix}0.277\\-2.022\\5.210\end{pmatrix}$$

# %% [markdown]
# ### Exercise 5: `hidden_delta` (8 minutes, medium, 4 points)
#
# The check uses layers of different widths, and one pair of equal widths, where a wrong transposition has the right shape.
#
# <details><summary>Hint 1: the idea</summary>
#
# `delta_next` is $(N, J)$, `W_next` is $(J, I)$, the result $(N, I)$. Only one product fits, unless $I = J$.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (2.13); try it on the paper numbers, $(N, J, I) = (1, 2, 3)$.
# </details>

# %% solution="hidden_delta"
def hidden_delta(delta_next, W_next, u):
    """delta_next (N, J) of the layer above, W_next (J, I) its weights, u (N, I) -> delta (N, I). Expected: 1 line."""
    ### BEGIN SOLUTION
    return (delta_next @ W_next) * scaled_tanh_prime(u)
    ### END SOLUTION

# %% test="hidden_delta" points=4
check(hidden_delta)

# %%
delta2 = output_delta(us[1], t)
delta1 = hidden_delta(delta2, weights[1], us[0])
assert np.allclose(delta1, [[0.277, -2.022, 5.210]], atol=5e-4)
columns = [["x = 1", "x = 2"], [f"δ = {d:.3f}" for d in delta1[0]], [f"δ = {d:.3f}" for d in delta2[0]]]
show(
    figures.network(weights, columns, names, "Backward: the same connections, read from right to left"),
    "The network with deltas 0.755 and -1.144 at the outputs and 0.277, -2.022 and 5.210 at the hidden units.",
)

# %% [markdown]
# The third hidden unit has the largest delta: both its connections blame it in the same direction, and its $f'$ is largest.
#
# ## 6. Gradients are outer products
#
# Weight $W_{ji}$ enters only $u_j$, and there it multiplies $x_i$. So
#
# $$\frac{\partial E}{\partial W_{ji}} = \frac{\partial E}{\partial u_j}\,\frac{\partial u_j}{\partial W_{ji}} = \delta_j\,x_i,
# \qquad\text{that is}\qquad \frac{\partial E}{\partial W} = \delta\,x' \tag{2.14}$$
#
# A column times a row, the *outer product*. The same $W$ serves every example of a batch, so their outer products
# are added, and $\sum_n \delta_n x_n'$ is one matrix product:
#
# $$\frac{\partial E}{\partial W^l} = \sum_n \delta_n^l\,(x_n^{l-1})' = (\Delta^l)'\,X^{l-1} \tag{2.15}$$
#
# $$\frac{\partial E}{\partial b^l} = \sum_n \delta_n^l \tag{2.16}$$
#
# Sums, not means: again the $1/N$ is in $\Delta$. **On paper**,
#
# $$\frac{\partial E}{\partial W^2} = \begin{pmatrix}0.7554\\-1.1439\end{pmatrix}\begin{pmatrix}1&-1&0\end{pmatrix}
# = \begin{pmatrix}0.7554&-0.7554&0\\-1.1439&1.1439&0\end{pmatrix}$$

# %%
print(np.outer(delta2, xs[1]).round(3) + 0.0)

# %% [markdown]
# ### Exercise 6: `layer_gradients` (6 minutes, medium, 4 points)
#
# One product and one sum serve the whole batch. The check looks at `dW` first, then `db`, and knows the mean from the sum.
#
# <details><summary>Hint 1: the idea</summary>
#
# `dW` has the shape of `W`: one row for each unit of `delta`, one column for each input.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equations (2.15) and (2.16).
# </details>

# %% solution="layer_gradients"
def layer_gradients(delta, x_prev):
    """delta (N, J) of a layer, x_prev (N, I) its inputs -> (dW (J, I), db (J,)). Expected: 1 line."""
    ### BEGIN SOLUTION
    return delta.T @ x_prev, delta.sum(axis=0)
    ### END SOLUTION

# %% test="layer_gradients" points=4
check(layer_gradients)

# %%
images, labels = load_digits("train")
three = images[[7, 3, 8]].reshape(3, -1) / 255
blame = np.array([[1.0], [-0.6], [0.3]])
picture, _ = layer_gradients(blame, three)
show(
    figures.maps(
        [*three.reshape(3, 28, 28), picture.reshape(28, 28)],
        [f"delta = {d:g}" for d in blame.ravel()] + ["dE/dW of the unit"],
        digits=3,
    ),
    "Three digits, 3, 1 and 1, with deltas 1, -0.6 and 0.3 of one unit; the unit's 784 weight gradients form the picture of their weighted sum.",
)

# %% [markdown]
# Seen by one unit of the first layer, the gradient is a picture: the digits of the batch, each weighted with the unit's delta.
#
# ## 7. The whole of it, with weight decay
#
# Large weights drive units onto their flat arms and fit noise. *Weight decay* adds a penalty on weights, not on biases, which
# only shift a unit. It concerns the network, not the examples, so it stands beside the mean and is not divided by $N$:
#
# $$E_\lambda = E + \frac{\lambda}{2}\sum_{l}\sum_{j,i} \big(W_{ji}^l\big)^2 \tag{2.17}$$
#
# $$\frac{\partial E_\lambda}{\partial W^l} = \frac{\partial E}{\partial W^l} + \lambda W^l, \qquad
# \frac{\partial E_\lambda}{\partial b^l} = \frac{\partial E}{\partial b^l} \tag{2.18}$$
#
# A descent step of rate $\eta$ then first shrinks every weight by the factor $1-\eta\lambda$, hence the name.
#
# **On paper**: the weights' squares sum to $1+1+1+1+9+1+4+1+9+1+9+4 = 42$, so with $\lambda = 0.1$ the loss is $1 + 0.05\cdot42 = 3.1$.

# %% [markdown]
# ### Exercise 7: `backprop` (15 minutes, hard, 4 points)
#
# Everything together: forward, (2.10) at the top, (2.13) downwards, (2.15) and (2.16) in each layer, (2.18) for the weights. The check
# differentiates the loss (2.17) by every parameter in turn.
#
# <details><summary>Hint 1: the idea</summary>
#
# Walk from the last layer to the first. In each: the gradients, then the delta for the layer below.
# </details>
# <details><summary>Hint 2: the indices</summary>
#
# With `layer` from `len(weights) - 1` down to 0: its input is `xs[layer]`; the delta below it uses `weights[layer]` and `us[layer - 1]`.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `[None] * len(weights)` for each list, filled in a loop over `reversed(range(len(weights)))`. The loss is a number: `np.sum(...)`.
# </details>

# %% solution="backprop"
def backprop(x, t, weights, biases, decay=0.0):
    """x (N, D0), t (N, DL), lists as in forward -> (loss, dweights, dbiases), the loss (2.17). Expected: 10 lines."""
    ### BEGIN SOLUTION
    us, xs = forward(x, weights, biases)
    loss = np.sum((xs[-1] - t) ** 2) / (2 * len(x)) + decay / 2 * sum(np.sum(w**2) for w in weights)
    dweights, dbiases = [None] * len(weights), [None] * len(weights)
    delta = output_delta(us[-1], t)
    for layer in reversed(range(len(weights))):
        dW, dbiases[layer] = layer_gradients(delta, xs[layer])
        dweights[layer] = dW + decay * weights[layer]
        if layer > 0:
            delta = hidden_delta(delta, weights[layer], us[layer - 1])
    return loss, dweights, dbiases
    ### END SOLUTION

# %% test="backprop" points=4
check(backprop)

# %%
loss, dweights, dbiases = backprop(x, t, weights, biases, decay=0.1)
twice = backprop(np.vstack([x, x]), np.vstack([t, t]), weights, biases, decay=0.1)
print(f"loss {loss:.4f}, with the example put in twice {twice[0]:.4f}")
print("largest change of a gradient:", max(np.abs(a - b).max() for a, b in zip(dweights, twice[1], strict=True)).round(12))

# %% [markdown]
# Doubling the batch changes nothing: a mean of copies is the mean. With $1/N$ missing the gradients would double, with $1/N$ twice they would halve.
# Keep this test in mind: it needs no derivative at all.
#
# Now a network with real digits at its input, shrunk to $7\times7$, compared with numerical derivatives.

# %%
rng = np.random.default_rng(2)
small = images[:6].reshape(6, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(6, 49) / 255
wanted = np.where(np.eye(10)[labels[:6]] > 0, 1.0, -1.0)
net = [rng.normal(size=(8, 49)) / 7, rng.normal(size=(10, 8)) / 3]
shift = [rng.normal(size=8) / 2, rng.normal(size=10) / 2]
_, dweights, dbiases = backprop(small, wanted, net, shift, decay=0.01)


def by_numbers(parameter):
    return numerical_gradient(lambda p: backprop(small, wanted, net, shift, decay=0.01)[0], parameter)


pairs = {"dE/dW, layer 1": (dweights[0], by_numbers(net[0])), "dE/dW, layer 2": (dweights[1], by_numbers(net[1]))}
pairs["dE/db, layer 1"] = dbiases[0], by_numbers(shift[0])
assert all(relative_error(*pair) < 1e-7 for pair in pairs.values())
show(
    figures.agreement(pairs),
    "Derived against numerical derivatives for the weights of both layers and the hidden biases: all points lie on the diagonal.",
)

# %% [markdown]
# All on the diagonal, to better than $10^{-7}$ in every tensor. (The lambda may ignore `p`:
# `numerical_gradient` nudges the array that the network holds, in place.)
#
# ## 8. Badly wrong and slow to learn
#
# Take one sigmoid neuron with a single input $x = 1$ and target $t = 0$:
#
# $$a = \sigma(u), \qquad u = wx + b, \qquad \sigma(u) = \frac{1}{1+e^{-u}}, \qquad \sigma'(u) = a(1-a) \tag{2.19}$$
#
# With the squared error, $\delta$ contains $\sigma'$:
#
# $$E = \tfrac12(a-t)^2, \qquad \delta = (a-t)\,a(1-a) \tag{2.20}$$
#
# **On paper**, start at $w = b = 2$: $u = 4$, $a = 0.9820$, as wrong as can be. But $\sigma'(4) = 0.9820\cdot0.0180 = 0.0177$, so
# $\delta = 0.0173$: at rate 0.15 a step changes $w$ by 0.0026. Now the *cross-entropy* instead:
#
# $$E = -t\ln a - (1-t)\ln(1-a), \qquad \frac{\partial E}{\partial a} = -\frac{t}{a} + \frac{1-t}{1-a} = \frac{a-t}{a(1-a)} \tag{2.21}$$
#
# Multiply by $\sigma' = a(1-a)$, and the denominator that flattened the way is gone:
#
# $$\delta = a - t \tag{2.22}$$
#
# Here $\delta = 0.9820$, larger by $1/\sigma'(4) = 56.6$.

# %%
def learn(start, loss, rate=0.15, steps=300):
    """The outputs of the neuron, step by step, from w = b = start; x = 1 and t = 0."""
    w = b = start
    outputs = []
    for _ in range(steps + 1):
        a = 1 / (1 + np.exp(-(w + b)))
        delta = a if loss == "cross-entropy" else a * a * (1 - a)
        outputs.append(a)
        w, b = w - rate * delta, b - rate * delta
    return np.array(outputs)


a = learn(2.0, "squared error")[0]
print(f"a = {a:.4f}, squared error: delta = {a * a * (1 - a):.4f}, cross-entropy: delta = {a:.4f}, ratio {1 / (a * (1 - a)):.1f}")
for loss in ("squared error", "cross-entropy"):
    print(f"{loss}: {np.argmax(learn(2.0, loss) < 0.5)} steps until a < 0.5")

# %% widget=true
explore(
    figures.learning_curves(learn),
    values=np.arange(0.6, 3.1, 0.2).round(1),
    frames=(0.6, 2.0, 3.0),
    label="w = b",
    alt="Output against step from w = b = 0.6, 2 and 3. With the squared error the fall starts at once, after 200 steps, and not within 300; with the cross-entropy always within 30.",
    size=(3.0, 3.2),
)

# %% [markdown]
# The worse the start, the longer the squared error's plateau: the neuron is *saturated*. The cross-entropy learns fastest where it is most
# wrong.
#
# ### A question for you (8 minutes, written, 4 points)
#
# In your own words, with no formula copied: why does the neuron that starts at $w = b = 3$ learn so slowly under the squared error although it is
# almost completely wrong? What does the cross-entropy change, and what does it leave as it was for a *hidden* unit that is
# saturated? Name one remedy for the hidden unit.

# %% [markdown] answer="why-saturated" points=4
# The step is proportional to delta, and delta is a product: how wrong the output is, times how much the output moves when the net input
# does. On the flat arm the second factor is nearly zero, so a large error hardly gets through; the weights
# barely move, and the unit stays on its arm.
#
# The cross-entropy rises so steeply towards a completely wrong answer that its own slope divides by just that factor, and the two cancel:
# the output's delta is the plain error. It does this at the output only. On the way down, each
# hidden unit multiplies by its own slope still, so a saturated hidden unit passes little on and learns little, whatever the loss.
#
# Remedies act on the net input: starting weights small enough, by the number of inputs, that units begin on the
# steep part; inputs of about zero mean and unit size; weight decay; a target inside the range.

# %% [markdown]
# ## 9. Softmax with cross-entropy
#
# For one class out of $K$ the outputs should be probabilities:
#
# $$p_j = \frac{e^{u_j}}{\sum_k e^{u_k}} \tag{2.23}$$
#
# Adding a constant to all $u$ changes nothing, since it cancels; so subtract the largest entry $m$ and no exponential overflows. The
# logarithm never needs the fraction:
#
# $$\ln p_j = u_j - m - \ln\sum_k e^{u_k - m} \tag{2.24}$$
#
# That matters: where $p_j$ underflows to 0, $\ln p_j$ from (2.23) is $-\infty$, and from (2.24) it is right. With labels $y_n$ the loss is again a mean:
#
# $$E = -\frac{1}{N}\sum_n \ln p_{n,y_n} \tag{2.25}$$
#
# **On paper**, $u = (4, 1, -2)$: with $m = 4$ the exponentials are $1, 0.0498, 0.0025$ with sum $1.0523$, so $p = (0.950, 0.047, 0.002)$. If the label
# is 2 (the third class), $E = -(-2 - 4 - \ln 1.0523) = 6.051$.

# %% [markdown]
# Its delta: every $p_i$ depends on every $u_j$, through the sum. With $\mathbb{1}$ for 1 where its condition holds and 0 elsewhere,
#
# $$\frac{\partial p_i}{\partial u_j} = p_i\,(\mathbb{1}_{i=j} - p_j) \tag{2.26}$$
#
# For one example $\partial E/\partial u_j = -\frac{1}{p_y}\,p_y(\mathbb{1}_{y=j} - p_j) = p_j - \mathbb{1}_{j=y}$; with the batch's mean
#
# $$\delta_{nj} = \frac{1}{N}\big(p_{nj} - \mathbb{1}_{j=y_n}\big) \tag{2.27}$$
#
# Output minus target, as in (2.22). On paper, for label 2: $\delta = (0.950, 0.047, 0.002 - 1) = (0.950, 0.047, -0.998)$.

# %% [markdown]
# ### Exercise 8: `softmax_cross_entropy` (12 minutes, medium, 4 points)
#
# The check has entries of $\pm10^4$ and wants the loss *exact* there, not only finite: two classes with $u = (10^4, 0)$ and label 1 lose
# exactly $10^4$. Labels may be of any integer type, unsigned ones among them.
#
# <details><summary>Hint 1: the idea</summary>
#
# Compute $\ln p$ first, for all entries. The loss picks from it; $p$ is its exponential.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (2.24), with one $m$ for each row, then (2.25) and (2.27).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `u.max(axis=1, keepdims=True)`; `log_p[np.arange(len(u)), labels]` picks one entry from each row.
# </details>

# %% solution="softmax_cross_entropy"
def softmax_cross_entropy(u, labels):
    """u (N, K), labels (N,) integers below K -> (loss, delta (N, K) = dE/du). Expected: 6 lines."""
    ### BEGIN SOLUTION
    rows = np.arange(len(u))
    shifted = u - u.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    delta = np.exp(log_p)
    delta[rows, labels] -= 1
    return -log_p[rows, labels].mean(), delta / len(u)
    ### END SOLUTION

# %% test="softmax_cross_entropy" points=4
check(softmax_cross_entropy)

# %%
scores = np.array([[4.0, 1, -2]])
loss, delta = softmax_cross_entropy(scores, np.array([2]))
far, _ = softmax_cross_entropy(np.array([[1e4, 0]]), np.array([1]))
print(f"loss {loss:.3f}, delta {delta[0].round(3)}, far out {far:.1f}")
p = delta + np.array([[0, 0, 1]])
jacobian = np.diag(p[0]) - np.outer(p, p)
show(
    figures.numbers(
        [jacobian.round(3), p.round(3), [[0, 0, 1]], delta.round(3)],
        ["dp/du, 3 x 3", "p", "label", "delta = p - label"],
    ),
    "The softmax Jacobian for u = 4, 1, -2 with entries off its diagonal, the probabilities 0.950, 0.047, 0.002, the label, and delta 0.950, 0.047, -0.998.",
)

# %% [markdown]
# The first two classes pull at each other: $-0.045$ off the Jacobian's diagonal is as large as 0.045 and 0.047 on it. Delta sums to 0: what one class gains,
# the others lose.
#
# ## 10. A step, and a colleague's version of it
#
# Gradient descent moves all parameters *at once*, each by the derivative at the *old* parameters:
#
# $$W^l \leftarrow W^l - \eta\,\frac{\partial E}{\partial W^l}, \qquad b^l \leftarrow b^l - \eta\,\frac{\partial E}{\partial b^l} \tag{2.28}$$
#
# A colleague saves memory by updating each layer on the way back, and tests the step: divided by the rate, it should be the gradient.

# %%
def suspect_step(x, t, weights, biases, rate):
    weights, biases = list(weights), list(biases)
    us, xs = forward(x, weights, biases)
    delta = output_delta(us[-1], t)
    for layer in reversed(range(len(weights))):
        dW, db = layer_gradients(delta, xs[layer])
        weights[layer] = weights[layer] - rate * dW
        biases[layer] = biases[layer] - rate * db
        if layer > 0:
            delta = hidden_delta(delta, weights[layer], us[layer - 1])
    return weights, biases


def step_gap(step, rate, layer):
    """Relative error of (old - new) / rate against backprop, for weights[layer]."""
    new, _ = step(small, wanted, net, shift, rate)
    return relative_error((net[layer] - new[layer]) / rate, backprop(small, wanted, net, shift)[1][layer])


print("the colleague's test passes:", step_gap(suspect_step, 1e-6, layer=1) < 1e-6, step_gap(suspect_step, 1e-6, layer=0) < 1e-5)

# %% [markdown]
# ### Exercise 9: `repaired_step` (10 minutes, medium, 4 points)
#
# Use `step_gap` with other rates and both layers until it says that the step is wrong; ask which layer, and why it grows with the rate. Then hand in the step,
# mended. The check takes rates of 0.5 to 1.5, and wants the arguments left as they were.
#
# <details><summary>Hint 1: the idea</summary>
#
# The last layer is right at any rate. Which quantity does the first layer get from it?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (2.28): every derivative belongs to the old parameters. Which `weights[layer]` does (2.13) see?
# </details>

# %% solution="repaired_step"
def repaired_step(x, t, weights, biases, rate):
    """The mended suspect_step -> (new weights, new biases), two lists. Expected: 10 lines, two moved; or 4 with backprop."""
    ### BEGIN SOLUTION
    _, dweights, dbiases = backprop(x, t, weights, biases)
    moved_weights = [w - rate * dw for w, dw in zip(weights, dweights, strict=True)]
    moved_biases = [b - rate * db for b, db in zip(biases, dbiases, strict=True)]
    return moved_weights, moved_biases
    ### END SOLUTION

# %% test="repaired_step" points=4
check(repaired_step)

# %%
rates = np.logspace(-6, 0, 13)
gaps = {
    "suspect, layer 1": [step_gap(suspect_step, rate, 0) for rate in rates],
    "suspect, layer 2": [step_gap(suspect_step, rate, 1) for rate in rates],
    "mended, layer 1": [step_gap(repaired_step, rate, 0) for rate in rates],
}
assert gaps["suspect, layer 1"][-1] > 0.1
assert max(gaps["mended, layer 1"]) < 1e-8
show(
    figures.curves(rates, gaps, "A fault that hides at small rates", "relative error of the step", "rate", log=True),
    "On doubly logarithmic axes the suspect step's error in layer 1 grows in proportion to the rate; layer 2 and the mended step stay at rounding.",
)

# %% [markdown]
# The fault vanishes in proportion to the rate: a test at $10^{-6}$ cannot see it, and a training at small rates (section 13)
# works in spite of it. Test a step at the rates that you use.
#
# ## 11. Batch against online updates
#
# *Batch*: one step per pass, along the gradient of all examples. *Online*: one step for each example, along its own gradient, noisy
# but $N$ times as many. Here one unit tells zeros from ones by two features, ink in the middle and ink in all.

# %%
some = np.flatnonzero(labels < 2)[:40]
ink = np.stack([images[some, 10:18, 10:18].mean(axis=(1, 2)), images[some].mean(axis=(1, 2))], axis=1)
ink = (ink - ink.mean(axis=0)) / ink.std(axis=0)
sides = np.where(labels[some] == 1, 1.0, -1.0)[:, None]


def descend(size, rate, passes=8):
    """The two weights after every step, with batches of this size."""
    w, path = np.array([[-1.5, -1.0]]), [[-1.5, -1.0]]
    for start in list(range(0, 40, size)) * passes:
        part = slice(start, start + size)
        w = w - rate * backprop(ink[part], sides[part], [w], [np.zeros(1)])[1][0]
        path.append(w[0])
    return np.array(path)


w1, w2 = np.linspace(-2, 2.5, 46), np.linspace(-2.5, 1, 36)
E = np.array([[backprop(ink, sides, [np.array([[a, b]])], [np.zeros(1)])[0] for a in w1] for b in w2])
paths = {"batch: 8 steps": descend(40, 0.3), "online: 320 steps": descend(1, 0.3)}
show(
    figures.descent(w1, w2, E, paths, "Eight passes through forty zeros and ones"),
    "On the contours of E the batch path runs smoothly downhill and stops short of the valley after eight steps; the online path reaches the valley's floor and circles there.",
)

# %% [markdown]
# At the same rate and for the same work the batch glides and stops short; online arrives and then circles the minimum, since each digit pulls
# its own way. A batch bears larger rates, up to a point:

# %%
for rate in (0.3, 3, 12):
    last = descend(40, rate)[-1]
    print(f"batch at rate {rate}: E = {backprop(ink, sides, [last[None]], [np.zeros(1)])[0]:.2f} after 8 steps")

# %% [markdown]
# At 3 it arrives too; at 12 it overshoots onto the flat arm and stays. The more a batch repeats itself, the more a single step
# for all of it wastes. Small batches lie between, and are what one uses: section 13.
#
# ## 12. Where to start
#
# Zero weights send delta nowhere, by (2.11); equal weights make every hidden unit a copy of the others. So start with random weights; but how large? If $D$
# inputs and the weights are independent with mean 0, their products add up in variance:
#
# $$\mathrm{Var}(u) = D\;\mathrm{Var}(W)\,\mathrm{Var}(x), \qquad\text{so}\qquad \mathrm{std}(W) = 1/\sqrt{D} \text{ keeps the size} \tag{2.29}$$
#
# Six hidden layers of 50 units, 200 real digits (paper $-0.1$, ink $1.175$), and three starts:

# %%
digits = images[:4000].reshape(4000, -1) / 255 * 1.275 - 0.1
targets = np.where(np.eye(10)[labels[:4000]] > 0, 1.0, -1.0)


def start(widths, scale, seed=1):
    """Random weights of standard deviation scale / sqrt(D), biases 0."""
    rng = np.random.default_rng(seed)
    shapes = [(widths[n + 1], widths[n]) for n in range(len(widths) - 1)]
    return [scale * rng.normal(size=s) / np.sqrt(s[1]) for s in shapes], [np.zeros(s[0]) for s in shapes]


def layer_sizes(x, t, weights, biases):
    """Root mean squares of the outputs, input included, and of N delta, for every layer."""
    us, xs = forward(x, weights, biases)
    deltas = [output_delta(us[-1], t)]
    for w, u in zip(weights[:0:-1], us[-2::-1], strict=True):
        deltas.insert(0, hidden_delta(deltas[0], w, u))
    return [[np.sqrt(np.mean(a**2)) for a in part] for part in (xs, [len(x) * d for d in deltas])]

# %%
deep = (784, 50, 50, 50, 50, 50, 50, 10)
sizes = {f"{s:g} / sqrt(D)": layer_sizes(digits[:200], targets[:200], *start(deep, s)) for s in (1.0, 0.3, 3.0)}
vanished = sizes["0.3 / sqrt(D)"][1]
assert vanished[-1] / vanished[0] > 500
show(
    figures.by_layer({name: s[0] for name, s in sizes.items()}, {name: s[1] for name, s in sizes.items()}),
    "Outputs and deltas by layer for three sizes of the starting weights: with 1/sqrt(D) both stay level, with 0.3/sqrt(D) both shrink by a constant factor a layer, with 3/sqrt(D) outputs saturate and deltas grow towards the input.",
)

# %% [markdown]
# Each step of (2.13) multiplies delta by weights and by $f'$. A factor below 1, layer after layer, makes it *vanish*: over 500 times
# smaller in the first layer than in the last. Starting at $1/\sqrt D$, both ways keep their size.
#
# ## 13. Real digits
#
# A network 784-32-32-10, 4,000 digits, six passes, your functions. Three runs: batches of ten; the same from weights ten times too small; and one
# step for each pass.

# %%
def train(size, scale=1.0, step=repaired_step, rate=0.03, passes=6):
    """The trained network, E before and after every pass, and the sizes of N delta at these moments."""
    parameters, rng = start((784, 32, 32, 10), scale), np.random.default_rng(1)
    losses, deltas = [], []
    for _ in range(passes + 1):
        if losses:
            order = rng.permutation(len(digits))
            for first in range(0, len(digits), size):
                part = order[first : first + size]
                parameters = step(digits[part], targets[part], *parameters, rate)
        losses.append(backprop(digits, targets, *parameters)[0])
        deltas.append(layer_sizes(digits, targets, *parameters)[1])
    return parameters, losses, np.array(deltas)


trained, losses, deltas = train(10)
_, weak_losses, weak_deltas = train(10, scale=0.1)
_, batch_losses, _ = train(4000)
assert train(10, step=suspect_step)[1][-1] < 0.4

# %%
runs = {"batches of 10": losses, "the same, weak start": weak_losses, "one batch": batch_losses}
assert losses[-1] < 0.4 < 1 < batch_losses[-1]
assert 30 * weak_deltas[0, 0] < weak_deltas[0, 2]
show(
    figures.training(runs, {"1/sqrt(D)": deltas, "weak start": weak_deltas}),
    "E falls from above 5 to below 0.4 in six passes with batches of ten, more slowly from a weak start, and stays above 1 with one step a pass. The weak start's deltas in layer 1 begin a hundred times below those of layer 3 and catch up.",
)
unseen, answers = load_digits("test")
outputs = forward(unseen[:2000].reshape(2000, -1) / 255 * 1.275 - 0.1, *trained)[1][-1]
wrong = np.mean(outputs.argmax(axis=1) != answers[:2000])
print("unseen digits read wrongly: below 15 %:", bool(wrong < 0.15), " guessing: 90 %")

# %% [markdown]
# From the weak start, layer 1 at first hears a hundredth of what the output layer hears; it learns late. Networks with convolutions (lessons 03 and 08) make far fewer errors.
#
# ## 14. Claims from published derivations
#
# Seven statements of the kind found in papers, books and notes; some are right, some are known misprints. $E$ as in this lesson. Decide each by an
# experiment.
#
# - **A** $\delta^l = \big((W^{l+1})'\,\delta^l\big)\circ f'(u^l)$.
# - **B** $\partial p_i/\partial u_i = p_i(1-p_i)$ and all else is 0, so softmax with cross-entropy has $\delta_y = -(1-p_y)/N$ at the label, 0 elsewhere.
# - **C** $\mathrm{softmax}(4, 1, -2) = (.950, .047, .002)$.
# - **D** $1.7159\tanh(2u/3)$ is 1 at 1 (to four digits) and bends most strongly within 0.02 of 1.
# - **E** Putting every example into the batch twice doubles the gradients.
# - **F** If all weights start at 0.3 and all biases at 0, the hidden units of a layer stay copies of each other, however long one trains.
# - **G** With softmax and cross-entropy at the output, $f'$ drops out of the hidden deltas as well: $\delta^l = (W^{l+1})'\,\delta^{l+1}$.

# %% [markdown]
# ### Exercise 10: `mlp_claims` (12 minutes, medium, 4 points)
#
# Return your verdicts, `{"A": True, ...}`. Write the experiments inside the function, or in cells of your own. The check counts the verdicts that do not
# stand, and suggests an experiment where it is only one.
#
# <details><summary>Hint 1: the idea</summary>
#
# A, B and G are gradients: differentiate numerically by a net input. C and D are numbers. E and F compare two calls of your own functions.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# (2.12) for A, (2.26) for B, (2.23) for C, (2.3) for D, (2.7) for E, (2.11) for F, (2.13) for G.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `numerical_gradient(lambda u: softmax_cross_entropy(scaled_tanh(u) @ W.T, labels)[0], u)` is the delta of a hidden layer.
# </details>

# %% solution="mlp_claims"
def mlp_claims():
    """() -> {"A": bool, ..., "G": bool}. Expected: 1 line, or your experiments and 1 line."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(5)
    W, u, t = rng.normal(size=(3, 3)), rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    prime, v, y = scaled_tanh_prime(u), np.linspace(0, 3, 3001), np.array([0, 2, 1, 1])
    squared = numerical_gradient(lambda u: np.sum((scaled_tanh(scaled_tanh(u) @ W.T) - t) ** 2) / 8, u)
    entropy = numerical_gradient(lambda u: softmax_cross_entropy(scaled_tanh(u) @ W.T, y)[0], u)
    by_scores, delta = numerical_gradient(lambda u: softmax_cross_entropy(u, y)[0], u), softmax_cross_entropy(u, y)[1]
    above = softmax_cross_entropy(scaled_tanh(u) @ W.T, y)[1]
    p = softmax_cross_entropy(np.array([[4.0, 1, -2]]), np.array([0]))[1][0] + [1, 0, 0]
    once, twice = (backprop(np.vstack([u] * k), np.vstack([t] * k), [W], [W[0]])[1][0] for k in (1, 2))
    equal = [np.full((3, 3), 0.3)] * 2, [np.zeros(3)] * 2
    for _ in range(5):
        equal = repaired_step(u, t, *equal, 0.5)
    return {
        "A": relative_error((squared @ W) * prime, squared) < 1e-6,
        "B": relative_error(np.where(np.eye(3)[y] > 0, delta, 0), by_scores) < 1e-6,
        "C": list(p.round(3)) == [0.950, 0.047, 0.002],
        "D": abs(scaled_tanh(1.0) - 1) < 1e-4 and abs(v[np.gradient(scaled_tanh_prime(v)).argmin()] - 1) < 0.02,
        "E": relative_error(twice, 2 * once) < 1e-6,
        "F": np.allclose(equal[0][0], equal[0][0][:1]),
        "G": relative_error(above @ W, entropy) < 1e-6,
    }
    ### END SOLUTION

# %% test="mlp_claims" points=4
check(mlp_claims)

# %% [markdown]
# ## Verifying
#
# Each function was checked alone, `backprop` on small networks. Does it hold in the *trained* one, with cross-entropy in place of the squared error? The
# recursion does not mind: it takes any delta at the top. Fifty of the weights, chosen at random, against central differences.

# %%
batch, classes = digits[:20], labels[:20]
us, xs = forward(batch, *trained)
top = softmax_cross_entropy(us[-1], classes)[1]
middle = hidden_delta(top, trained[0][2], us[1])
first, _ = layer_gradients(hidden_delta(middle, trained[0][1], us[0]), batch)
chosen = np.unravel_index(np.random.default_rng(4).choice(first.size, 50, replace=False), first.shape)


def entropy_at(values):
    changed = trained[0][0].copy()
    changed[chosen] = values
    return softmax_cross_entropy(forward(batch, [changed, *trained[0][1:]], trained[1])[0][-1], classes)[0]


numerical = numerical_gradient(entropy_at, trained[0][0][chosen])
print("first layer of the trained network agrees:", relative_error(first[chosen], numerical) < 1e-6)

# %% [markdown]
# What this does not show: that the descent is a good one. A right gradient with a bad rate, a bad start or too few digits still makes a poor
# reader; and a wrong one may train quite well: `train(10, step=suspect_step)` in section 13 is as good as the mended step.
#
# ## Roads not taken
#
# - **ReLU**: no flat arm on one side, no slope on the other; lesson 01 meets its kink.
# - **Automatic differentiation**: (2.11) applied to every operation of a program; frameworks do this.
# - **Scale by both widths** (Glorot and Bengio): (2.29) for the way back asks for the number of *outputs*; the mean of both is a compromise.
# - **Second derivatives**: they can be passed back in the same manner; LeCun uses them for a rate of its own for each weight.
#
# ## Sources
#
# - J. Bouvrie, *Notes on Convolutional Neural Networks* (2006), section 2: the notation, $\delta$ as sensitivity, (2.12), (2.15).
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*, Nature 323 (1986).
# - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp* (1998): the scaled tanh, targets, starting weights, batch against online.
# - M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 3: the sigmoid neuron from $w = b = 2$ under both losses.
# - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks* (2010).

# %% [markdown]
# ## How far you are
#
# Which exercises passed since the kernel was started:

# %%
from helpers.progress import progress

progress("02_mlp")
