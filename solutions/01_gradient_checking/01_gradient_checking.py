# %% [markdown]
# # Gradient checking: the instrument
#
# **What you will do.** Build a derivative that knows no formula, measure how far it can be trusted, and use it to convict wrong
# gradients, among them some that pass a careless check.
#
# **What you will learn.** Where the error of a difference comes from and why its curve is a V; which step to take and which
# error to look at; why the check costs $O(W^2)$ and what two evaluations can do instead; where a right gradient fails.
#
# **What you need.** NumPy, derivatives and Taylor's formula. About 90 minutes.
#
# Throughout, $E$ or $f$ is a function with one number as its result, $x$ an array, $\partial E/\partial x$ an array of the shape
# of $x$, $h$ or $\epsilon$ a step to one side, half the distance of the two points of a central difference. In code it is `eps`. $A'$ is the
# transpose of a matrix $A$.

# %%
import numpy as np

try:
    from helpers import check
except ImportError:
    raise ImportError(
        "helpers is missing: start JupyterLab by `make lab` or as START.md says, or upload "
        "the course's wheel beside this notebook and run %pip install with its name."
    ) from None

from helpers.data import digit
from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.plots import explore, show
from helpers.plots import gradient_checking as figures

# %% [markdown]
# ## 1. A question
#
# Two colleagues differentiate $f(x) = \ln(1 + e^x)$. One finds $1/(1+e^{-x})$, the other $1/(1+e^{x})$. Both derivations look
# clean. Who is right?
#
# You can read both again and make the same slip again. Or you can ask $f$ itself: move $x$ a little and see what happens.

# %%
def softplus(x):
    return np.log1p(np.exp(x))


moved = (softplus(1.001) - softplus(0.999)) / 0.002
print(f"measured at 1: {moved:.4f}")
print(f"first: {1 / (1 + np.exp(-1.0)):.4f}   second: {1 / (1 + np.exp(1.0)):.4f}")

# %% [markdown]
# The measurement knows neither derivation, so it can contradict both. That is the whole idea; this lesson makes it precise.
#
# ## 2. Differences to one side and to both
#
# Taylor's formula at $x$, with a step $h$:
#
# $$\frac{f(x+h)-f(x)}{h} = f'(x) + \frac{h}{2} f''(x) + O(h^2) \tag{1.1}$$
#
# Step to the other side too and subtract. All even powers cancel:
#
# $$\frac{f(x+h)-f(x-h)}{2h} = f'(x) + \frac{h^2}{6} f'''(x) + O(h^4) \tag{1.2}$$
#
# **On paper.** $f(x) = x^3$ at $x = 1$ with $h = 0.1$; the slope is 3.
# One side: $(1.331 - 1)/0.1 = 3.31$. Both sides: $(1.331 - 0.729)/0.2 = 3.01$. The errors are $0.31$ and
# $0.01 = h^2 \cdot 6/6$.

# %%
h = 0.1
print(f"one side {((1 + h) ** 3 - 1) / h:.2f}, both sides {((1 + h) ** 3 - (1 - h) ** 3) / (2 * h):.2f}")

# %% widget=true
explore(
    figures.chords(lambda x: x**3, lambda x: 3 * x**2, 1.0),
    values=[0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
    frames=(0.8, 0.4, 0.1),
    label="h",
    size=(3.1, 3.8),
    alt="The curve x cubed, its tangent at 1 and two chords for h = 0.8, 0.4, 0.1: the chord to both sides has nearly the "
    "slope of the tangent, the chord to one side is steeper.",
)

# %% [markdown]
# The chord to both sides turns into the direction of the tangent much sooner. When $h$ is halved, its error falls to a quarter,
# that of the chord to one side only to half.
#
# For an array, move one entry at a time, with $e_i$ the array that is 1 at entry $i$ and 0 elsewhere:
#
# $$\frac{\partial E}{\partial x_i} \approx \frac{E(x+\epsilon e_i) - E(x-\epsilon e_i)}{2\epsilon} \tag{1.3}$$
#
# **On paper.** $E(x) = x_0^2 x_1$ at $(3, 2)$ with $\epsilon = 0.5$. Entry 0: $(3.5^2 \cdot 2 - 2.5^2 \cdot 2)/1 = 24.5 - 12.5 = 12$.
# Entry 1: $(9 \cdot 2.5 - 9 \cdot 1.5)/1 = 9$. The formula says $(2x_0x_1,\ x_0^2) = (12, 9)$; no error, since $f''' = 0$.

# %% [markdown]
# ### Exercise 1: `numerical_gradient` (10 minutes, easy, 4 points)
#
# Write (1.3) for arrays of any shape, and leave $x$ as you found it. The check uses arrays of one to three axes, some of them
# views of a larger array, and steps as large as 0.5, given or left out: at 0.5 you see whether `eps` reaches to one side or
# spans the whole distance. Everything in this course is tested against this function.
#
# <details><summary>Hint 1: the idea</summary>
#
# Keep the entry, move it up, evaluate, move it down, evaluate, put it back.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (1.3); the two points are $2\epsilon$ apart.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `for index in np.ndindex(x.shape):` runs through all entries; `x[index]` reads and writes one. `x.ravel()` may be a copy.
# </details>

# %% solution="numerical_gradient"
def numerical_gradient(f, x, eps=1e-5):
    """f(x) -> float, x float64 of any shape -> dE/dx, float64 of x's shape; x is left as it was. Expected: 9 lines."""
    ### BEGIN SOLUTION
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + eps
        above = f(x)
        x[index] = kept - eps
        gradient[index] = (above - f(x)) / (2 * eps)
        x[index] = kept
    return gradient
    ### END SOLUTION

# %% test="numerical_gradient" points=4
check(numerical_gradient)

# %%
print(numerical_gradient(lambda x: float(x[0] ** 2 * x[1]), np.array([3.0, 2.0]), 0.5))
two = digit(1, size=14)


def roughness(image):
    """Half the sum of squared differences between neighbours in a row."""
    return 0.5 * float(np.sum(np.diff(image, axis=1) ** 2))


d = np.diff(two, axis=1)
derived = np.pad(d, ((0, 0), (1, 0))) - np.pad(d, ((0, 0), (0, 1)))
show(
    figures.pictures([two, numerical_gradient(roughness, two), derived], ["digit", "numerical dE/dx", "derived dE/dx"]),
    "A 14 x 14 digit two, and the gradient of its roughness by each pixel, numerical and derived; the two look the same.",
)

# %% [markdown]
# The numerical gradient of 196 pixels looks like the derived one: positive on upright strokes, negative beside them. Looking alike is no
# verdict yet. How alike must they be?

# %% [markdown]
# ## 3. The V
#
# By (1.2) a smaller step is better. The machine disagrees: it rounds every value of $f$ to a relative precision $\varepsilon_m$,
# the *machine epsilon* (not to be confused with the step $\epsilon$), $2.2\cdot10^{-16}$ in float64 and $1.2\cdot10^{-7}$ in float32. Divided by $h$, that rounding grows as $h$ shrinks:
#
# $$\text{error}(h) \approx \frac{h^2}{6}\,|f'''| + \frac{\varepsilon_m\,|f|}{h} \tag{1.4}$$
#
# The first term rises with $h$, the second falls. At the bottom of the V the derivative by $h$ is zero:
#
# $$\frac{h}{3}\,|f'''| - \frac{\varepsilon_m\,|f|}{h^2} = 0 \tag{1.5}$$
#
# Multiply by $3h^2/|f'''|$ and take the root:
#
# $$h^* = \sqrt[3]{\frac{3\,\varepsilon_m\,|f|}{|f'''|}} \sim \sqrt[3]{\varepsilon_m} \tag{1.6}$$
#
# where $f$ and $f'''$ are of the same size, as they are for well scaled functions. Put $h^* = \sqrt[3]{\varepsilon_m}$ into (1.4): both terms are of the order
#
# $$\text{error}(h^*) \sim \varepsilon_m^{2/3} \tag{1.7}$$

# %% [markdown]
# **On paper.** $\varepsilon_m = 2.2\cdot10^{-16} = 220\cdot10^{-18}$; the cube root of 220 is 6.04, so $h^* = 6\cdot10^{-6}$, and an error of about
# $4\cdot10^{-11}$ remains. In float32, $\varepsilon_m = 119\cdot10^{-9}$ and $h^* = 5\cdot10^{-3}$.
#
# Now measure it: the derivative of $e^x$ at 201 points, in both precisions, with steps from $10^{-12}$ to $10^{-1}$.

# %%
def median_error(h, dtype, one_sided=False):
    """The median relative error of a difference of exp on [0.5, 1.5], computed in dtype with half-step h."""
    x, h = np.linspace(0.5, 1.5, 201).astype(dtype), dtype(h)
    exact = np.exp(x.astype(np.float64))
    below = np.exp(x) if one_sided else np.exp(x - h)
    slope = (np.exp(x + h) - below) / (h if one_sided else 2 * h)
    return np.median(np.abs(slope - exact) / exact)


for h in (1e-1, 1e-3, 1e-5, 1e-7, 1e-12):
    print(f"h = {h:.0e}: float64 error below 1e{np.ceil(np.log10(median_error(h, np.float64))):+03.0f}")
for h in (1e-1, 1e-2, 1e-3, 1e-5):
    print(f"h = {h:.0e}: float32 error below 1e{np.ceil(np.log10(median_error(h, np.float32))):+03.0f}")

# %%
steps = np.logspace(-12, -1, 56)
curves = {
    "float64": [median_error(h, np.float64) for h in steps],
    "float32": [median_error(h, np.float32) for h in steps],
    "float64, one side": [median_error(h, np.float64, one_sided=True) for h in steps],
}
optimum = {"float64": 6.1e-6, "float32": 4.9e-3}
show(
    figures.v_curves(steps, curves, optimum, "Error of a difference of exp against its step"),
    "Three V-shaped curves of error against step: float64 is lowest near 6e-6, float32 near 5e-3, where dotted lines mark the derived "
    "steps; a one-sided difference in float64 is lowest near 1e-8 and a thousand times worse.",
)

# %% [markdown]
# Right of the bottom the central curves rise by two decades a decade, as $h^2$ does; left of it they fall by one, as $1/h$.
# The derived steps, dotted, stand at the bottoms. The often read advice "$10^{-7}$ or $10^{-8}$" belongs to the one-sided curve; for a
# central difference it throws away two decades and more. Float32 at $10^{-5}$ is far up the left branch.

# %%
found = {name: steps[np.argmin(curves[name])] for name in optimum}
print({name: bool(0.1 < found[name] / step < 10) for name, step in optimum.items()})
assert median_error(1e-8, np.float64) > 100 * median_error(6e-6, np.float64)
slope = np.log10(median_error(1e-2, np.float64) / median_error(1e-3, np.float64))
print(f"decades of error for one decade of step, right of the bottom: {slope:.1f}")

# %% [markdown]
# ### Exercise 2: `best_step` (4 minutes, easy, 2 points)
#
# Return a good half-step for a central difference in a given precision. The check calls it with `np.float32` and with `np.float64` and
# accepts every step within a factor of ten of $\sqrt[3]{\varepsilon_m}$: the bottom of the V is broad.
#
# <details><summary>Hint 1: the idea</summary>
#
# Only one number distinguishes the two precisions here.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# The right side of equation (1.6).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.finfo(dtype).eps` is machine epsilon; `np.cbrt` is the cube root.
# </details>

# %% solution="best_step"
def best_step(dtype):
    """dtype np.float32 or np.float64 -> a good half-step of a central difference, a float. Expected: 1 line."""
    ### BEGIN SOLUTION
    return float(np.cbrt(np.finfo(dtype).eps))
    ### END SOLUTION

# %% test="best_step" points=2
check(best_step)

# %%
for dtype in (np.float64, np.float32):
    step = best_step(dtype)
    print(f"{dtype.__name__}: step {step:.0e}, error of the order {step**2:.0e}")
assert median_error(best_step(np.float64), np.float64) < 1e-9

# %% [markdown]
# ## 4. Which error?
#
# Let $a$ be the derived and $b$ the numerical gradient. Three measures are in use.
#
# - *Absolute*, $\|a-b\|$: with a bound of $10^{-6}$, a gradient of size $10^{-8}$ passes even when it is doubled; one of size $10^{7}$ fails on rounding.
# - *Relative by entry*, $\max_i |a_i-b_i|/(|a_i|+|b_i|)$: the noise of some $10^{-11}$ that every difference carries is the whole of an entry
#   that should be $10^{-12}$. A right gradient then shows an error near 1.
# - *Relative by norm*: scale does not matter, and tiny entries weigh little. We take
#
# $$r(a,b) = \frac{\|a-b\|}{\max(\|a\|+\|b\|,\ 10^{-12})}, \qquad \|a\| = \sqrt{\textstyle\sum_i a_i^2} \tag{1.8}$$
#
# The floor $10^{-12}$ keeps two zero gradients from giving 0/0. Take $r$ for each parameter array on its own: in one long vector of all
# parameters a large array of weights hides a doubled gradient of a few biases.
#
# **On paper.** $a = (3, 4)$, $b = (3, 3)$: $r = 1/(5 + 4.243) = 0.108$.

# %% [markdown]
# Right or wrong is then one comparison. Write it so that the *good* case is the true one:
#
# $$\text{wrong} \iff \text{not}\ \big(r(a,b) \le 10^{-6}\big) \tag{1.9}$$
#
# Every comparison with NaN is False. `if r > 1e-6: complain` is silent on a gradient full of NaN; (1.9) is not. The bound $10^{-6}$ lies
# far above the $10^{-10}$ that a central difference leaves and far below what a slip in a derivation does.

# %%
nan = float("nan")
print("r > 1e-6:", nan > 1e-6, "  not (r <= 1e-6):", not (nan <= 1e-6))

# %% [markdown]
# ### Exercise 3: `relative_error` (5 minutes, easy, 2 points)
#
# Write (1.8) for two arrays of one shape, any number of axes. Equal arrays give 0, two arrays of zeros too, a NaN in gives NaN out.
# The check has arrays so small that the floor decides.
#
# <details><summary>Hint 1: the idea</summary>
#
# Three norms of flattened arrays.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (1.8). The norms are added, and the floor is compared with their sum.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.linalg.norm(a)`, without a second argument, takes the entries of any number of axes together; `np.linalg.norm(a, 2)` is another norm.
# </details>

# %% solution="relative_error"
def relative_error(a, b):
    """a, b arrays of one shape -> r of (1.8), a float. Expected: 2 lines."""
    ### BEGIN SOLUTION
    size = np.linalg.norm(a.ravel()) + np.linalg.norm(b.ravel())
    return float(np.linalg.norm((a - b).ravel()) / max(size, 1e-12))
    ### END SOLUTION

# %% test="relative_error" points=2
check(relative_error)

# %%
def by_entry(a, b):
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12)))


print(f"on paper: {relative_error(np.array([3.0, 4]), np.array([3.0, 3])):.3f}")
weights = np.array([1.0, 2.0, 1e-12, 1.5])
x = np.array([1.1, 1.2, 1.3, 1.4])
right = weights * x**2
numerical = numerical_gradient(lambda x: float(np.sum(weights * x**3 / 3)), x)
doubled = (numerical * 1e-8, 2e-8 * right)
errors = {
    "right, one tiny entry: by entry": by_entry(right, numerical),
    "right, one tiny entry: by norm": relative_error(right, numerical),
    "doubled, small scale: absolute": float(np.linalg.norm(doubled[0] - doubled[1])),
    "doubled, small scale: by norm": relative_error(*doubled),
}
show(
    figures.bars(errors, 1e-6, "The same gradients under different measures", "error"),
    "Four bars against a limit of 1e-6: the measure by entry condemns a right gradient, the absolute error acquits a doubled one, the ratio "
    "of norms decides both rightly.",
)

# %% [markdown]
# Bars beyond the dashed limit, hatched, mean *wrong*. Only the ratio of norms acquits the right gradient and convicts the doubled one.

# %%
assert by_entry(right, numerical) > 1e-6 > relative_error(right, numerical)
assert np.linalg.norm(doubled[0] - doubled[1]) < 1e-6 < relative_error(*doubled)

# %% [markdown]
# ## 5. Convict the wrong ones
#
# ### Exercise 4: `wrong_gradients` (10 minutes, medium, 4 points)
#
# You get candidates by name, each a tuple `(f, grad, x)`, and return the set of the names whose `grad(x)` is wrong at that $x$ by (1.9). There
# are factors, signs, transpositions, single entries, a NaN, faults that appear only where $x$ is large, and right gradients that a bad step
# or a bad measure would condemn. Some faults are smaller than $10^{-4}$. Do not exchange $x$ for a point of your own: at 0, or where $x$ is
# symmetric, a fault may vanish.
#
# <details><summary>Hint 1: the idea</summary>
#
# Your two functions, then one comparison for each candidate.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (1.9), with $a$ from `grad` and $b$ from `numerical_gradient`.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `for name, (f, grad, x) in candidates.items():` and `found.add(name)`, from `found = set()`.
# </details>

# %% solution="wrong_gradients"
def wrong_gradients(candidates):
    """candidates {name: (f, grad, x)} -> set of the names whose gradient is wrong at x. Expected: 5 lines."""
    ### BEGIN SOLUTION
    found = set()
    for name, (f, grad, x) in candidates.items():
        if not relative_error(grad(x), numerical_gradient(f, x)) <= 1e-6:
            found.add(name)
    return found
    ### END SOLUTION

# %% test="wrong_gradients" points=4
check(wrong_gradients)

# %%
def energy(x):
    return 0.5 * float(np.sum(scaled_tanh(x) ** 2))


def energy_gradient(x):
    return scaled_tanh(x) * scaled_tanh_prime(x)


x = np.random.default_rng(1).normal(size=(3, 3))
candidates = {
    "right": (energy, energy_gradient, x),
    "doubled": (energy, lambda x: 2 * energy_gradient(x), x),
    "transposed": (energy, lambda x: energy_gradient(x).T, x),
    "transposed, x symmetric": (energy, lambda x: energy_gradient(x).T, x + x.T),
    "tanh' left out": (energy, scaled_tanh, x),
    "NaN": (energy, lambda x: energy_gradient(x) * np.where(x == x.max(), np.nan, 1), x),
}
print(sorted(wrong_gradients(candidates)))
measured = {n: relative_error(g(x), numerical_gradient(f, x)) for n, (f, g, x) in candidates.items()}
assert not any(1e-9 < error < 1e-2 for error in measured.values())
show(
    figures.bars(measured, 1e-6, "Six candidates and their errors", "relative error"),
    "Bars of six candidates: right and transposed at a symmetric point lie below 1e-9, doubled, transposed and a missing factor above 1e-2, "
    "and one is written out as NaN.",
)

# %% [markdown]
# The verdicts are far apart: nothing lies between $10^{-9}$ and $10^{-2}$. The fourth bar is the warning: the wrong formula
# of the third, at a symmetric $x$, looks right. Check at points without symmetry, with axes of different lengths.

# %% [markdown]
# ## 6. What it costs, and what two evaluations can do
#
# One evaluation of a network with $W$ weights takes about $W$ multiplications. (1.3) needs two for every weight:
#
# $$\text{cost} = 2W \cdot O(W) = O(W^2), \qquad \text{backpropagation: } O(W) \tag{1.10}$$
#
# Count it for one layer $u = Ax$ with $W$ weights, $E = \frac12\|u\|^2$ and so $\delta = u$. The forward pass is the product $Ax$; the backward pass makes
# two gradients, $\delta x'$ by the weights and $A'\delta$ by the inputs. Each of the three products takes $W$ multiplications.

# %%
class Counted:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *arguments):
        self.calls += 1
        return self.function(*arguments)

# %%
def products(n):
    """Products counted for n x n weights: (in a numerical gradient, in one forward and one backward pass)."""
    product, A, x = Counted(np.matmul), np.tri(n), np.arange(1.0, n + 1)[:, None]
    numerical = numerical_gradient(lambda A: 0.5 * float(np.sum(product(A, x) ** 2)), A)
    calls, product.calls = product.calls, 0
    delta = product(A, x)
    by_weights, by_inputs = product(delta, x.T), product(A.T, delta)
    assert relative_error(by_weights, numerical) < 1e-6
    assert relative_error(by_inputs, numerical_gradient(lambda x: 0.5 * float(np.sum((A @ x) ** 2)), x)) < 1e-6
    return calls, product.calls


sides = np.array([2, 4, 8, 16])
calls, passes = np.array([products(n) for n in sides]).T
print("numerical:", calls.tolist(), " forward and backward:", passes.tolist())

# %%
sizes = sides**2
print(f"256 weights: {calls[-1] * 256} against {passes[-1] * 256}, ratio {calls[-1] / passes[-1]:.0f}")
show(
    figures.cost(
        sizes,
        {"numerical gradient, 2W evaluations": calls * sizes, "one forward, one backward pass": passes * sizes},
        "Multiplications for one gradient", "multiplications",
    ),
    "Multiplications against the number of weights, both axes logarithmic: the numerical gradient rises with slope two, the backward pass "
    "with slope one; at 256 weights they are 131072 and 768.",
)

# %% [markdown]
# At 256 weights the ratio is 171; at a million weights it would be 670,000. So the numerical gradient is an instrument for small
# networks, and never the engine of training.
#
# Many layers are *linear*: $u = Ax$, and the gradient that flows back is $A'\delta$. For every $x$ and $d$, written out,
#
# $$\langle Ax, d\rangle = \sum_i\sum_j A_{ij}\,x_j\,d_i = \sum_j x_j \sum_i A_{ij}\,d_i = \langle x, A'd\rangle \tag{1.11}$$
#
# Compute both sides with the two functions, never the matrix:
#
# $$\text{gap} = |\langle Ax, d\rangle - \langle x, A'd\rangle| \tag{1.12}$$
#
# **On paper.** $A = \begin{pmatrix}1&2\\3&4\end{pmatrix}$, $x = (1, 2)$, $d = (1, -1)$: $Ax = (5, 11)$ and $\langle Ax, d\rangle = -6$.
# $A'd = (-2, -2)$ and $\langle x, A'd\rangle = -6$: gap 0. With $A$ in the place of $A'$: $Ad = (-1, -1)$, $-3$, gap 3.

# %% [markdown]
# ### Exercise 5: `adjoint_gap` (5 minutes, easy, 2 points)
#
# Write (1.12); $\langle p, q\rangle$ is the sum of $p \cdot q$ over all entries, whatever the shape. The check has maps between arrays of different
# shapes, right transposes and wrong ones.
#
# <details><summary>Hint 1: the idea</summary>
#
# One call of each function, two inner products.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (1.12); mind the magnitude.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.sum(p * q)` is the inner product of arrays of any shape; `p @ q` is not, for two axes.
# </details>

# %% solution="adjoint_gap"
def adjoint_gap(apply, apply_transpose, x, d):
    """x, d arrays; apply(x) has d's shape, apply_transpose(d) has x's -> the gap of (1.12), a float. Expected: 1 line."""
    ### BEGIN SOLUTION
    return float(abs(np.sum(apply(x) * d) - np.sum(x * apply_transpose(d))))
    ### END SOLUTION

# %% test="adjoint_gap" points=2
check(adjoint_gap)

# %%
A = np.array([[1.0, 2], [3, 4]])
x, d = np.array([1.0, 2]), np.array([1.0, -1])
print(adjoint_gap(lambda x: A @ x, lambda d: A.T @ d, x, d), adjoint_gap(lambda x: A @ x, lambda d: A @ d, x, d))

rng = np.random.default_rng(2)
x, d = rng.normal(size=(14, 14)), rng.normal(size=(14, 13))
apply = Counted(lambda x: np.diff(x, axis=1))
back = Counted(lambda d: np.pad(d, ((0, 0), (1, 0))) - np.pad(d, ((0, 0), (0, 1))))
print("gap below 1e-12:", adjoint_gap(apply, back, x, d) < 1e-12, " evaluations:", apply.calls + back.calls)
apply.calls = 0
numerical_gradient(lambda x: float(np.sum(apply(x) * d)), x)
print("plain check, evaluations:", apply.calls)

# %% [markdown]
# Two evaluations instead of $2n = 392$, and no step size: the identity is exact up to rounding. It says that the two functions belong together;
# it does not say that `apply` is the map you meant.
#
# ## 7. A colleague's shortcut
#
# For functions that are not linear there is a shortcut too. Move all entries together, along a direction $v$:
#
# $$\frac{E(x+\epsilon v)-E(x-\epsilon v)}{2\epsilon} \approx \langle \partial E/\partial x,\ v\rangle \tag{1.13}$$
#
# Two evaluations check the whole gradient. A colleague wrote this down, and has a test that passes.

# %%
def suspect_direction_check(f, grad, x):
    """True if grad agrees with f at x along one direction."""
    eps, g, v = 1e-5, grad(x), np.ones(x.shape)
    slope = (f(x + eps * v) - f(x - eps * v)) / (2 * eps)
    size = np.linalg.norm(g) * np.linalg.norm(v)
    return bool(abs(slope - np.sum(g * v)) <= 1e-6 * max(size, 1e-12))


x = rng.normal(size=(3, 3))
print("right passes: ", suspect_direction_check(energy, energy_gradient, x))
print("double passes:", suspect_direction_check(energy, lambda x: 2 * energy_gradient(x), x))

# %% [markdown]
# ### Exercise 6: `repaired_direction_check` (10 minutes, medium, 4 points)
#
# Find a wrong gradient that the colleague's function passes; the faults of section 5 are a good supply. Then hand in the function, mended:
# `True` where the gradient is right at $x$, `False` where it is wrong. The check has right and wrong gradients of several shapes, one a call,
# and one fault is smaller than $10^{-4}$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Which errors $g - \partial E/\partial x$ are invisible along this direction? Try a transposition.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# By (1.13) an error $e$ shows as $\langle e, v\rangle$. For which $e$ is that 0?
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# One expression changes. `np.random.default_rng(0)` makes random arrays, the same each time.
# </details>

# %% solution="repaired_direction_check"
def repaired_direction_check(f, grad, x):
    """The mended suspect_direction_check, arguments and result as there. Expected: 4 lines, one changed."""
    ### BEGIN SOLUTION
    eps, g, v = 1e-5, grad(x), np.random.default_rng(0).normal(size=x.shape)
    slope = (f(x + eps * v) - f(x - eps * v)) / (2 * eps)
    size = np.linalg.norm(g) * np.linalg.norm(v)
    return bool(abs(slope - np.sum(g * v)) <= 1e-6 * max(size, 1e-12))
    ### END SOLUTION

# %% test="repaired_direction_check" points=4
check(repaired_direction_check)

# %%
for name, (f, grad, point) in candidates.items():
    verdicts = suspect_direction_check(f, grad, point), repaired_direction_check(f, grad, point)
    print(f"{name:24s} suspect {verdicts[0]!s:5s}  mended {verdicts[1]}")

# %% [markdown]
# Along $(1, \dots, 1)$ only the *sum* of the gradient is seen, and a transposition keeps it. The same happens in every test that
# feeds back a delta of ones. A random direction sees every error that is not by chance perpendicular to it; it will not tell you
# *which* entry is wrong. For that, go back to (1.3).
#
# ## 8. Kinks and ties
#
# $\mathrm{ReLU}(x) = \max(x, 0)$ has no derivative at 0. Code returns 0 there (or 1), by convention. The difference sees both sides at once:
#
# $$\frac{\mathrm{ReLU}(h)-\mathrm{ReLU}(-h)}{2h} = \frac{h - 0}{2h} = \frac12 \quad\text{for every } h \tag{1.14}$$
#
# The same happens within one step of the kink, and at the *tie* of a maximum: where $n$ entries share the maximum, moving any of them
# up raises it and moving it down does not, so each gets 1/2, together $n/2$. Backpropagation gives 1 to the first of them and 0 to the others.

# %%
def relu_gradient(x):
    return (x > 0).astype(float)


def max_gradient(x):
    """1 at the first maximum, 0 elsewhere."""
    gradient = np.zeros(x.shape)
    gradient.flat[np.argmax(x)] = 1
    return gradient


units = np.array([-1.5, 0.0, 0.7, 0.0])
print("ReLU, derived  ", relu_gradient(units))
print("ReLU, numerical", numerical_gradient(lambda u: float(np.sum(np.maximum(u, 0))), units).round(3))
tied = np.array([[2.0, 2.0], [2.0, 2.0]])
print("max, derived   ", max_gradient(tied).ravel(), " sum", max_gradient(tied).sum())
numerical = numerical_gradient(lambda x: float(np.max(x)), tied)
print("max, numerical ", numerical.ravel().round(3), " sum", numerical.sum().round(3))

# %%
eps, places = 0.1, np.linspace(-0.3, 0.3, 61)
relu_slopes = numerical_gradient(lambda x: float(np.sum(np.maximum(x, 0))), places, eps)
second = [numerical_gradient(lambda x: float(np.max(x)), np.array([t, 0.0]), eps)[0] for t in places]
show(
    figures.kink(
        places,
        {
            "ReLU": (relu_gradient(places), relu_slopes),
            "max(a, b), by a; distance a - b": (relu_gradient(places), np.array(second)),
        },
        eps,
    ),
    "Derivative against distance from the kink, for ReLU and for the maximum of two: the derived one jumps from 0 to 1, the numerical one, "
    "with a step of 0.1, climbs from 0 to 1 across the shaded strip, and is one half at the kink.",
)

# %% [markdown]
# Outside the strip of one step to each side the two agree; inside, a right gradient fails. With $\epsilon = 10^{-5}$ the strip is thin, and random
# numbers seldom fall into it. Real data do: black pixels and zero biases put units *exactly* at 0.

# %%
images = np.stack([digit(n, size=14).ravel() for n in range(20)])
W1 = rng.normal(size=(5, 196)) / 14 * (np.arange(196) // 14 < 2)  # five units that look at the two upper rows


def bias_gap(b):
    """Relative error of the derived gradient of E = sum of ReLU(W1 x + b) by the biases b."""
    derived = relu_gradient(images @ W1.T + b).sum(axis=0)
    return relative_error(derived, numerical_gradient(lambda b: float(np.maximum(images @ W1.T + b, 0).sum()), b))


print("units exactly at 0:", int(np.sum(images @ W1.T == 0)), "of", 20 * 5)
print(f"zero biases:   fails {bias_gap(np.zeros(5)) > 1e-6}")
print(f"random biases: fails {bias_gap(rng.uniform(0.1, 0.2, 5)) > 1e-6}")

# %% [markdown]
# **What to do about it.** Move the point, not the tolerance: check with small random biases and random, untied inputs. To find a kink,
# compare the slopes to the two sides, (1.1) with $h$ and with $-h$: where they differ by far more than $h$, one lies within a step. State the convention
# for the kink and the tie, and test it with an example of its own, not with a difference.
#
# ### Written answer (10 minutes, 4 points)
#
# A student checks a ReLU network with zero biases on real digits. The relative error of the first layer's bias gradient is 0.3, and every
# other array agrees to $10^{-9}$. The student raises the tolerance to 0.5. In six to ten sentences: which two explanations
# fit what was seen, which experiment tells them apart, what does each outcome say about the code, and why is the raised tolerance a bad answer
# under both?

# %% [markdown] answer="kink-or-bug" points=4
# Either the code is right and many units stand exactly on the kink, where the difference gives 1/2 for each and the code 0; or
# the bias gradient is wrong, for instance by a factor or by a sum over the wrong axis. Zero biases and black pixels make the first likely: where a unit sees
# only black its net input is exactly 0. It would touch the biases more than the weights, since the weights of a black pixel have
# the gradient 0 either way.
#
# The experiment: give the biases small random values, so that no unit lies within one step of 0, and check again. If the error falls to
# $10^{-9}$ the code is right, and the first check was held at a point where no derivative exists. If it stays, the code is wrong, since at the new point the
# difference can be trusted. One can also count the units with $|u| \le \epsilon$; where there are none, the kink is no excuse.
#
# With a tolerance of 0.5 a bias gradient that is doubled (error 1/3) passes. If the code was right, the test has become blind; if it was wrong, the fault is
# now certified. The tolerance says what rounding and curvature leave, $10^{-9}$ or so; it is not there to cover a point that was badly chosen.

# %% [markdown]
# ## 9. Claims
#
# Eight statements from notes, forums and published advice; some are right. Decide each by an experiment.
#
# - **A** In float64, a central difference with a step of $10^{-8}$ is more accurate than one with $10^{-5}$.
# - **B** For a quadratic function a central difference is exact up to rounding, however large the step.
# - **C** A right gradient may differ from its numerical twin by 10 % and more in a single entry, measured relative to that entry.
# - **D** If the derivative along $(1, 1, \dots, 1)$ agrees, the gradient is right.
# - **E** The test `if error > 1e-6: raise ...` lets a gradient with a NaN pass.
# - **F** A step of $10^{-5}$ serves float32 as well as a step of $10^{-2}$ does.
# - **G** At exactly 0 the numerical derivative of ReLU is 0, as in most code.
# - **H** The plain numerical gradient by $W$ weights evaluates the function $2W$ times.

# %% [markdown]
# ### Exercise 7: `gradient_checking_claims` (12 minutes, medium, 4 points)
#
# Return your verdicts, `{"A": True, ...}`. Write the experiments inside the function, or in cells of your own. The check counts the verdicts that
# do not stand, and suggests an experiment where it is only one.
#
# <details><summary>Hint 1: the idea</summary>
#
# A, F and G are measurements with a known right answer; D wants one counterexample, and C one example.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# (1.4) for A and F, (1.2) for B, (1.8) for C, (1.13) for D, (1.9) for E, (1.14) for G, (1.10) for H.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `median_error`, `by_entry` and `Counted` of sections 3, 4 and 6 each decide a claim in a line or two.
# </details>

# %% solution="gradient_checking_claims"
def gradient_checking_claims():
    """() -> {"A": bool, ..., "H": bool}. Expected: 1 line, or your experiments and 1 line."""
    ### BEGIN SOLUTION
    def error(h, dtype):
        x = np.linspace(0.5, 1.5, 201).astype(dtype)
        slope = (np.exp(x + dtype(h)) - np.exp(x - dtype(h))) / dtype(2 * h)
        return float(np.median(np.abs(slope / np.exp(x) - 1)))

    x, a = np.array([1.1, 1.2, 1.3]), np.array([1.0, 1e-12, 2.0])
    cubic = numerical_gradient(lambda x: float(np.sum(a * x**3 / 3)), x)
    square = numerical_gradient(lambda x: float(np.sum(3 * x**2 - x)), x, 1.0)
    along = numerical_gradient(lambda t: float(np.sum(a * (x + t))), np.zeros(1))[0]
    calls = []
    numerical_gradient(lambda x: float(len(calls.append(x) or x)), np.zeros(7))
    return {
        "A": error(1e-8, np.float64) < error(1e-5, np.float64),
        "B": relative_error(square, 6 * x - 1) < 1e-12,
        "C": bool(np.max(np.abs(cubic / (a * x**2) - 1)) > 0.1) and relative_error(cubic, a * x**2) < 1e-6,
        "D": not (abs(a[::-1].sum() - along) < 1e-6 < relative_error(a, a[::-1])),
        "E": not float("nan") > 1e-6,
        "F": error(1e-5, np.float32) < 2 * error(1e-2, np.float32),
        "G": abs(numerical_gradient(lambda x: max(float(x[0]), 0.0), np.zeros(1))[0]) < 1e-6,
        "H": len(calls) == 2 * 7,
    }
    ### END SOLUTION

# %% test="gradient_checking_claims" points=4
check(gradient_checking_claims)

# %% [markdown]
# ## Verifying
#
# An instrument must itself be tested: it must acquit what is right and convict what is slightly wrong. A gradient that is 0.05 % off must fail,
# at every one of a hundred random points.

# %%
acquitted = convicted = 0
for seed in range(100):
    x = np.random.default_rng(seed).normal(size=(2, 5))
    numerical = numerical_gradient(energy, x)
    acquitted += relative_error(energy_gradient(x), numerical) <= 1e-6
    convicted += not relative_error(1.0005 * energy_gradient(x), numerical) <= 1e-6
print(f"acquitted {acquitted} of 100 right ones, convicted {convicted} of 100 that are 0.05 % off")

# %% [markdown]
# What this does not show: a check compares a gradient with *the forward pass that is there*. A wrong forward pass with its own right
# gradient passes. Test the forward pass by hand, on a small example without symmetry.
#
# ## Roads not taken
#
# - **Complex step**: $\mathrm{Im}\,f(x + ih)/h$ has no subtraction, hence no left branch of the V; $h = 10^{-30}$ works. It needs an $f$ that
#   accepts complex numbers and has no kinks.
# - **Richardson extrapolation**: two steps combined cancel the $h^2$ term, for twice the cost.
# - **Automatic differentiation**: exact, and the engine of the frameworks; it does what lessons 02 to 05 do by hand.
#
# ## Sources
#
# - C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 5.3.3: central differences and $O(W^2)$ against $O(W)$.
# - W. Press et al., *Numerical Recipes* (2007), section 5.7: the two errors and the best step.
# - W. Squire, G. Trapp, *Using complex variables to estimate derivatives of real functions*, SIAM Review 40 (1998).
# - J. Bouvrie, *Notes on Convolutional Neural Networks* (2006): the notation of the course.

# %% [markdown]
# ## How far you are
#
# Which exercises passed since the kernel was started:

# %%
from helpers.progress import progress

progress("01_gradient_checking")
