# %% [markdown]
# # The ball in the ravine
#
# **What you will do.** Write gradient descent with momentum in its three usual forms, predict on paper how fast it converges
# and when it explodes, and hold each prediction against a run.
#
# **What you will learn.** Why plain descent crawls in a ravine; what a velocity adds up to; which forms of momentum agree and
# when they part; why a step with momentum is a 2 x 2 matrix, and what its eigenvalues say; the best rate and momentum, and the
# square root that they save.
#
# **What you need.** NumPy, complex numbers, the eigenvalues of a 2 x 2 matrix. About 80 minutes.
#
# $\theta$ are the parameters, $g = \partial E/\partial\theta$, $v$ the velocity, $\eta$ the rate (in code `rate`), $\gamma$ the
# momentum (`gamma`), $l$ a curvature, the second derivative of $E$ along one axis.

# %%
import numpy as np

try:
    from helpers import check
except ImportError:
    raise ImportError(
        "helpers is missing: start JupyterLab by `make lab` or as START.md says, or upload "
        "the course's wheel beside this notebook and run %pip install with its name."
    ) from None

from helpers.plots import explore, show
from helpers.plots import momentum as figures

curvatures = np.array([1.0, 40.0])
start = np.array([10.0, 1.5])

# %% [markdown]
# ## 1. Why does descent crawl?
#
# A ravine is steep across and flat along. The simplest one is
# $E = \tfrac12(m\,\theta_0^2 + L\,\theta_1^2)$ with $m = 1$ and $L = 40$; its gradient is $(m\theta_0,\, L\theta_1)$. Plain descent is
#
# $$\theta \leftarrow \theta - \eta\, g \tag{6.1}$$
#
# Along an axis of curvature $l$ the gradient is $l\theta$, so each step multiplies the distance to the minimum:
#
# $$\theta \leftarrow (1 - \eta\, l)\,\theta, \qquad\text{which shrinks where } 0 < \eta\, l < 2 \tag{6.2}$$
#
# **On paper.** The steep axis wants $\eta < 2/40 = 0.05$. At $\eta = 0.048$ each step multiplies the distance across by
# $1-1.92 = -0.92$: a zigzag from wall to wall. It multiplies the distance along by $1 - 0.048 = 0.952$: after 20 steps
# $0.952^{20} = 0.374$ of it is left.

# %%
def plain(rate, steps=20):
    """The path of plain descent in the ravine, (steps + 1, 2)."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - rate * curvatures * path[-1])
    return np.array(path)


print("left of the flat axis:", (plain(0.048)[-1] / start).round(3)[0])
show(
    figures.ravine(curvatures, {"rate 0.048, 20 steps": plain(0.048), "rate 0.01, 20 steps": plain(0.01)}),
    "Plain descent in a ravine: at the large rate it zigzags between the walls, at the small one it creeps along the floor.",
)

# %% [markdown]
# The steep axis fixes the rate, and the flat one pays for it. A ball rolling down would do better: across the ravine its pushes cancel,
# along it they add up.
#
# ## 2. A velocity
#
# Keep a velocity $v$. Each step fades it by $\gamma$, adds the new push, and moves $\theta$ by the result:
#
# $$v \leftarrow \gamma\, v + \eta\, g, \qquad \theta \leftarrow \theta - v \tag{6.3}$$
#
# **On paper.** $\theta = 10$, $v = 2$, $g = 4$, $\eta = 0.5$, $\gamma = 0.5$: the velocity becomes $1 + 2 = 3$, and $\theta$ becomes 7.
#
# ### Exercise 1: `momentum_step` (3 minutes, easy, 2 points)
#
# The check looks at both results, on arrays of any shape. All that follows is made of this step.
#
# <details><summary>Hint 1: the idea</summary>
#
# First the velocity, then theta, which moves by the *new* velocity. Work on new arrays.
# </details>

# %% solution="momentum_step"
def momentum_step(theta, velocity, gradient, rate, gamma):
    """theta, velocity, gradient of one shape; rate, gamma numbers -> (theta, velocity) after (6.3). Expected: 2 lines."""
    ### BEGIN SOLUTION
    velocity = gamma * velocity + rate * gradient
    return theta - velocity, velocity
    ### END SOLUTION

# %% test="momentum_step" points=2
check(momentum_step)

# %%
def roll(rate, gamma, steps=20, step=momentum_step):
    """The path of a ball in the ravine, (steps + 1, 2), from rest."""
    path, velocity = [start], np.zeros(2)
    for _ in range(steps):
        theta, velocity = step(path[-1], velocity, curvatures * path[-1], rate, gamma)
        path.append(theta)
    return np.array(path)


print(momentum_step(10.0, 2.0, 4.0, 0.5, 0.5))
show(
    figures.ravine(curvatures, {"plain, rate 0.048": plain(0.048), "momentum 0.6, rate 0.048": roll(0.048, 0.6)}),
    "In twenty steps plain descent is still zigzagging far from the minimum; with momentum 0.6 the path ends close to it.",
)

# %% [markdown]
# At the same rate the zigzag fades and the walk along the floor speeds up. Move the slider: too little momentum crawls,
# too much overshoots and swings.

# %% widget=true
explore(
    figures.slide(curvatures, lambda gamma: roll(0.048, gamma)),
    values=(0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95),
    frames=(0.0, 0.6, 0.95),
    label="gamma",
    alt="Twenty steps in the ravine at momentum 0, 0.6 and 0.95: a crawl, a quick approach, and wide swings past the minimum.",
    size=(4.0, 2.9),
)

# %% [markdown]
# ## 3. Three forms of one idea
#
# Many texts let the velocity point downhill and add it:
#
# $$v \leftarrow \gamma\, v - \eta\, g, \qquad \theta \leftarrow \theta + v \tag{6.4}$$
#
# Put $-v$ for $v$ in (6.3) and you have it: $\theta$ is the same at every step, whatever the rates do. Others keep an *average* of
# gradients, with weights that add up to 1, and put the rate outside:
#
# $$v \leftarrow \gamma\, v + (1-\gamma)\, g, \qquad \theta \leftarrow \theta - \eta\, v \tag{6.5}$$
#
# With one fixed rate put $w = \eta v$: that is (6.3) for $w$, at the rate $(1-\gamma)\eta$. **On paper**, with the numbers from above: (6.4) from $v = -2$ gives
# $-1 - 2 = -3$ and again $\theta = 7$; (6.5) from $v = 2$ gives $1 + 2 = 3$ and $\theta = 10 - 1.5 = 8.5$.
#
# ### Exercise 2: `momentum_step_added` (2 minutes, easy, 2 points)
#
# Form (6.4). The check tells a wrong sign of the velocity from a wrong sign of the step.

# %% solution="momentum_step_added"
def momentum_step_added(theta, velocity, gradient, rate, gamma):
    """As momentum_step, but the velocity points downhill and is added, (6.4). Expected: 2 lines."""
    ### BEGIN SOLUTION
    velocity = gamma * velocity - rate * gradient
    return theta + velocity, velocity
    ### END SOLUTION

# %% test="momentum_step_added" points=2
check(momentum_step_added)

# %% [markdown]
# ### Exercise 3: `averaged_step` (3 minutes, easy, 2 points)
#
# Form (6.5); return the velocity as it stands there, without the rate.
#
# <details><summary>Hint 1: the idea</summary>
#
# The velocity is a mean of gradients: it has a gradient's units. The rate appears once, in the second line.
# </details>

# %% solution="averaged_step"
def averaged_step(theta, velocity, gradient, rate, gamma):
    """theta, velocity, gradient of one shape -> (theta, velocity) after (6.5). Expected: 2 lines."""
    ### BEGIN SOLUTION
    velocity = gamma * velocity + (1 - gamma) * gradient
    return theta - rate * velocity, velocity
    ### END SOLUTION

# %% test="averaged_step" points=2
check(averaged_step)

# %%
same = roll(0.048, 0.6)
assert np.allclose(same, roll(0.048, 0.6, step=momentum_step_added))
assert np.allclose(same, roll(0.048 / (1 - 0.6), 0.6, step=averaged_step))
show(
    figures.curves(
        {
            "(6.3), rate 0.048": np.abs(same[:, 0]),
            "(6.5), rate 0.12": np.abs(roll(0.12, 0.6, step=averaged_step)[:, 0]),
            "(6.5), rate 0.048": np.abs(roll(0.048, 0.6, step=averaged_step)[:, 0]),
        },
        "Distance along the floor", "step", "|theta_0|",
    ),
    "The averaged form at rate 0.048 over 1 - 0.6 lies exactly on the first form; at the same rate it is much slower.",
)

# %% [markdown]
# The averaged form is the first one with another rate: a rate carried over from one text to the other is wrong by a factor of $1-\gamma$.
#
# ## 4. A constant slope
#
# On a long slope $g$ stays the same. From rest, (6.3) gives $v_1 = \eta g$, $v_2 = \gamma\eta g + \eta g$, and after $n$ steps a
# geometric series:
#
# $$v_n = \eta g\,(1 + \gamma + \dots + \gamma^{n-1}) = \eta g\,\frac{1-\gamma^n}{1-\gamma} \tag{6.6}$$
#
# With $n \to \infty$ the power vanishes, and the ball has its *terminal* velocity:
#
# $$v_\infty = \frac{\eta g}{1-\gamma} \tag{6.7}$$
#
# **On paper.** $\eta g = 1$ and $\gamma = 0.5$: the velocities are $1,\ 1.5,\ 1.75,\ 1.875$, on the way to 2. At $\gamma = 0.9$ the
# limit is 10, and after ten steps it has come to $1 - 0.9^{10} = 65\,\%$.
#
# ### Exercise 4: `velocity_after` (5 minutes, easy, 2 points)
#
# The velocity after a number of steps from rest, with the sign of (6.3). A loop is right; the closed form is the point. The gradient may
# be an array or a number, and the result is of its kind, also after 0 steps, where it is 0.
#
# <details><summary>Hint 1: the formula</summary>
#
# Equation (6.6), right-hand side. It holds for an array of gradients as it stands.
# </details>

# %% solution="velocity_after"
def velocity_after(steps, gradient, rate, gamma):
    """steps >= 0, gradient an array or a number, 0 <= gamma < 1 -> velocity, of gradient's kind. Expected: 1 line."""
    ### BEGIN SOLUTION
    return rate * gradient * ((1 - gamma**steps) / (1 - gamma))
    ### END SOLUTION

# %% test="velocity_after" points=2
check(velocity_after)

# %% [markdown]
# ### Exercise 5: `terminal_velocity` (1 minute, easy, 2 points)
#
# Equation (6.7). The check tells it from the terminal step of the averaged form, which is $\eta g$: its weights add up to 1.

# %% solution="terminal_velocity"
def terminal_velocity(gradient, rate, gamma):
    """gradient an array or a number, 0 <= gamma < 1 -> the limit of velocity_after. Expected: 1 line."""
    ### BEGIN SOLUTION
    return rate * gradient / (1 - gamma)
    ### END SOLUTION

# %% test="terminal_velocity" points=2
check(terminal_velocity)

# %%
n = range(61)
shares = {f"gamma {g:g}": [velocity_after(k, 1.0, 1.0, g) / terminal_velocity(1.0, 1.0, g) for k in n] for g in (0.5, 0.9, 0.97)}
print("after ten steps:", {name: round(values[10], 3) for name, values in shares.items()})
show(
    figures.curves(shares, "Velocity on a constant slope", "step", "share of the terminal velocity", level=("terminal", 1.0)),
    "The velocity rises towards its limit: at gamma 0.5 within five steps, at 0.9 within thirty, at 0.97 not within sixty.",
)

# %% [markdown]
# A large $\gamma$ remembers about $1/(1-\gamma)$ steps, and needs as many to get going.
#
# ## 5. A parabola is a damped oscillator
#
# Along an axis of curvature $l$ put $g = l\theta$ into (6.3). The new velocity is $\gamma v + \eta l\,\theta$, the new position
# $\theta - \gamma v - \eta l\,\theta$. Both are linear in the old pair:
#
# $$\begin{pmatrix}\theta\\ v\end{pmatrix} \leftarrow
# \begin{pmatrix} 1-\eta l & -\gamma \\ \eta l & \gamma \end{pmatrix}
# \begin{pmatrix}\theta\\ v\end{pmatrix} \tag{6.8}$$
#
# Its trace is $1 + \gamma - \eta l$ and its determinant $(1-\eta l)\gamma + \gamma\,\eta l = \gamma$, so the eigenvalues solve
#
# $$z^2 - (1+\gamma-\eta l)\,z + \gamma = 0 \tag{6.9}$$
#
# In the long run a step multiplies the distance, on average, by the larger modulus. With $s = 1+\gamma-\eta l$:
#
# $$\rho = \begin{cases} \sqrt{\gamma} & s^2 < 4\gamma \ \text{(swings)} \\
# \tfrac12\left(|s| + \sqrt{s^2-4\gamma}\right) & \text{otherwise (creeps)} \end{cases} \tag{6.10}$$

# %% [markdown]
# In the first case the eigenvalues are a conjugate pair with product $\gamma$, so each has the modulus $\sqrt\gamma$. In the second
# they are real, and the larger one has the sign of $s$. **On paper.** $\gamma = 0.25$ and $\eta l = 1$: $s = 0.25$, $s^2 < 1$, $\rho = 0.5$. With $\eta l = 0.1$: $s = 1.15$,
# $\rho = \tfrac12(1.15 + \sqrt{0.3225}) = 0.859$.
#
# ### Exercise 6: `convergence_factor` (8 minutes, medium, 4 points)
#
# The spectral radius of (6.8), by (6.10) or by NumPy's eigenvalues. The check also takes unstable cases, where it is above 1, and
# keeps away from the border between the two cases, where eigenvalues are known to eight digits only.
#
# <details><summary>Hint 1: the idea</summary>
#
# The larger of two moduli. The modulus of a complex number is `abs`.
# </details>
# <details><summary>Hint 2: the shape of the code</summary>
#
# `np.linalg.eigvals` of a 2 x 2 array; return a plain number.
# </details>

# %% solution="convergence_factor"
def convergence_factor(curvature, rate, gamma):
    """Three numbers -> spectral radius of one step on a parabola, a number. Expected: 2 lines."""
    ### BEGIN SOLUTION
    step = [[1 - rate * curvature, -gamma], [rate * curvature, gamma]]
    return float(np.abs(np.linalg.eigvals(step)).max())
    ### END SOLUTION

# %% test="convergence_factor" points=4
check(convergence_factor)

# %%
def run(product, gamma, steps):
    """|theta| of a ball on a parabola of curvature 1, from 1, at rest; product is eta l."""
    theta, v, found = 1.0, 0.0, [1.0]
    for _ in range(steps):
        theta, v = momentum_step(theta, v, theta, product, gamma)
        found.append(abs(theta))
    return np.array(found)


print("on paper:", round(convergence_factor(1, 1, 0.25), 3), round(convergence_factor(1, 0.1, 0.25), 3))
for product, gamma in ((0.1, 0.25), (0.02, 0.6), (1.0, 0.81)):
    measured = (run(product, gamma, 200)[150:].max() / run(product, gamma, 200)[50:100].max()) ** (1 / 100)
    print(f"eta l {product}, gamma {gamma}: formula {convergence_factor(1, product, gamma):.2f}, run {measured:.2f}")
show(
    figures.curves(
        {"creeps: eta l 0.1, gamma 0.25": run(0.1, 0.25, 40), "swings: eta l 0.5, gamma 0.81": run(0.5, 0.81, 40)},
        "Distance on a parabola", "step", "|theta|", logarithmic=True,
    ),
    "On a logarithmic axis the creeping run is a straight line; the swinging one dips at every crossing below a straight line.",
)

# %% [markdown]
# Both fall along straight lines whose slope is the logarithm of the factor; the dips are passages through the minimum.
#
# ## 6. Where it explodes
#
# At the border of stability an eigenvalue has modulus 1. A conjugate pair has $\sqrt\gamma < 1$, so it is a real one. Put $z = 1$ into
# (6.9): $1 - (1 + \gamma - \eta l) + \gamma = 0$, so $\eta l = 0$. Put $z = -1$, the ball thrown from wall to wall:
# $1 + (1 + \gamma - \eta l) + \gamma = 0$, so $\eta l = 2 + 2\gamma$. Between the two it is
#
# $$\text{stable for}\quad 0 < \eta\, l < 2 + 2\gamma \tag{6.11}$$
#
# Momentum does not cost stability, it *gives* some: up to twice the rate of (6.2). Between creeping and swinging lies critical
# damping, $s^2 = 4\gamma$:
#
# $$(1-\sqrt\gamma)^2 < \eta\, l < (1+\sqrt\gamma)^2 \quad\text{swings, with } \rho = \sqrt\gamma \tag{6.12}$$

# %%
for gamma in (0.0, 0.5, 0.9):
    border = 2 + 2 * gamma
    below, above = run(0.99 * border, gamma, 3000)[-1], run(1.01 * border, gamma, 3000)[-1]
    print(f"gamma {gamma}: 1 % below eta l = {border:.1f} shrinks: {below < 1e-3}; 1 % above grows: {above > 1e3}")
show(
    figures.factor_map(convergence_factor, np.linspace(0.02, 4, 160), np.linspace(0, 0.98, 99), (1.0, 0.0)),
    "The convergence factor over rate times curvature and gamma: a dark valley between the two lines of critical damping, bright beyond the line 2 + 2 gamma.",
)

# %% [markdown]
# Thin lines stand for the factors 0.5, 0.7 and 0.9. For a single curvature the best choice is $\eta l = 1$ without any momentum: one step. Momentum earns its keep where there are several.
#
# ## 7. The best rate and momentum
#
# Let the curvatures fill $[m, L]$. By (6.12) all of them have the factor $\sqrt\gamma$ if $\eta m \ge (1-\sqrt\gamma)^2$ and
# $\eta L \le (1+\sqrt\gamma)^2$. With the smallest $\gamma$ that allows it both are equations. Take their roots: the sum of the two
# gives $\eta$, their quotient $\gamma$.
#
# $$\sqrt{\eta m} = 1-\sqrt\gamma, \quad \sqrt{\eta L} = 1+\sqrt\gamma \quad\Longrightarrow\quad
# \eta = \frac{4}{(\sqrt L+\sqrt m)^2},\quad \gamma = \left(\frac{\sqrt L-\sqrt m}{\sqrt L+\sqrt m}\right)^2 \tag{6.13}$$
#
# With the *condition number* $\kappa = L/m$ the factors with momentum and without it are
#
# $$\rho = \frac{\sqrt\kappa-1}{\sqrt\kappa+1} \qquad\text{against}\qquad \frac{\kappa-1}{\kappa+1}\ \text{ at } \eta = \frac{2}{L+m} \tag{6.14}$$

# %% [markdown]
# **On paper.** $m = 1$, $L = 9$: $\eta = 4/16 = 0.25$, $\gamma = (2/4)^2 = 0.25$, $\rho = 0.5$; without momentum $8/10 = 0.8$. The choice is
# Polyak's (1964).
#
# ### Exercise 7: `best_rate_and_momentum` (5 minutes, medium, 2 points)
#
# Equation (6.13), as plain numbers. The check includes equal curvatures, where the momentum is 0.
#
# <details><summary>Hint 1: what is asked</summary>
#
# Two numbers, the rate first. Take the two square roots once and use them twice.
# </details>

# %% solution="best_rate_and_momentum"
def best_rate_and_momentum(smallest, largest):
    """0 < smallest <= largest curvature -> (rate, gamma), two numbers. Expected: 2 lines."""
    ### BEGIN SOLUTION
    a, b = np.sqrt(smallest), np.sqrt(largest)
    return 4 / (a + b) ** 2, ((b - a) / (b + a)) ** 2
    ### END SOLUTION

# %% test="best_rate_and_momentum" points=2
check(best_rate_and_momentum)

# %%
rate, gamma = best_rate_and_momentum(1.0, 40.0)
print(f"m 1, L 9: {tuple(round(float(value), 3) for value in best_rate_and_momentum(1, 9))}")
print(f"the ravine: rate {rate:.4f}, gamma {gamma:.3f}, factor {np.sqrt(gamma):.3f}, without momentum {39 / 41:.3f}")
inside = np.geomspace(1.001, 39.9, 60)
show(
    figures.over_curvatures(
        inside,
        {
            "best rate and momentum": [convergence_factor(each, rate, gamma) for each in inside],
            "best plain descent": [convergence_factor(each, 2 / 41, 0.0) for each in inside],
        },
        "All curvatures from 1 to 40",
    ),
    "With the best momentum every curvature has the factor 0.73; plain descent has 0.95 at both ends and is fast only between.",
)

# %% [markdown]
# The line is flat: the best choice lets every direction converge alike. Plain descent is excellent in the middle and slow at both ends.
#
# How many steps does that save? To come down to a tenth takes $\ln 10/(-\ln\rho)$ steps, for a large $\kappa$ about $1.15\sqrt\kappa$
# against $1.15\,\kappa$.

# %%
for kappa in (10, 100, 1000):
    steps = np.log(10) / -np.log([(np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1), (kappa - 1) / (kappa + 1)])
    print(f"condition number {kappa}: {steps[0]:.0f} steps a digit with momentum, {steps[1]:.0f} without")

# %% [markdown]
# Two remarks for real networks. *Rates per layer*: layers whose gradients differ in size mostly differ in curvature; a
# rate of its own for each brings their $\eta l$ together, and the condition number down, before any momentum. *Batch noise*: if each gradient
# carries independent noise of standard deviation $\sigma$, that of the velocity is $\eta\sigma/\sqrt{1-\gamma^2}$, so that
#
# $$\frac{\text{noise of } v}{v_\infty} = \frac{\sigma}{g}\,\sqrt{\frac{1-\gamma}{1+\gamma}}$$

# %%
rng = np.random.default_rng(0)
velocity, seen = 0.0, []
for _ in range(20000):
    _, velocity = momentum_step(0.0, velocity, 1.0 + rng.standard_normal(), 0.1, 0.9)
    seen.append(velocity)
print(f"noise by the formula {np.sqrt(0.1 / 1.9):.2f}, measured {np.std(seen[100:]) / np.mean(seen[100:]):.2f}")

# %% [markdown]
# At $\gamma = 0.9$ the velocity is four times less noisy than a single gradient: momentum is also an average over batches.
#
# ## 8. A colleague's descent
#
# The rate usually falls during training. Written out, (6.3) with rates $\eta_1, \eta_2, \dots$ gives each gradient the rate of *its own* step:
#
# $$v_n = \sum_{k=1}^{n} \gamma^{\,n-k}\, \eta_k\, g_k, \qquad \theta_n = \theta_{n-1} - v_n \tag{6.15}$$
#
# A colleague says that the function below does that. His test, against your `momentum_step` with a fixed rate, passes. When he let
# the rate fall to a hundredth, training stopped dead at that step.

# %%
def descend(gradient, theta, rates, gamma):
    """theta (D,), one rate a step -> theta after len(rates) steps from rest."""
    velocity = np.zeros_like(theta)
    for rate in rates:
        velocity = gamma * velocity + gradient(theta)
        theta = theta - rate * velocity
    return theta


print("fixed rate agrees:", np.allclose(descend(lambda t: curvatures * t, start, [0.048] * 20, 0.6), same[-1]))

# %% [markdown]
# ### Exercise 8: `repaired_descend` (6 minutes, medium, 4 points)
#
# Find a test that his function fails, mend the function, and hand it in under the new name. The check brings rates that fall, rise and stay.
#
# <details><summary>Hint 1: where to look</summary>
#
# Compare with a loop of your `momentum_step` for the rates 0.1, 0.1, 0.001. What has the last rate to do with the first gradient?
# </details>

# %% solution="repaired_descend"
def repaired_descend(gradient, theta, rates, gamma):
    """gradient(theta) -> (D,); theta (D,), rates (steps,) -> theta (D,) after (6.15) from rest. Expected: 4 or 5 lines."""
    ### BEGIN SOLUTION
    velocity = np.zeros_like(theta)
    for rate in rates:
        theta, velocity = momentum_step(theta, velocity, gradient(theta), rate, gamma)
    return theta
    ### END SOLUTION

# %% test="repaired_descend" points=4
check(repaired_descend)

# %%
rates = np.r_[np.full(12, 0.02), np.full(12, 0.0002)]
distance = {}
for name, function in (("his, rate outside", descend), ("mended, (6.15)", repaired_descend)):
    ends = [function(lambda t: curvatures * t, start, rates[:n], 0.9) for n in range(25)]
    distance[name] = [end[0] for end in ends]
show(
    figures.curves(distance, "The rate falls to a hundredth after step 12", "step", "theta_0", level=("minimum", 0.0)),
    "Up to step twelve both curves are one; then his stands still at once, while the mended one rolls on through the minimum.",
)

# %% [markdown]
# With the rate outside, a new rate rescales the whole past: the ball stops dead. With the rate inside it rolls out, here through the
# minimum and up the other side. Both are used in practice, so ask which one a library means before you copy a schedule.
#
# ### A question for you (8 minutes, written, 4 points)
#
# In your own words: why does momentum help in a ravine and not in a round bowl? Use the eigenvalues of (6.8) for both axes, and say what happens
# to a walk along the floor and to a zigzag across it when $\gamma$ goes from 0 to its best value and on to 0.99.

# %% [markdown] answer="why-momentum" points=4
# In a round bowl all curvatures are equal: the rate 1/l reaches the minimum in one step, and any momentum only makes it swing. In a ravine one
# rate must serve a small and a large curvature. The large one limits it, and at that rate the small one has an eigenvalue near 1, so the
# walk along the floor creeps. With momentum, pushes along the floor have one sign and add up to 1/(1 - gamma) times one of them; across it they
# alternate and cancel. In eigenvalues: growing gamma lowers the flat axis's factor until its pair becomes complex, at critical damping; the steep
# axis is then at its own critical point, and both have the root of gamma. Beyond that the factor is the root of gamma for every axis and
# rises to 1 again: at 0.99 it is 0.995, everything swings, and the swings fade slowly.

# %% [markdown]
# ## 9. Claims found in print
#
# Decide each by an experiment with the functions above, and record your verdicts.
#
# - **A** Forms (6.3) and (6.4) give the same $\theta$ at every step, also when the rate changes.
# - **B** The averaged form (6.5) has the terminal step $\eta g/(1-\gamma)$.
# - **C** At $\gamma = 0.9$ the velocity on a constant slope has come to more than 60 % of its limit after ten steps.
# - **D** Any rate is stable as long as $\gamma < 1$.
# - **E** At $\eta l = 3$ plain descent diverges, and descent with $\gamma = 0.9$ converges.
# - **F** For curvatures from 1 to 100 the best momentum is 0.9.
# - **G** At the best rate and momentum both ends of the curvatures have the factor $\sqrt\gamma$.
#
# ### Exercise 9: `momentum_claims` (12 minutes, medium, 4 points)
#
# Return a dict from the letters to True or False. The check says how many verdicts do not stand.

# %% solution="momentum_claims"
def momentum_claims():
    """-> {"A": True or False, ..., "G": ...}. Expected: 1 line of verdicts, or the experiments themselves."""
    ### BEGIN SOLUTION
    def end(product, gamma, step=momentum_step, rates=(1.0,) * 1000):
        theta, v = 1.0, 0.0
        for rate in rates:
            theta, v = step(theta, v, theta, product * rate, gamma)
        return abs(theta)
    falling = 0.9 ** np.arange(20)
    mean, place = 0.0, 0.0
    for _ in range(500):
        before = place
        place, mean = averaged_step(place, mean, 2.0, 0.1, 0.9)
    rate, gamma = best_rate_and_momentum(1.0, 100.0)
    ends = [convergence_factor(each, rate, gamma) for each in (1.0, 100.0)]
    return {
        "A": abs(end(1, 0.8, rates=falling) - end(1, 0.8, momentum_step_added, falling)) < 1e-12,
        "B": abs((before - place) - terminal_velocity(2.0, 0.1, 0.9)) < 1e-6,
        "C": velocity_after(10, 1.0, 1.0, 0.9) > 0.6 * terminal_velocity(1.0, 1.0, 0.9),
        "D": end(4.0, 0.9) < 1,
        "E": end(3.0, 0.0) > 1 and end(3.0, 0.9) < 1e-3,
        "F": abs(gamma - 0.9) < 0.05,
        "G": max(abs(each - np.sqrt(gamma)) for each in ends) < 1e-5,
    }
    ### END SOLUTION

# %% test="momentum_claims" points=4
check(momentum_claims)

# %% [markdown]
# ## Verifying
#
# Sections 5 to 7 assume that $E$ is a parabola along each axis. Here is a function that is none,
# $E = \sum \ln\cosh\theta_i$ with slopes that level off. Far out the slope is constant, and section 4 rules; near the minimum the curvature is 1,
# and section 5 does.

# %%
theta, velocity, steps = np.array([30.0]), np.zeros(1), []
for _ in range(400):
    moved, velocity = momentum_step(theta, velocity, np.tanh(theta), 0.05, 0.9)
    steps.append(float(theta[0] - moved[0]))
    theta = moved
print(f"largest step {max(steps):.3f}, terminal velocity {terminal_velocity(1.0, 0.05, 0.9):.3f}")
assert max(steps) <= terminal_velocity(1.0, 0.05, 0.9) + 1e-9
assert abs(theta[0]) < 1e-6
show(
    figures.curves({"step": steps}, "A slope that levels off", "step", "theta before less theta after", level=("eta g / (1 - gamma)", 0.5)),
    "The steps grow to the terminal velocity 0.5, stay there over the long slope, and swing to rest in the bowl at its end.",
)

# %% [markdown]
# The ball reaches its terminal velocity on the slope and rings out in the bowl, as the two sections say.
#
# ## Roads not taken
#
# *Nesterov's* method takes the gradient where the velocity is about to carry $\theta$; on general convex functions it keeps the square root
# that Polyak's choice has only near a minimum. *Adam* divides each coordinate's averaged gradient by the root of its averaged square, a rate per
# coordinate. *Conjugate gradients* find the best rate and momentum anew at every step, on parabolas. *Warm-up* keeps the first rates small while
# the velocity is not yet an average of anything.
#
# ## Sources
#
# - B. T. Polyak, *Some methods of speeding up the convergence of iteration methods*, 1964: (6.3) and (6.13).
# - J. Bouvrie, *Notes on Convolutional Neural Networks*, 2006: the notation.
# - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp*, 1998: curvature, rates per layer.
# - I. Sutskever, J. Martens, G. Dahl, G. Hinton, *On the importance of initialization and momentum in deep learning*, 2013.
# - G. Goh, *Why Momentum Really Works*, Distill, 2017: the oscillator and the map of its regimes.

# %% [markdown]
# ## How far you are
#
# Which exercises passed since the kernel was started:

# %%
from helpers.progress import progress

progress("06_momentum")
