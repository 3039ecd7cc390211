# %% [markdown]
# # Pooling: how delta finds its way back through a smaller map
#
# **What you will do.** Shrink maps by a mean, by a maximum and by a mean with trained factors, derive how delta returns through
# each, and check every step against a derivative that knows no formula.
#
# **What you will learn.** Why a mean shares delta out and a maximum routes it; what overlapping windows and ties ask of you; which map
# the gradient of $\beta$ needs; where the factor $1/s^2$ stands, and when it does not.
#
# **What you need.** NumPy, the chain rule, and delta as in lessons 02 and 03. About 110 minutes.
#
# Throughout, $x$ is the input of a layer, $u$ its net input, $f$ the activation, $E$ the loss, $\delta = \partial E/\partial u$; for a pooled map $y$
# without parameters, $d = \partial E/\partial y$. A map has $H \times W$ entries, windows are $s \times s$, and $s$ divides $H$ and $W$. Indices start at 0;
# $i \div s$ is the whole part of $i/s$. A prime means the derivative of a function, and the transpose of a matrix or a linear map.

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
from helpers.gradcheck import adjoint_gap, numerical_gradient, relative_error, vjp
from helpers.operations.activation import scaled_tanh, scaled_tanh_prime
from helpers.operations.convolution import conv2_valid
from helpers.plots import explore, show
from helpers.plots import pooling as figures

two = digit(1)

# %% [markdown]
# ## 1. What may be thrown away?
#
# A feature map says what was found and exactly where. The layers above rarely need that place to the last pixel. How small can a
# digit become before you can no longer read it, and does it matter how a window is summed up?

# %% widget=true
explore(
    figures.shrinking(two),
    values=[1, 2, 4, 7, 14],
    frames=(2, 4, 7),
    label="s",
    alt="A handwritten 2 pooled with windows of 2, 4 and 7 pixels: the means above fade, the maxima below stay bright and grow thick.",
)

# %% [markdown]
# At $s = 2$ both are easy to read, at $s = 7$ neither is. The mean fades thin strokes, the maximum thickens them. Each keeps one number out of $s^2$.
#
# ## 2. The mean
#
# Cut the map into windows that do not overlap, and keep the mean of each:
#
# $$y[m,n] = \frac{1}{s^2} \sum_{p=0}^{s-1}\sum_{q=0}^{s-1} x[sm+p,\; sn+q] \tag{4.1}$$
#
# **On paper**, with $s = 2$:
#
# $$x = \left(\begin{array}{cc|cc|cc}1&3&0&2&5&1\\2&6&4&2&1&1\\\hline 7&0&3&3&2&8\\4&1&1&1&4&2\end{array}\right), \qquad
# y = \begin{pmatrix}3&2&2\\3&2&4\end{pmatrix}$$
#
# The first window has $(1+3+2+6)/4 = 3$, the last $(2+8+4+2)/4 = 4$.

# %%
x = np.array([[1.0, 3, 0, 2, 5, 1], [2, 6, 4, 2, 1, 1], [7, 0, 3, 3, 2, 8], [4, 1, 1, 1, 4, 2]])
print("first window:", x[0:2, 0:2].mean(), " last window:", x[2:4, 4:6].mean())

# %% [markdown]
# ### Exercise 1: `mean_pool` (6 minutes, easy, 2 points)
#
# The check compares it with trusted means on maps that are not square, with windows of several sizes. All deltas below are
# derivatives of such forward passes, so this one has to be right first.
#
# <details><summary>Hint 1: the idea</summary>
#
# Split each axis in two: which window, and where in the window. Then average over the two inner axes.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (4.1): row $i = sm + p$, column $j = sn + q$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `x.reshape(H // s, s, W // s, s)` and a `mean` over two axes; or two loops over the windows.
# </details>

# %% solution="mean_pool"
def mean_pool(x, s):
    """x (H, W), s divides H and W -> the mean of each s x s window, (H/s, W/s). Expected: 2 lines."""
    ### BEGIN SOLUTION
    H, W = x.shape
    return x.reshape(H // s, s, W // s, s).mean(axis=(1, 3))
    ### END SOLUTION

# %% test="mean_pool" points=2
check(mean_pool)

# %%
y = mean_pool(x, 2)
assert np.array_equal(y, [[3, 2, 2], [3, 2, 4]])
show(
    figures.maps(
        [two, mean_pool(two, 2), two[::2, ::2]],
        ["digit, 28 x 28", "means, 14 x 14", "every 2nd, 14 x 14"],
        columns=3,
        digits=3,
    ),
    "A digit, its means over 2 x 2 windows with soft edges, and every second pixel of it, with ragged edges.",
)

# %% [markdown]
# Both small maps have 196 pixels. The mean uses all 784 pixels, so its edges are smooth; which strokes every second pixel meets depends on where the
# grid happens to lie.
#
# ## 3. Upsampling as a Kronecker product
#
# To go back, a small map must become large again. For that there is a product of matrices that is not the usual one: every
# entry of $A$ becomes a block, that entry times $B$. For $B$ of $s \times s$,
#
# $$(A \otimes B)[i,j] = A[i \div s,\; j \div s]\;\; B[i \bmod s,\; j \bmod s] \tag{4.2}$$
#
# With ones for $B$, every entry is repeated over its block:
#
# $$\mathrm{up}(d) = d \otimes \mathbf 1_{s \times s}, \qquad \mathrm{up}(d)[i,j] = d[i \div s,\; j \div s] \tag{4.3}$$
#
# The order of the arguments matters. **On paper**, $d = (1\;\;2)$ and $s = 2$:
#
# $$d \otimes \mathbf 1 = \begin{pmatrix}1&1&2&2\\1&1&2&2\end{pmatrix}, \qquad
# \mathbf 1 \otimes d = \begin{pmatrix}1&2&1&2\\1&2&1&2\end{pmatrix}$$
#
# Same shape, same sum; but in the second, half of each window comes from the other entry of $d$.

# %%
small, ones = np.array([[1.0, 2]]), np.ones((2, 2))
show(
    figures.numbers(
        [small, np.kron(small, ones), np.kron(ones, small)], ["d", "kron(d, ones)", "kron(ones, d)"]
    ),
    "The map 1 2; its Kronecker product with ones, two rows 1 1 2 2; with the arguments exchanged, two rows 1 2 1 2.",
)

# %% [markdown]
# Four of the eight entries on the right differ from those in the middle: exchanging the arguments repeats the whole map instead of its entries.
#
# ### Exercise 2: `upsample` (4 minutes, easy, 2 points)
#
# The check compares whole maps, since a wrong order has the right shape and the right sum. Every delta of this lesson uses it.
#
# <details><summary>Hint 1: the idea</summary>
#
# Each entry becomes a block of $s$ rows and $s$ columns.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (4.3).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# One call of `np.kron`, or `repeat` once along each axis.
# </details>

# %% solution="upsample"
def upsample(d, s):
    """d (h, w) -> every entry as an s x s block, (h*s, w*s). Expected: 1 line."""
    ### BEGIN SOLUTION
    return np.kron(d, np.ones((s, s)))
    ### END SOLUTION

# %% test="upsample" points=2
check(upsample)

# %%
coarse = upsample(mean_pool(two, 4), 4)
print("one block is one number:", np.ptp(coarse[8:12, 12:16]) == 0)
assert np.allclose(mean_pool(two - coarse, 4), 0)
show(
    figures.maps([two, coarse, two - coarse], ["digit", "pooled by 4, upsampled", "what was lost"], columns=3, digits=2),
    "A digit, the same pooled with windows of 4 and upsampled to blocks, and the difference, strongest along the edges.",
)

# %% [markdown]
# Upsampling restores the size but no detail: it is not an inverse. What was lost has mean 0 in every window.
#
# ## 4. Delta through a mean
#
# Each pixel enters one mean, with the weight that (4.1) gives it:
#
# $$\frac{\partial y[m,n]}{\partial x[i,j]} = \frac{1}{s^2} \text{ if } (m,n) = (i \div s,\, j \div s), \text{ else } 0 \tag{4.4}$$
#
# Let $d = \partial E/\partial y$ be known. (If $v = W y$ is the next layer, $d = W'\,\partial E/\partial v$ as in lesson 02: its weights
# come first.) The chain rule sums over all outputs, and one is left:
#
# $$\frac{\partial E}{\partial x[i,j]} = \sum_{m,n} d[m,n]\,\frac{\partial y[m,n]}{\partial x[i,j]} = \frac{1}{s^2}\; d[i \div s,\, j \div s] \tag{4.5}$$
#
# For the whole map, by (4.3),
#
# $$\frac{\partial E}{\partial x} = \frac{1}{s^2}\,\mathrm{up}(d) \tag{4.6}$$

# %% [markdown]
# **On paper**, with $s = 2$: the shares are $d/4$, each written four times.
#
# $$d = \begin{pmatrix}4&8&-4\\0&12&4\end{pmatrix}, \qquad
# \frac{\partial E}{\partial x} = \begin{pmatrix}1&1&2&2&-1&-1\\1&1&2&2&-1&-1\\0&0&3&3&1&1\\0&0&3&3&1&1\end{pmatrix}$$
#
# ### Exercise 3: `mean_pool_delta` (5 minutes, easy, 4 points)
#
# The check differentiates the mean numerically. A public implementation left the factor out: with $s = 2$ everything below its pooling
# layer received exactly four times the gradient. The cell after the check compares your delta with `vjp(f, x, d)`, the central differences
# of $\sum d \circ f(x)$ by each entry of $x$.
#
# <details><summary>Hint 1: the idea</summary>
#
# A mean of $s^2$ numbers moves by $1/s^2$ when one of them moves by 1.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (4.6).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# One call of a function you have, and a division.
# </details>

# %% solution="mean_pool_delta"
def mean_pool_delta(d, s):
    """d (h, w) = dE/dy for y = mean_pool(x, s) -> dE/dx (h*s, w*s). Expected: 1 line."""
    ### BEGIN SOLUTION
    return upsample(d, s) / s**2
    ### END SOLUTION

# %% test="mean_pool_delta" points=4
check(mean_pool_delta)

# %%
d = np.array([[4.0, 8, -4], [0, 12, 4]])
dx = mean_pool_delta(d, 2)
assert relative_error(dx, vjp(lambda x: mean_pool(x, 2), x, d)) < 1e-8
print("sum of d:", d.sum(), " sum of dE/dx:", dx.sum(), " without the factor:", upsample(d, 2).sum())
show(
    figures.numbers([d, dx], ["d", "dE/dx"]),
    "Delta 4 8 -4 / 0 12 4 of the pooled map, and dE/dx: each entry divided by four fills its 2 x 2 window.",
)

# %% [markdown]
# Each number on the left is shared equally among the four pixels of its window. The sums say so too, 24 and 24:
#
# $$\sum_{i,j} \frac{\partial E}{\partial x[i,j]} = \sum_{m,n} d[m,n] \tag{4.7}$$
#
# Without the factor it is 96. Is (4.7) an accident of these numbers? Write $M$ for mean pooling, a linear map, and $M'$ for its transpose (4.6), the map with
#
# $$\langle M x,\; d\rangle = \langle x,\; M' d\rangle \qquad \text{for all } x \text{ and } d \tag{4.8}$$
#
# where $\langle a, b\rangle$ is the sum of products, entry by entry; `adjoint_gap` of lesson 01 compares the two sides. **On paper**, the left side for our $x$ and $d$ is
# $3\cdot4+2\cdot8-2\cdot4+3\cdot0+2\cdot12+4\cdot4 = 60$; the right, window by window, $12\cdot1+8\cdot2-8\cdot1+12\cdot0+8\cdot3+16\cdot1 = 60$.

# %%
print("left:", np.sum(mean_pool(x, 2) * d), " right:", np.sum(x * mean_pool_delta(d, 2)))
assert adjoint_gap(lambda x: mean_pool(x, 2), lambda d: mean_pool_delta(d, 2), two, mean_pool(two, 2) - 0.1) < 1e-12

# %% [markdown]
# ### A question for you (10 minutes, written, 4 points)
#
# Prove (4.7) for every map and every $d$, from (4.8) alone: which $x$ do you put in? Then say which property of the forward pass you
# used, and what it tells about three others: the *sum* of each window, the mean times a factor $\beta$, and a linear map that picks one pixel of each window.

# %% [markdown] answer="why-conserved" points=4
# Put the map of ones into (4.8), $x = \mathbf 1$. The mean of ones is 1 in every window, so $M\mathbf 1 = \mathbf 1$ and the left side is
# $\langle \mathbf 1, d\rangle = \sum d$. The right side is $\langle \mathbf 1, M'd\rangle$, the sum of all entries of $M'd = \partial E/\partial x$. Both are equal, which is (4.7).
#
# The property used is that $M$ leaves a constant map constant: the weights of each output add up to 1. In general
# $\sum \partial E/\partial x = \langle M\mathbf 1, d\rangle$. The sum of each window has $M\mathbf 1 = s^2\,\mathbf 1$, so delta's sum grows by $s^2$. The mean times $\beta$ has
# $M\mathbf 1 = \beta\,\mathbf 1$, so it is multiplied by $\beta$. Picking one pixel of each window has one weight of 1 for each output, so the sum is conserved:
# the case of a maximum with its switches held. The identity is necessary, not sufficient: a delta put into wrong windows has the right sum.

# %% [markdown]
# ## 5. The maximum is a router
#
# Keep the largest of each window instead:
#
# $$y[m,n] = \max_{0 \le p,q < s}\; x[sm+p,\; sn+q] \tag{4.9}$$
#
# Who won must be remembered for the way back. The *switches* $z$ are a map of booleans like $x$:
#
# $$z[i,j] = \text{True where } x[i,j] \text{ is the first maximum of its window, in row order} \tag{4.10}$$
#
# Row order means from left to right, then the next row. "The first" is a convention: where entries tie, somebody must win, and exactly one.
#
# **On paper**: the windows of our $x$ have the maxima $6, 4, 5$ and $7, 3, 8$. The 3 stands twice in its window, at $(2,2)$ and $(2,3)$: the
# switch is at $(2,2)$.

# %% [markdown]
# ### Exercise 4: `max_pool` (10 minutes, medium, 2 points)
#
# The check compares values and switches, on maps with negative numbers only and on windows that tie, where (4.10) decides. The delta needs
# nothing but the switches.
#
# <details><summary>Hint 1: the idea</summary>
#
# In a loop over the windows: where is the maximum, counted from 0 in row order?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Place number $a$ of a window is $p = a \div s$, $q = a \bmod s$, hence entry $(sm+p,\, sn+q)$ of the map.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.argmax` of a window gives the first maximum in row order; `divmod(a, s)` its place; `switches = np.zeros(x.shape, bool)`.
# </details>

# %% solution="max_pool"
def max_pool(x, s):
    """x (H, W) -> y (H/s, W/s), switches (H, W) bool, one True a window, the first at a tie. Expected: 7 lines."""
    ### BEGIN SOLUTION
    y, switches = np.zeros((x.shape[0] // s, x.shape[1] // s)), np.zeros(x.shape, bool)
    for m, n in np.ndindex(y.shape):
        window = x[s * m : s * m + s, s * n : s * n + s]
        p, q = divmod(np.argmax(window), s)
        y[m, n] = window[p, q]
        switches[s * m + p, s * n + q] = True
    return y, switches
    ### END SOLUTION

# %% test="max_pool" points=2
check(max_pool)

# %%
y_max, switches = max_pool(x, 2)
assert np.array_equal(y_max, [[6, 4, 5], [7, 3, 8]])
print(np.argwhere(switches).tolist())

# %% [markdown]
# Six switches, printed in row order of the *map*. Move the pixels a little, so little that each window keeps its winner: $y$ follows the winner and nobody else,
#
# $$\frac{\partial y[m,n]}{\partial x[i,j]} = 1 \text{ if } (i,j) \text{ is the winner of window } (m,n), \text{ else } 0 \tag{4.11}$$
#
# All of delta goes to the winner, nothing to the others. With $\circ$ for the product entry by entry,
#
# $$\frac{\partial E}{\partial x} = z \circ \mathrm{up}(d) \tag{4.12}$$
#
# **On paper**, with the same $d$: the 4 goes to the 6 at $(1,1)$, the 8 to the 4 at $(1,2)$, the $-4$ to the 5 at $(0,4)$; the
# lower row hands 0, 12 and 4 to the 7, the first 3 and the 8.

# %% [markdown]
# ### Exercise 5: `max_pool_delta` (5 minutes, easy, 4 points)
#
# The check differentiates the pooling with its switches held, on maps without ties. The switches it hands over are always those of (4.10).
#
# <details><summary>Hint 1: the idea</summary>
#
# Every pixel of a window could get its delta; the switches let one through.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (4.12).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# A product of two maps of the size of $x$.
# </details>

# %% solution="max_pool_delta"
def max_pool_delta(d, switches, s):
    """d (H/s, W/s) = dE/dy, switches (H, W) bool from max_pool -> dE/dx (H, W). Expected: 1 line."""
    ### BEGIN SOLUTION
    return switches * upsample(d, s)
    ### END SOLUTION

# %% test="max_pool_delta" points=4
check(max_pool_delta)

# %%
routed = max_pool_delta(d, switches, 2)
assert [routed[1, 1], routed[1, 2], routed[0, 4], routed.sum()] == [4, 8, -4, 24]
show(
    figures.router(x, switches, d, routed, 2),
    "The 4 x 6 map with the winner of each 2 x 2 window framed; delta of the pooled map; delta at the framed places, zero elsewhere.",
)

# %% [markdown]
# Eighteen of the 24 pixels lost and get nothing; the 7 won a delta of 0. The sum is 24 again: one weight of 1 in each window.
#
# ### At a tie
#
# Four equal entries, $s = 2$ and $d = 1$. Raise one of them and $y$ rises; lower it and $y$ stays. There is no derivative at this point, only one from each side,
# and three programs give three answers:

# %%
level = np.ones((2, 2))
by_differences = numerical_gradient(lambda x: float(max_pool(x, 2)[0].sum()), level)
by_switches = max_pool_delta(np.ones((1, 1)), max_pool(level, 2)[1], 2)
by_equality = 1.0 * (level == level.max())
print("central differences:", round(by_differences.sum(), 6), " first wins:", by_switches.sum(), " equality mask:", by_equality.sum())

maxima_here = (two == upsample(max_pool(two, 2)[0], 2)).reshape(14, 2, 14, 2).sum(axis=(1, 3))
print("windows of the digit that tie:", np.sum(maxima_here > 1), "of", maxima_here.size)

# %% [markdown]
# An equality mask pays every one of $t$ tied entries in full. With $t[m,n]$ the number of maxima in a window,
#
# $$\sum_{i,j} \big[\,x = \mathrm{up}(y)\,\big][i,j]\;\; \mathrm{up}(d)[i,j] = \sum_{m,n} t[m,n]\; d[m,n] \tag{4.13}$$
#
# where the first bracket is 1 at the entries for which it is true, else 0. This is (4.7) only where no window ties. Paper is blank: 164 of the digit's 196 windows tie, so this is no rare case. The convention (4.10) keeps the sum. The central
# differences give every tied pixel a half, and prove nothing here: *keep gradient checks away from ties*.

# %% [markdown]
# ## 6. When windows overlap
#
# Let windows of `size` begin at multiples of a `stride`, all of them wholly inside the map:
#
# $$y[m,n] = \max_{0 \le p,q < \text{size}} x[\text{stride}\cdot m+p,\; \text{stride}\cdot n+q] \tag{4.14}$$
#
# for $0 \le m \le \lfloor (H-\text{size})/\text{stride} \rfloor$ and $0 \le n \le \lfloor (W-\text{size})/\text{stride} \rfloor$.
#
# One entry may now win in several windows, and the chain rule sums over all of them:
#
# $$\frac{\partial E}{\partial x[i,j]} = \sum_{(m,n)\,:\,(i,j) \text{ wins window } (m,n)} d[m,n] \tag{4.15}$$
#
# **On paper**, with size 2 and stride 1, the 9 wins all four windows:
#
# $$x = \begin{pmatrix}1&2&3\\4&9&5\\6&7&8\end{pmatrix}, \quad d = \begin{pmatrix}1&2\\3&4\end{pmatrix}, \quad
# \frac{\partial E}{\partial x[1,1]} = 1+2+3+4 = 10$$
#
# An entry that no window holds gets 0. Where windows do not overlap this sum has one term at most, and `=` does what `+=` does. Here `=` would leave 4, the last.

# %% [markdown]
# ### Exercise 6: `max_pool_overlap_delta` (12 minutes, hard, 4 points)
#
# The check differentiates (4.14) with several sizes and strides, stride 1 and a stride larger than the size among them. One map has ties:
# there the first maximum of a window in row order wins, as in (4.10).
#
# <details><summary>Hint 1: the idea</summary>
#
# Loop over the windows, as many as $d$ has entries; find the winner of each, and hand it the window's delta.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (4.15). Place number $a$ in row order lies at $(\text{stride}\cdot m + a \div \text{size},\; \text{stride}\cdot n + a \bmod \text{size})$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `for m, n in np.ndindex(d.shape)`, then `np.argmax` of a slice, `divmod`, and one line with `+=`.
# </details>

# %% solution="max_pool_overlap_delta"
def max_pool_overlap_delta(d, x, size, stride):
    """d (M, N) = dE/dy, x (H, W); windows size x size at multiples of stride, at a tie the first -> dE/dx (H, W).

    Expected: 6 lines.
    """
    ### BEGIN SOLUTION
    dx = np.zeros(x.shape)
    for m, n in np.ndindex(d.shape):
        i, j = stride * m, stride * n
        p, q = divmod(np.argmax(x[i : i + size, j : j + size]), size)
        dx[i + p, j + q] += d[m, n]
    return dx
    ### END SOLUTION

# %% test="max_pool_overlap_delta" points=4
check(max_pool_overlap_delta)

# %%
peak, d_peak = np.array([[1.0, 2, 3], [4, 9, 5], [6, 7, 8]]), np.array([[1.0, 2], [3, 4]])
added = max_pool_overlap_delta(d_peak, peak, 2, 1)
assigned = np.zeros((3, 3))
for m, n in np.ndindex(2, 2):
    assigned[1, 1] = d_peak[m, n]
assert [added[1, 1], assigned[1, 1]] == [10, 4]
show(
    figures.overlap(peak, d_peak, 2, 1, assigned, added),
    "Four overlapping 2 x 2 windows share the 9 in the middle; with = it keeps the last delta, 4, with += the sum, 10.",
)

# %% [markdown]
# All four frames hold the 9. Only `+=` conserves delta's sum, 10.
#
# ## 7. A mean with trained factors
#
# LeNet-5 gave each pooled map two parameters of its own, a factor $\beta_c$ and a bias $b_c$:
#
# $$u_c = \beta_c\; \mathrm{down}(x_c) + b_c, \qquad \mathrm{down}(x_c) = \text{the mean (4.1)} \tag{4.16}$$
#
# $u$ goes on to $f$, here the scaled tanh of lesson 02: a small $\beta$ keeps $f$ nearly linear, a large one makes it nearly a step.
#
# **On paper**, one map, $\beta = 2$, $b = -1$: the means $\begin{pmatrix}3&2&2\\3&2&4\end{pmatrix}$ become $u = \begin{pmatrix}5&3&3\\5&3&7\end{pmatrix}$.

# %% [markdown]
# ### Exercise 7: `subsample` (5 minutes, easy, 2 points)
#
# The check uses several maps, as many as a pooled map has columns among them: then a factor on the wrong axis raises no error.
# No activation here: $u$ is asked for.
#
# <details><summary>Hint 1: the idea</summary>
#
# `mean_pool` takes one map; a layer has $C$ of them, each with its own two numbers.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (4.16).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.stack` of a list over the maps; or `beta[:, None, None]`, which belongs to the first of three axes.
# </details>

# %% solution="subsample"
def subsample(x, beta, b, s):
    """x (C, H, W), beta (C,), b (C,) -> u (C, H/s, W/s), no activation. Expected: 2 lines."""
    ### BEGIN SOLUTION
    down = np.stack([mean_pool(x_c, s) for x_c in x])
    return beta[:, None, None] * down + b[:, None, None]
    ### END SOLUTION

# %% test="subsample" points=2
check(subsample)

# %%
u = subsample(x[None], np.array([2.0]), np.array([-1.0]), 2)[0]
assert np.array_equal(u, [[5, 3, 3], [5, 3, 7]])
betas = np.array([0.3, 2.0, 12.0])
soft = scaled_tanh(subsample(np.stack([two] * 3), betas, -0.3 * betas, 2))
show(
    figures.maps([*soft], ["beta = 0.3", "beta = 2", "beta = 12"], columns=3, shared=True),
    "f(u) of one digit for three factors, in one scale of colours: pale throughout, then graded, then almost two values only.",
)

# %% [markdown]
# The factor decides how sharply $f$ tells ink from paper; here $b = -0.3\,\beta$ puts the change of sign at a mean of 0.3.
#
# ### The gradients of beta and b
#
# $b_c$ is added at every place of its map, with weight 1:
#
# $$\frac{\partial E}{\partial b_c} = \sum_{m,n} \delta_c[m,n] \tag{4.17}$$
#
# $\beta_c$ multiplies, at every place, what it finds there: the map *before* $\beta$,
#
# $$\frac{\partial E}{\partial \beta_c} = \sum_{m,n} \delta_c[m,n]\;\; \mathrm{down}(x_c)[m,n] \tag{4.18}$$
#
# **On paper**, with $\delta = \begin{pmatrix}1&0&-1\\2&0&1\end{pmatrix}$: $\partial E/\partial b = 3$ and $\partial E/\partial \beta = 1\cdot3-1\cdot2+2\cdot3+1\cdot4 = 11$.
#
# What is at hand after the forward pass is $u$, the map *after* $\beta$. With it you would get $5-3+10+7 = 19$. In general, by (4.16),
#
# $$\sum_{m,n} \delta_c\, u_c = \beta_c\, \frac{\partial E}{\partial \beta_c} + b_c\, \frac{\partial E}{\partial b_c} \tag{4.19}$$
#
# here $2\cdot11 - 1\cdot3 = 19$. For $\beta = 1$ and $b = 0$, with which training often begins, the map after $\beta$ gives the right gradient: a check made
# there sees nothing.

# %% [markdown]
# ### Exercise 8: `subsample_gradients` (8 minutes, medium, 4 points)
#
# The check differentiates the layer by its parameters. Your function is given neither $\beta$ nor $b$: it needs the layer's *input* $x$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Recompute the means of $x$; Bouvrie stores them during the forward pass instead.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# (4.18) and (4.17), one number for each map.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# A product of two arrays of shape $(C, H/s, W/s)$, summed over `axis=(1, 2)`; return `dbeta, db` in this order.
# </details>

# %% solution="subsample_gradients"
def subsample_gradients(x, delta, s):
    """x (C, H, W) the layer's input, delta (C, H/s, W/s) = dE/du -> (dbeta (C,), db (C,)). Expected: 2 lines."""
    ### BEGIN SOLUTION
    before = np.stack([mean_pool(x_c, s) for x_c in x])
    return (delta * before).sum(axis=(1, 2)), delta.sum(axis=(1, 2))
    ### END SOLUTION

# %% test="subsample_gradients" points=4
check(subsample_gradients)

# %%
delta = np.array([[[1.0, 0, -1], [2, 0, 1]]])
assert [g.item() for g in subsample_gradients(x[None], delta, 2)] == [11, 3]
rng = np.random.default_rng(4)
six, upstream = rng.normal(size=(6, 4, 6)) + 1, rng.normal(size=(6, 2, 3))
for beta6, b6 in [(np.ones(6), np.zeros(6)), (np.linspace(-1.5, 2, 6), np.linspace(1, -1, 6))]:
    numerical = vjp(lambda beta, b=b6: subsample(six, beta, b, 2), beta6, upstream)
    before = subsample_gradients(six, upstream, 2)[0]
    after = (upstream * subsample(six, beta6, b6, 2)).sum(axis=(1, 2))
    print(f"error with the map before beta {relative_error(before, numerical):.3f}, after {relative_error(after, numerical):.3f}")
show(
    figures.bars(
        {"numerical": numerical, "map before beta": before, "map after beta": after},
        "Gradient of beta for six maps, beta from -1.5 to 2", "map", "dE/dbeta",
    ),
    "Bars for six maps: the gradients with the map before beta equal the numerical ones; those with the map after beta differ in size and sign.",
)

# %% [markdown]
# At $\beta = 1$, $b = 0$ both agree with the numerical derivative, as (4.19) says. A step away from there, the map after $\beta$ is wrong, sign included.
#
# ### Delta of the layer below
#
# $\beta_c$ multiplies on the way forward, so it multiplies on the way back; the mean shares out as in (4.6):
#
# $$\frac{\partial E}{\partial x_c} = \frac{\beta_c}{s^2}\; \mathrm{up}(\delta_c) \tag{4.20}$$
#
# If $x_c = f(u_c^{\text{prev}})$ came from a layer with the activation $f$, its delta has the factor $f'$, pixel by pixel:
#
# $$\delta_c^{\text{prev}} = f'(u_c^{\text{prev}}) \circ \frac{\beta_c}{s^2}\; \mathrm{up}(\delta_c) \tag{4.21}$$
#
# $$f(u) = 1.7159\,\tanh\!\big(\tfrac{2}{3}u\big), \qquad f'(u) = 1.7159\cdot\tfrac{2}{3}\,\big(1-\tanh^2\!\big(\tfrac{2}{3}u\big)\big) \tag{4.22}$$
#
# **On paper**, $\beta = 2$, $s = 2$ and a delta of 1: each of the four pixels is handed $2 \cdot 1/4 = 0.5$. Where $u^{\text{prev}} = 0$, $f' = 1.1439$ and
# delta is 0.572; where $u^{\text{prev}} = 3$, $f' = 0.0808$ and delta is 0.040.

# %%
slopes = scaled_tanh_prime(np.array([0.0, 3.0]))
print("f'(0), f'(3):", np.round(slopes, 4), " deltas:", np.round(0.5 * slopes, 3))

# %% [markdown]
# ### Exercise 9: `subsample_delta` (7 minutes, medium, 4 points)
#
# The check differentiates the layer by its input and multiplies by $f'$. `scaled_tanh_prime` is imported.
#
# <details><summary>Hint 1: the idea</summary>
#
# Three factors meet at each pixel: its share of delta, its map's $\beta$, its own $f'$.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (4.21), $f'$ at the net input `u_prev`, which has the size of $x$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.stack` of `mean_pool_delta` over the maps, then two products.
# </details>

# %% solution="subsample_delta"
def subsample_delta(delta, beta, u_prev, s):
    """delta (C, H/s, W/s), beta (C,), u_prev (C, H, W) -> dE/du_prev (C, H, W). Expected: 2 lines."""
    ### BEGIN SOLUTION
    shares = np.stack([mean_pool_delta(delta_c, s) for delta_c in delta])
    return beta[:, None, None] * shares * scaled_tanh_prime(u_prev)
    ### END SOLUTION

# %% test="subsample_delta" points=4
check(subsample_delta)

# %%
edge = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
u_edge = conv2_valid(two, edge)[None]
seen = np.ones((1, 13, 13))
back = subsample_delta(seen, np.array([2.0]), u_edge, 2)[0]
_, z = max_pool(scaled_tanh(u_edge[0]), 2)
by_max = max_pool_delta(seen[0], z, 2) * scaled_tanh_prime(u_edge[0])
show(
    figures.sheets([u_edge[0], back, by_max], ["u of an edge map", "delta below, mean, beta = 2", "delta below, maximum"]),
    "An edge map of the digit; an upstream of ones returned through a trained mean fades where f is saturated; through a maximum it reaches one pixel in four.",
)

# %% [markdown]
# The same upstream of ones, twice: the mean hands something to everyone and $f'$ silences the saturated edges; the maximum reaches one pixel of each window.
#
# ## 8. A sum or a mean?
#
# LeCun (1998) and Bouvrie (2006) let down() be the *sum* of each window, and print no $1/s^2$; others take the mean, and print one. Each is right with its own forward pass:
#
# | | down() is a mean (here) | down() is a sum |
# | --- | --- | --- |
# | net input | $\beta\,\mathrm{mean}(x) + b$ | $\beta^\Sigma\,\mathrm{sum}(x) + b$ |
# | the same layer if | $\beta = s^2 \beta^\Sigma$ | $\beta^\Sigma = \beta/s^2$ |
# | gradient of $b$ | $\sum \delta$ | $\sum \delta$ |
# | gradient of the factor | $\sum \delta \circ \mathrm{mean}(x)$ | $\sum \delta \circ \mathrm{sum}(x)$, $s^2$ times as large |
# | delta of the layer below | $f' \circ \frac{\beta}{s^2}\,\mathrm{up}(\delta)$ | $f' \circ \beta^\Sigma\,\mathrm{up}(\delta)$, the same |
# | sum of $\partial E/\partial x$, if the factor is 1 | that of $\delta$ | $s^2$ times that of $\delta$ |
# | one step of rate $\eta$ moves $\beta$ by | $-\eta\;\partial E/\partial\beta$ | $-s^4\,\eta\;\partial E/\partial\beta$ |
#
# The last row: a step on $\beta^\Sigma$ is $-\eta\, s^2\,\partial E/\partial\beta$, and $\beta = s^2\beta^\Sigma$ moves $s^2$ times as far. So, with the sum,
#
# $$\beta^\Sigma\,\mathrm{up}(\delta) = \frac{\beta}{s^2}\,\mathrm{up}(\delta), \qquad \Delta\beta = s^2\,\Delta\beta^\Sigma = -s^4\,\eta\,\frac{\partial E}{\partial \beta} \tag{4.23}$$

# %%
s, rate, beta1 = 2, 0.01, 2.0
beta_sum = beta1 / s**2
sums = s**2 * mean_pool(x, s)
assert np.array_equal(beta_sum * sums - 1, beta1 * mean_pool(x, s) - 1)
by_mean, by_sum = np.sum(delta[0] * mean_pool(x, s)), np.sum(delta[0] * sums)
moved_mean, moved_sum = -rate * by_mean, s**2 * (-rate * by_sum)
assert np.array_equal(beta_sum * upsample(delta[0], s), beta1 * mean_pool_delta(delta[0], s))
print("gradients:", by_mean, by_sum, " beta moves by:", round(moved_mean, 2), round(moved_sum, 2), " ratio:", round(moved_sum / moved_mean))

# %% [markdown]
# One layer, two parametrisations: 11 becomes 44, and one step at the same rate goes 16 times as far. Whoever mixes the two columns is wrong by a factor of 4 or 16.
#
# ## 9. A colleague's function
#
# A colleague saves the upsampling: there is one switch for each entry of $d$, so put the one into the other. Two tests pass.

# %%
def suspect_switch_delta(d, switches, s):
    dx = np.zeros(switches.shape)
    dx[switches] = d.ravel()
    return dx


def gap(candidate, x, s, seed=0):
    """Relative error of a delta through a maximum against numerical differentiation; x without ties."""
    d = np.random.default_rng(seed).normal(size=(x.shape[0] // s, x.shape[1] // s))
    numerical = vjp(lambda x: max_pool(x, s)[0], x, d)
    return relative_error(candidate(d, max_pool(x, s)[1], s), numerical)


suspected = suspect_switch_delta(d, switches, 2)
print("sum of delta conserved:", suspected.sum() == d.sum())
print("nothing beside the switches:", not np.any(suspected[~switches]))

# %% [markdown]
# ### Exercise 10: `repaired_switch_delta` (10 minutes, medium, 4 points)
#
# Use `gap` on maps of your own (random normal entries do not tie) until it says that the function is wrong. On which shapes is it right nevertheless? Then hand in
# the function, mended. The check is that of exercise 5.
#
# <details><summary>Hint 1: the idea</summary>
#
# Look at the printed list of switches in section 5: to which window does each belong?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# `dx[mask] = values` fills the places in row order of the whole map. In which order stand the entries of `d.ravel()`? Compare (4.12).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# Keep the line, and give the right side a value for each switch, read off at the switches.
# </details>

# %% solution="repaired_switch_delta"
def repaired_switch_delta(d, switches, s):
    """The mended suspect_switch_delta, arguments and result as in max_pool_delta. Expected: 3 lines, one changed."""
    ### BEGIN SOLUTION
    dx = np.zeros(switches.shape)
    dx[switches] = upsample(d, s)[switches]
    return dx
    ### END SOLUTION

# %% test="repaired_switch_delta" points=4
check(repaired_switch_delta)

# %%
for shape in [(12, 2), (2, 12), (12, 8)]:
    sample = rng.normal(size=shape)
    wrong, mended = gap(suspect_switch_delta, sample, 2), gap(repaired_switch_delta, sample, 2)
    print(f"map {shape}: suspect {wrong:.3f}   mended {mended:.3f}")
show(
    figures.numbers([suspected, routed, suspected - routed], ["suspect", "right", "difference"]),
    "Two deltas of the same sum: in the suspect's the windows of the upper row have exchanged theirs; the difference sums to zero.",
)

# %% [markdown]
# With one window to a row of $d$ there is nothing to mix up, and the function is right. Elsewhere delta lands at a switch of the wrong window: the sum of delta is *necessary*,
# not sufficient, as you may have said in your proof.
#
# ## 10. Claims from published derivations
#
# Eight statements of the kind that papers, notes and programs contain; some are right. Decide each by an experiment.
#
# - **A** Pooling keeps the map's size.
# - **B** Back through the mean of a $2 \times 2$ window, a delta of 2 becomes $[2, 2, 2, 2]$.
# - **C** With $v = W\,y$ and $y$ a pooled map, delta of $v$ is handed to the pooling as it is, without $W'$, wherever $v$ and $y$ are equally long.
# - **D** Mean pooling is a convolution with a kernel of equal entries $1/s^2$, of which every $s$-th row and column is kept.
# - **E** For an increasing $f$, a maximum may be taken before or after the activation: the results are equal.
# - **F** The same is true of the mean.
# - **G** `x[r:-r, r:-r]` takes a rim of `r` pixels off a map, for every `r >= 0`.
# - **H** A layer of six $14 \times 14$ maps, each subsampled from $28 \times 28$ with $s = 2$, one $\beta$ and one $b$ to a map, has 12 parameters and 5,880 connections
#   (four pixels and a bias to each output).

# %% [markdown]
# ### Exercise 11: `pooling_claims` (12 minutes, medium, 4 points)
#
# Return your verdicts, `{"A": True, ...}`. Write the experiments inside the function, or in cells of your own. The check counts the verdicts that do not stand, and
# suggests an experiment where it is only one.
#
# <details><summary>Hint 1: the idea</summary>
#
# A, G and H are sizes and counts. B and C are gradients: compare with `vjp`. D, E and F compute one thing in two ways.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# (4.1) for A and D, (4.7) for B, (4.5) for C, (4.9) for E, (4.16) for H.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.allclose(one_way, another_way)` is a verdict, for random maps of both signs.
# </details>

# %% solution="pooling_claims"
def pooling_claims():
    """() -> {"A": bool, ..., "H": bool}. Expected: 1 line, or your experiments and 1 line."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(11)
    x, W, d = rng.normal(size=(4, 6)), rng.normal(size=(6, 6)), rng.normal(size=6)
    by_mean = vjp(lambda x: mean_pool(x, 2), np.ones((2, 2)), np.array([[2.0]]))
    by_dense = vjp(lambda x: W @ mean_pool(x, 2).ravel(), x, d)
    first_then_f = scaled_tanh(max_pool(x, 2)[0])
    return {
        "A": mean_pool(x, 2).shape == x.shape,
        "B": bool(np.allclose(by_mean, 2)),
        "C": bool(np.allclose(by_dense, mean_pool_delta(d.reshape(2, 3), 2))),
        "D": bool(np.allclose(conv2_valid(x, np.full((2, 2), 1 / 4))[::2, ::2], mean_pool(x, 2))),
        "E": bool(np.allclose(first_then_f, max_pool(scaled_tanh(x), 2)[0])),
        "F": bool(np.allclose(scaled_tanh(mean_pool(x, 2)), mean_pool(scaled_tanh(x), 2))),
        "G": all(x[r:-r, r:-r].shape == (4 - 2 * r, 6 - 2 * r) for r in (0, 1)),
        "H": 6 * 2 == 12 and 6 * 14 * 14 * (2 * 2 + 1) == 5_880,
    }
    ### END SOLUTION

# %% test="pooling_claims" points=4
check(pooling_claims)

# %% [markdown]
# ## Verifying
#
# Each function was checked alone. Together they carry the gradient of a small network on a real digit: an edge map, $f$, a trained mean, $f$, a maximum with overlapping windows.

# %%
image, beta_v, b_v = digit(1, size=14), np.array([1.5]), np.array([0.2])


def top(u1, beta):
    u2 = subsample(scaled_tanh(u1), beta, b_v, 2)
    x2 = scaled_tanh(u2)[0]
    return u2, x2, np.array([[x2[m : m + 3, n : n + 3].max() for n in range(4)] for m in range(4)])


u1 = conv2_valid(image, edge)[None] + 0.01 * rng.normal(size=(1, 12, 12))
u2, x2, y2 = top(u1, beta_v)
delta2 = (max_pool_overlap_delta(y2, x2, 3, 1) * scaled_tanh_prime(u2[0]))[None]
dbeta, db = subsample_gradients(scaled_tanh(u1), delta2, 2)
delta1 = subsample_delta(delta2, beta_v, u1, 2)
numerical = numerical_gradient(lambda u: 0.5 * float(np.sum(top(u, beta_v)[2] ** 2)), u1)
by_beta = numerical_gradient(lambda beta: 0.5 * float(np.sum(top(u1, beta)[2] ** 2)), beta_v)
print("deltas agree:", relative_error(delta1, numerical) < 1e-7, " dE/dbeta agrees:", relative_error(dbeta, by_beta) < 1e-7)
show(
    figures.sheets([u1[0], delta1[0], numerical[0]], ["u of the edge map", "derived delta", "numerical delta"]),
    "The edge map of a small digit, the derived delta of the whole chain, and the numerical one, which looks the same.",
)

# %% [markdown]
# The edge map got a little noise: without it blank paper ties in many windows, and a right gradient would fail its check. What this does not show: whether a mean was meant, or a
# sum. A forward pass and a backward pass that both take the sum agree as well; that is why exercises 1 and 7 compare forward passes.
#
# ## Roads not taken
#
# - **Strides instead of pooling**: a convolution that moves by $s$ learns its own way of shrinking (Springenberg et al. 2014).
# - **Unpooling with switches**: (4.12) applied to activations instead of deltas; it draws what a deep map saw (Zeiler and Fergus 2013).
# - **Sharing a tie**: equal parts for all winners conserve the sum too, and agree with no one-sided derivative.
# - **Speed**: lesson 07 does all of this for batches, without loops.

# %% [markdown]
# ## Sources
#
# - J. Bouvrie, *Notes on Convolutional Neural Networks* (2006), sections 3.1 and 3.2: up() as a Kronecker product; $\beta$ and $b$, the map before $\beta$ kept for its gradient; down() as a sum.
# - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document recognition*, Proc. IEEE 86 (1998), section II.B: the layer S2 with its 12 parameters and 5,880 connections.
# - D. Scherer, A. Müller, S. Behnke, *Evaluation of Pooling Operations in Convolutional Architectures for Object Recognition* (2010): maximum against mean, overlapping windows.
# - M. Zeiler, R. Fergus, *Visualizing and Understanding Convolutional Networks* (2013): switches.
# - J. Springenberg et al., *Striving for Simplicity: The All Convolutional Net* (2014).

# %% [markdown]
# ## How far you are
#
# Which exercises passed since the kernel was started:

# %%
from helpers.progress import progress

progress("04_pooling")
