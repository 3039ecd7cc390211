# %% [markdown]
# # Delta as a full convolution with the rotated kernel
#
# **What you will do.** Derive every gradient of a convolutional layer from the chain rule, on paper with small numbers
# first, then in code, and check each one against a derivative that knows no formula.
#
# **What you will learn.** Why a convolution is a fully connected layer with most weights absent and the rest tied; why its
# delta flows back as a *full* convolution with the *rotated* kernel; why the kernel's gradient is a sum over tied
# entries; what changes when the forward pass does not flip, as in the usual frameworks.
#
# **What you need.** NumPy, partial derivatives, and the lessons 01 (numerical gradients) and 02 (delta of a fully
# connected layer). About 120 minutes.
#
# Throughout, $x$ is the input of a layer, $u$ its net input, $f$ the activation, $k$ the kernel, $b$ the bias, $E$ the loss and
# $\delta = \partial E/\partial u$. A map has $H \times W$ entries, a kernel $k_h \times k_w$, every index starts at 0.
# Stride 1, no padding. The prime of $C'$ transposes a matrix, that of $f'$ differentiates; $\circ$ multiplies entry by entry.

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
from helpers.operations.lenet_table import C3_TABLE
from helpers.plots import convolution as figures
from helpers.plots import explore, show

two = digit(1)
stroke = np.outer([1.0, 2, 3, 2, 1], [2.0, 1, 0, -1, -2]) / 27

# %% [markdown]
# ## 1. A window that slides
#
# A kernel asks the same small question everywhere on a map. Below, four kernels ask theirs of a handwritten two.

# %%
show(
    figures.kernels(two),
    "A handwritten 2, four 3 x 3 kernels above and their feature maps below: left edges, upper edges, falling strokes, outlines.",
)

# %% [markdown]
# A map is purple where its kernel found what it looks for, brown where it found the opposite, white where the answer is 0.
# A 28 x 28 digit leaves a 26 x 26 map, since the window must lie inside. Move the window and watch the map fill.

# %% widget=true
explore(
    figures.slide(two, stroke),
    values=range(0, 576, 5),
    frames=(130, 300, 575),
    label="step",
    alt="Three moments of a 5 x 5 window sliding over a digit: the 24 x 24 output fills row by row.",
)

# %% [markdown]
# ## 2. Correlation, convolution, and why the flip
#
# *Cross-correlation* lays the kernel on the window as it is:
#
# $$u[m,n] = \sum_{p,q} k[p,q]\; x[m+p,\, n+q] \tag{3.1}$$
#
# *Convolution* runs through the window backwards:
#
# $$u[m,n] = \sum_{p,q} k[p,q]\; x[m+k_h-1-p,\; n+k_w-1-q] \tag{3.2}$$
#
# Substitute $p \to k_h-1-p$ and $q \to k_w-1-q$: now the window runs forwards and the kernel has made a half turn,
#
# $$u[m,n] = \sum_{p,q} r[p,q]\; x[m+p,\, n+q] \quad\text{with}\quad r[p,q] = k[k_h-1-p,\; k_w-1-q] \tag{3.3}$$
#
# Convolution with $k$ is correlation with $r = \mathrm{rot180}(k)$, and the other way round.
#
# **On paper.** Take these two, and the window in the upper left corner:
#
# $$x = \begin{pmatrix}1&2&0\\3&1&2\\0&1&4\end{pmatrix},\quad k = \begin{pmatrix}1&2\\3&4\end{pmatrix},\quad
# r = \begin{pmatrix}4&3\\2&1\end{pmatrix}$$
#
# Correlation: $1\cdot1+2\cdot2+3\cdot3+4\cdot1 = 18$. Convolution: $4\cdot1+3\cdot2+2\cdot3+1\cdot1 = 17$.

# %%
x = np.array([[1.0, 2, 0], [3, 1, 2], [0, 1, 4]])
k = np.array([[1.0, 2], [3, 4]])
r = np.array([[4.0, 3], [2, 1]])
window = x[0:2, 0:2]
print("correlation:", np.sum(k * window), " convolution:", np.sum(r * window))

# %% [markdown]
# ### Exercise 1: `rot180` (3 minutes, easy, 2 points)
#
# The check calls it with kernels that are not square and not symmetric, since a transposition or a flip of one axis
# hides behind those that are. Everything below leans on this line.
#
# <details><summary>Hint 1: the idea</summary>
#
# A half turn reverses the order of the rows and the order of the columns.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.3).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# A slice with step -1 on each of the two axes.
# </details>

# %% solution="rot180"
def rot180(k):
    """k (kh, kw) -> k turned by 180 degrees, (kh, kw). Expected: 1 line."""
    ### BEGIN SOLUTION
    return k[::-1, ::-1].copy()
    ### END SOLUTION

# %% test="rot180" points=2
check(rot180)

# %%
show(
    figures.numbers([k, rot180(k), k.T, k[::-1]], ["k", "rot180(k)", "transposed", "rows reversed"]),
    "The kernel 1 2 / 3 4 beside its half turn 4 3 / 2 1, its transpose 1 3 / 2 4 and its row flip 3 4 / 1 2.",
)

# %% [markdown]
# Only the half turn exchanges 1 with 4 *and* 2 with 3.
#
# ### Exercise 2: `conv2_valid` (8 minutes, easy, 2 points)
#
# Write the true convolution (3.2) with loops over the outputs. The check compares it with a trusted forward pass on fresh
# random maps, 1 x 1 kernels and kernels as large as the map among them. The rest of the course stands on it.
#
# <details><summary>Hint 1: the idea</summary>
#
# Turn the kernel once, before the loops; then each output is a sum of products with one window.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equations (3.1) and (3.3); an axis of length $H$ has room for $H-k_h+1$ windows.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `u = np.zeros(...)`, two loops, `u[m, n] = np.sum(... * x[m : m + kh, n : n + kw])`.
# </details>

# %% solution="conv2_valid"
def conv2_valid(x, k):
    """True convolution; x (H, W), k (kh, kw) -> u (H-kh+1, W-kw+1). Expected: 7 lines."""
    ### BEGIN SOLUTION
    (H, W), (kh, kw) = x.shape, k.shape
    r = rot180(k)
    u = np.zeros((H - kh + 1, W - kw + 1))
    for m in range(H - kh + 1):
        for n in range(W - kw + 1):
            u[m, n] = np.sum(r * x[m : m + kh, n : n + kw])
    return u
    ### END SOLUTION

# %% test="conv2_valid" points=2
check(conv2_valid)

# %%
impulse = np.zeros((3, 3))
impulse[1, 1] = 1
print(conv2_valid(x, k))
show(
    figures.numbers(
        [impulse, k, conv2_valid(impulse, k), conv2_valid(impulse, rot180(k))],
        ["x: one 1", "k", "convolution", "correlation"],
    ),
    "A single 1 amid zeros: its convolution with k is k itself, its correlation with k is k turned by a half turn.",
)

# %% [markdown]
# This is the reason for the flip: convolution answers an impulse with the kernel itself, so every pixel spreads a copy of $k$.
# That makes its full form, below, commutative and associative. Correlation answers with the kernel turned round. For *learning*
# a kernel it does not matter which you choose, as long as the gradients belong to the one you chose.
#
# ## 3. Valid, same, full
#
# Let every entry $d[i,j]$ spread a copy of $k$ and keep all that it reaches:
#
# $$g[m,n] = \sum_{i,j} d[i,j]\; k[m-i,\, n-j] \tag{3.4}$$
#
# with $k = 0$ outside its bounds. The index $m$ runs from 0 to $(H-1)+(k_h-1)$, so $g$ has $(H+k_h-1) \times (W+k_w-1)$ entries.
# *Same* and *valid* are inner cuts of it. Along one axis:
#
# $$\text{valid: } H-k_h+1, \qquad \text{same: } H, \qquad \text{full: } H+k_h-1 \tag{3.5}$$
#
# **On paper**, with one axis: $d = (1, 2)$ and $k = (3, 4, 5)$. The 1 spreads $(3,4,5,0)$, the 2 spreads $(0,6,8,10)$;
# together $(3,10,13,10)$, the coefficients of $(1+2z)(3+4z+5z^2)$.

# %% [markdown]
# ### Exercise 3: `conv2_full` (6 minutes, easy, 2 points)
#
# The check looks at the size first, then at the numbers, on kernels with $k_h \ne k_w$. This is the operation that will carry
# delta back.
#
# <details><summary>Hint 1: the idea</summary>
#
# Either a rim of zeros round $d$ and what you have already, or a copy of $k$ added for each entry of $d$.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.4). By (3.5) the rim is $k_h-1$ rows above and below, $k_w-1$ columns left and right.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `np.pad(d, ((rows, rows), (columns, columns)))`, then one call; or two loops with `g[...] += d[i, j] * k`.
# </details>

# %% solution="conv2_full"
def conv2_full(d, k):
    """True convolution, everywhere d and k overlap; d (H, W), k (kh, kw) -> (H+kh-1, W+kw-1). Expected: 3 lines."""
    ### BEGIN SOLUTION
    kh, kw = k.shape
    padded = np.pad(d, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    return conv2_valid(padded, k)
    ### END SOLUTION

# %% test="conv2_full" points=2
check(conv2_full)

# %%
print(conv2_full(np.array([[1.0, 2]]), np.array([[3.0, 4, 5]])))
show(
    figures.sizes(two, conv2_full(two, stroke), stroke.shape),
    "The full convolution of a digit, 32 x 32, with frames round its inner cuts same, 28 x 28, and valid, 24 x 24.",
)

# %% [markdown]
# One array, three cuts: the rim between the frames saw only part of the kernel.
#
# ## 4. A fully connected layer with most weights absent and the rest tied
#
# Number the pixels in row order and write $u = C\,x$. Row $(m,n)$ of $C$ holds the weights of output $(m,n)$. By (3.2) pixel
# $(i,j)$ is multiplied by $k[p,q]$ with $i = m+k_h-1-p$ and $j = n+k_w-1-q$, hence
#
# $$C[(m,n),(i,j)] = k[m+k_h-1-i,\; n+k_w-1-j] \text{ inside the kernel, else } 0 \tag{3.6}$$
#
# **On paper**, for our $k$ and a $3 \times 3$ input, each row is the turned kernel 4 3 / 2 1, its two rows one zero apart:
#
# $$C = \begin{pmatrix}
# 4&3&0&2&1&0&0&0&0\\ 0&4&3&0&2&1&0&0&0\\ 0&0&0&4&3&0&2&1&0\\ 0&0&0&0&4&3&0&2&1 \end{pmatrix}$$
#
# Its first row times $x = (1,2,0,3,1,2,0,1,4)'$ is $4+6+0+6+1 = 17$ again.

# %% [markdown]
# ### Exercise 4: `conv_matrix` (8 minutes, medium, 2 points)
#
# The check compares the whole matrix, for maps that are not square: then a wrong order of the pixels shows.
#
# <details><summary>Hint 1: the idea</summary>
#
# Row $(m,n)$, folded back into the shape of the input, is zero except for the turned kernel at its window.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.6); or: column $(i,j)$ is the answer to an input with a single 1 at $(i,j)$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# Fill an array with the four axes `m, n, i, j`, window by window, and reshape it at the end.
# </details>

# %% solution="conv_matrix"
def conv_matrix(k, shape):
    """k (kh, kw), shape = (H, W) of x -> C (outputs, inputs), row-major, C @ x.ravel() = u.ravel(). Expected: 6 lines."""
    ### BEGIN SOLUTION
    (kh, kw), (H, W) = k.shape, shape
    C = np.zeros((H - kh + 1, W - kw + 1, H, W))
    for m in range(H - kh + 1):
        for n in range(W - kw + 1):
            C[m, n, m : m + kh, n : n + kw] = rot180(k)
    return C.reshape(-1, H * W)
    ### END SOLUTION

# %% test="conv_matrix" points=2
check(conv_matrix)

# %%
C = conv_matrix(k, (3, 3))
assert np.array_equal(C[0], [4, 3, 0, 2, 1, 0, 0, 0, 0])
assert C[0] @ x.ravel() == 17
show(
    figures.tied_matrix(C, k.shape, x.shape),
    "The 4 x 9 matrix of the convolution; 20 entries are absent, the other 16 show four values, each in its own colour.",
)

# %% [markdown]
# Of 36 weights 20 are absent, and the other 16 are four numbers repeated. These are the two economies of a convolution:
# *sparse interactions* and *parameter sharing*.
#
# Goodfellow et al. (chapter 9) count them for an edge detector that subtracts from each pixel of a $320 \times 280$ image
# its left neighbour: 319 x 280 outputs, two multiplications and one addition each.

# %%
outputs, pixels = 319 * 280, 320 * 280
print(f"convolution:   {outputs * 3:,} operations, 2 weights")
print(f"dense matrix:  {2 * outputs * pixels:.1e} operations, {outputs * pixels:,} weights")
print(f"sparse matrix: {2 * outputs:,} stored weights")
show(
    figures.connections(),
    "Six inputs and four outputs joined by 24 separate weights, by 12 local weights, and by 12 lines that share 3 weights.",
)

# %% [markdown]
# The picture shows both economies in one dimension. Sharing has a consequence, *equivariance to translation*: where the kernel
# does not depend on the place, a shifted input gives a shifted map. With $S$ for a shift, away from the rim:
#
# $$\mathrm{conv}(S x,\, k) = S\,\mathrm{conv}(x,\, k)$$

# %%
shifted = np.roll(two, (3, -4), axis=(0, 1))
before, after = conv2_valid(two, stroke), conv2_valid(shifted, stroke)
assert np.allclose(after[3:, :-4], before[:-3, 4:])
show(
    figures.maps([two, shifted, before, after], ["x", "x shifted", "map of x", "map of x shifted"], digits=2),
    "A digit and the same digit moved three rows down and four columns left; its feature map moves by the same steps.",
)

# %% [markdown]
# The two maps are equal entry by entry after the same shift. Rotations and changes of scale have no such law.
#
# ## 5. Delta flows back
#
# Let $\delta[m,n] = \partial E/\partial u[m,n]$ be known. A pixel acts on $E$ through every output that sees it, and by (3.6)
# $\partial u[m,n]/\partial x[i,j] = C[(m,n),(i,j)]$:
#
# $$\frac{\partial E}{\partial x[i,j]} = \sum_{m,n} \delta[m,n]\,\frac{\partial u[m,n]}{\partial x[i,j]},
# \qquad\text{that is}\qquad \frac{\partial E}{\partial x} = C'\,\delta \tag{3.7}$$
#
# For a $3 \times 3$ input and a $2 \times 2$ kernel, read each column of $C$ from top to bottom; its 4, 3, 2, 1 are
# $k_{11}, k_{10}, k_{01}, k_{00}$, with $k_{pq}$ for $k[p,q]$ and $\delta_{mn}$ for $\delta[m,n]$. All nine:
#
# $$\begin{aligned}
# \partial E/\partial x_{00} &= \delta_{00}k_{11} \\
# \partial E/\partial x_{01} &= \delta_{00}k_{10} + \delta_{01}k_{11} \\
# \partial E/\partial x_{02} &= \delta_{01}k_{10} \\
# \partial E/\partial x_{10} &= \delta_{00}k_{01} + \delta_{10}k_{11} \\
# \partial E/\partial x_{11} &= \delta_{00}k_{00} + \delta_{01}k_{01} + \delta_{10}k_{10} + \delta_{11}k_{11} \\
# \partial E/\partial x_{12} &= \delta_{01}k_{00} + \delta_{11}k_{10} \\
# \partial E/\partial x_{20} &= \delta_{10}k_{01} \\
# \partial E/\partial x_{21} &= \delta_{10}k_{00} + \delta_{11}k_{01} \\
# \partial E/\partial x_{22} &= \delta_{11}k_{00}
# \end{aligned} \tag{3.8}$$

# %% [markdown]
# Look at the line of $x_{11}$: $\delta$ and $k$ meet in the *same* order, a correlation of $\delta$ with $k$. In the corners one
# product is left, as if $\delta$ had a rim of zeros. By (3.3) a correlation with $k$ is a convolution with $r = \mathrm{rot180}(k)$;
# with the rim of zeros it is the full one.
#
# In general, put (3.6) into (3.7). The factor of $\delta[m,n]$ is $k[k_h-1-p,\; k_w-1-q]$ with $p = i-m$ and $q = j-n$, and by
# (3.3) that is $r[p,q]$:
#
# $$\frac{\partial E}{\partial x[i,j]} = \sum_{m,n} \delta[m,n]\; k[m+k_h-1-i,\; n+k_w-1-j]
# = \sum_{m,n} \delta[m,n]\; r[i-m,\; j-n]$$
#
# This is (3.4) with $\delta$ for $d$, $r$ for $k$, and the letters $(m,n)$ and $(i,j)$ exchanged. It has $(H-k_h+1)+k_h-1 = H$
# rows, as $x$ has:
#
# $$\frac{\partial E}{\partial x} = \mathrm{conv2\_full}(\delta,\ \mathrm{rot180}(k)) \tag{3.9}$$
#
# **On paper**, with $\delta = \begin{pmatrix}1&2\\0&-1\end{pmatrix}$: $x_{00}$ gets $1\cdot4 = 4$, $x_{01}$ gets
# $1\cdot3+2\cdot4 = 11$, and $x_{11}$ gets $1\cdot1+2\cdot2+0\cdot3-1\cdot4 = 1$.

# %%
delta = np.array([[1.0, 2], [0, -1]])
by_matrix = (C.T @ delta.ravel()).reshape(x.shape)
print(by_matrix)

# %% [markdown]
# ### Exercise 5: `input_gradient` (8 minutes, medium, 4 points)
#
# The check differentiates a trusted forward pass numerically; it does not know (3.9). Expect the size of $x$, not
# that of $\delta$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Each entry of $\delta$ gives its share to all pixels of its window.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.9); compare your result for the numbers above with (3.8), line by line.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# Two of your functions, one inside the other.
# </details>

# %% solution="input_gradient"
def input_gradient(delta, k):
    """delta (H-kh+1, W-kw+1) = dE/du for u = conv2_valid(x, k), k (kh, kw) -> dE/dx (H, W). Expected: 1 line."""
    ### BEGIN SOLUTION
    return conv2_full(delta, rot180(k))
    ### END SOLUTION

# %% test="input_gradient" points=4
check(input_gradient)

# %%
dx = input_gradient(delta, k)
assert np.allclose(dx, by_matrix)
show(
    figures.delta_flow(delta, k, dx),
    "Above, one entry of delta adds its multiple of the turned kernel to a window of dE/dx. Below, a window on the padded delta, times k, sums to one entry of dE/dx.",
)

# %% [markdown]
# The two rows tell one story twice: *scatter* gives shares out, *gather* collects them. Four views are the same gradient:
# scatter, gather (3.9), the transposed matrix (3.7), and the identity that defines a transpose, for every $x$ and $\delta$,
#
# $$\langle C x,\ \delta\rangle = \langle x,\ C'\delta\rangle$$
#
# which tests a gradient of any size with two evaluations: `adjoint_gap` is the difference of its sides. Slower and blind to all
# formulas, `vjp(forward, x, delta)` nudges each entry of `x` and returns the numerical gradient of $\langle\delta, \mathrm{forward}(x)\rangle$.

# %%
scatter = np.zeros(x.shape)
for m, n in np.ndindex(delta.shape):
    scatter[m : m + 2, n : n + 2] += delta[m, n] * rot180(k)
numerical = vjp(lambda x: conv2_valid(x, k), x, delta)
assert np.allclose(scatter, dx)
assert relative_error(dx, numerical) < 1e-8
assert adjoint_gap(lambda x: conv2_valid(x, k), lambda d: input_gradient(d, k), x, delta) < 1e-12
print("sum of dE/dx:", dx.sum(), " sum of delta times sum of k:", delta.sum() * k.sum())

# %% [markdown]
# ### A question for you (8 minutes, written, 4 points)
#
# In your own words, with no formula copied: the forward pass has flipped the kernel already. Why is the kernel turned
# once more on the way back, and what would the gradient be if it were not? And why can a numerical gradient check
# not tell you whether the forward pass was meant to flip at all?

# %% [markdown] answer="why-rotate" points=4
# Forward, the kernel is turned, so output $(m,n)$ weights the pixel at distance $s$ from its window's corner by the *turned* kernel at
# $s$. Going back, that output hands its delta to the same pixels with the same weights: it lays down a copy of the turned
# kernel. A full convolution lays down a copy of whatever kernel it is given; hence it must be given the turned one. Transposing
# a matrix exchanges the roles of "where from" and "where to", so every distance changes its sign, and that is the half turn.
# Without it, each delta would reach the right window with the weights in mirrored order: right in size and in sum, wrong
# for every kernel that does not equal its own half turn.
#
# A gradient check compares a derivative with the forward pass that is there. A correlation with its own correct gradient passes
# too. Only the forward pass on a fixed, asymmetric example, worked by hand, tells which of the two it is.

# %% [markdown]
# ## 6. The gradient of the kernel
#
# Forget for a moment that the weights are tied. Each entry of the dense matrix has the gradient
# $\delta[m,n]\,x[i,j]$, the outer product of lesson 02. Now tie them: $k[p,q]$ stands at every entry with
# $i = m+k_h-1-p$, $j = n+k_w-1-q$, and a weight used in several places collects the sum of their gradients:
#
# $$\frac{\partial E}{\partial k[p,q]} = \sum_{m,n} \delta[m,n]\; x[m+k_h-1-p,\ n+k_w-1-q] \tag{3.10}$$
#
# In (3.2) the index of $x$ runs with the output and against the sum; here it runs against the output $p,q$ and with the sum.
# Reverse $x$: with $\bar x = \mathrm{rot180}(x)$ and $h = H-k_h+1$, $w = W-k_w+1$, the size of $\delta$, put
# $x[i,j] = \bar x[H-1-i,\,W-1-j]$:
#
# $$\frac{\partial E}{\partial k[p,q]} = \sum_{m,n} \delta[m,n]\; \bar x[p+h-1-m,\ q+w-1-n]$$
#
# That is (3.2) with $\delta$ for the kernel. Turning both arguments of a convolution turns its result, so there is a second form:
#
# $$\frac{\partial E}{\partial k} = \mathrm{conv2\_valid}(\mathrm{rot180}(x),\ \delta)
# = \mathrm{rot180}\big(\mathrm{conv2\_valid}(x,\ \mathrm{rot180}(\delta))\big) \tag{3.11}$$
#
# It has $H-h+1 = k_h$ rows. The bias is added to every output:
#
# $$\frac{\partial E}{\partial b} = \sum_{m,n} \delta[m,n] \tag{3.12}$$
#
# **On paper**: $k[0,0]$ meets the lower right window of $x$, so $1\cdot1+2\cdot2+0\cdot1-1\cdot4 = 1$; $k[1,1]$ meets the upper left one,
# $1\cdot1+2\cdot2+0\cdot3-1\cdot1 = 4$. The cell below sums the dense gradient over the places of each $k[p,q]$.

# %%
dense = np.outer(delta, x)
tied = [[dense[conv_matrix(unit, x.shape) == 1].sum() for unit in row] for row in np.eye(4).reshape(2, 2, 2, 2)]
print(np.array(tied))

# %% [markdown]
# ### Exercise 6: `kernel_gradient` (10 minutes, hard, 4 points)
#
# The check differentiates the forward pass by every kernel entry, on maps that are not square. Most wrong versions have
# the right size, so expect no help from the shape.
#
# <details><summary>Hint 1: the idea</summary>
#
# For one pair $(p,q)$, which window of $x$ does $\delta$ meet? For the last kernel entry, the first window.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.10) as loops over $p, q$, or (3.11) in one line.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `conv2_valid` of two arrays, one of them turned by `rot180`; which one, (3.11) says.
# </details>

# %% solution="kernel_gradient"
def kernel_gradient(x, delta):
    """x (H, W), delta (H-kh+1, W-kw+1) = dE/du for u = conv2_valid(x, k) -> dE/dk (kh, kw). Expected: 1 line."""
    ### BEGIN SOLUTION
    return conv2_valid(rot180(x), delta)
    ### END SOLUTION

# %% test="kernel_gradient" points=4
check(kernel_gradient)

# %%
assert np.allclose(kernel_gradient(x, delta), tied)
show(
    figures.tied_gradient(dense, k.shape, x.shape),
    "The dense gradient, 4 x 9, with the entries of each kernel weight in one colour; their sums 1, 4, 0, 4 are dE/dk.",
)

# %% [markdown]
# Entries without colour belong to absent weights and are dropped; each colour is summed into one entry of $\partial E/\partial k$.
#
# ## 7. Several maps and a connection table
#
# A layer has $I$ input maps and $J$ output maps. A table $T$ says which input feeds which output, and every present pair has a kernel of its own:
#
# $$u_j = b_j + \sum_i T_{ij}\ \mathrm{conv2\_valid}(x_i,\ k_{ij}) \tag{3.13}$$
#
# LeNet-5 left out 36 of the $6 \times 16$ pairs of its layer C3, to bound the work and to force the maps to differ.

# %%
print("connections:", C3_TABLE.sum(), " weights and biases:", 25 * C3_TABLE.sum() + 16)
show(
    figures.table(C3_TABLE),
    "The table of LeNet-5's layer C3: six maps see three neighbouring inputs, nine see four, the last sees all six.",
)

# %% [markdown]
# ### Exercise 7: `conv_layer` (6 minutes, easy, 2 points)
#
# The check uses tables with gaps, an output without any input among them, and $I \ne J$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Begin with the biases, then add one convolution for each True in the table.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.13); an output without inputs is $b_j$ everywhere.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `for i, j in np.argwhere(table): u[j] += ...`
# </details>

# %% solution="conv_layer"
def conv_layer(x, k, b, table):
    """x (I, H, W), k (I, J, kh, kw), b (J,), table (I, J) bool -> u (J, H-kh+1, W-kw+1). Expected: 5 lines."""
    ### BEGIN SOLUTION
    size = conv2_valid(x[0], k[0, 0]).shape
    u = np.zeros((len(b), *size)) + b[:, None, None]
    for i, j in np.argwhere(table):
        u[j] += conv2_valid(x[i], k[i, j])
    return u
    ### END SOLUTION

# %% test="conv_layer" points=2
check(conv_layer)

# %%
rng = np.random.default_rng(3)
k1, k3 = rng.normal(size=(1, 6, 5, 5)) / 5, rng.normal(size=(6, 16, 5, 5)) / 9
maps = scaled_tanh(conv_layer(two[None], k1, np.zeros(6), np.ones((1, 6), bool)))
small = maps.reshape(6, 12, 2, 12, 2).mean(axis=(2, 4))
u3 = conv_layer(small, k3, np.zeros(16), C3_TABLE)
show(
    figures.maps([*small[:4], *u3[:4]], [f"input {i}" for i in range(4)] + [f"u of map {j}" for j in range(4)], columns=4),
    "Above, four of six input maps made from a digit by random kernels and halved; below, four of sixteen output maps.",
)

# %% [markdown]
# After one layer of random kernels the digit's strokes can still be told, after two hardly; learning will choose better kernels.
#
# ### Gradients of the layer
#
# Kernel $k_{ij}$ acts on output $j$ only, and there as in (3.10) and (3.12); an absent connection has no gradient:
#
# $$\frac{\partial E}{\partial k_{ij}} = T_{ij}\ \mathrm{conv2\_valid}(\mathrm{rot180}(x_i),\ \delta_j), \qquad
# \frac{\partial E}{\partial b_j} = \sum_{m,n} \delta_j[m,n] \tag{3.14}$$
#
# ### Exercise 8: `conv_layer_gradients` (6 minutes, medium, 4 points)
#
# The check looks at both results, `dk` first, and at the zeros of absent connections.
#
# <details><summary>Hint 1: the idea</summary>
#
# The same loop over the table as before; an array of zeros does the rest.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.14).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `dk[i, j] = ...` with one of your functions; `delta.sum(axis=...)` over the two spatial axes.
# </details>

# %% solution="conv_layer_gradients"
def conv_layer_gradients(x, k, table, delta):
    """x (I, H, W), k (I, J, kh, kw), table (I, J), delta (J, H', W') -> (dk like k, db (J,)). Expected: 4 lines."""
    ### BEGIN SOLUTION
    dk = np.zeros(k.shape)
    for i, j in np.argwhere(table):
        dk[i, j] = kernel_gradient(x[i], delta[j])
    return dk, delta.sum(axis=(1, 2))
    ### END SOLUTION

# %% test="conv_layer_gradients" points=4
check(conv_layer_gradients)

# %%
table = np.array([[True, False, True], [True, True, False]])
u_prev, kernels = rng.normal(size=(2, 6, 5)), rng.normal(size=(2, 3, 3, 2))
b, upstream = rng.normal(size=3), rng.normal(size=(3, 4, 4))
dk, db = conv_layer_gradients(scaled_tanh(u_prev), kernels, table, upstream)
dk_check = vjp(lambda k: conv_layer(scaled_tanh(u_prev), k, b, table), kernels, upstream)
db_check = vjp(lambda b: conv_layer(scaled_tanh(u_prev), kernels, b, table), b, upstream)
show(
    figures.agreement({"dE/dk, 36 weights": (dk, dk_check), "dE/db, 3 biases": (db, db_check)}),
    "Derived against numerical derivatives of all kernel weights and biases of a small layer: every point lies on the diagonal.",
)

# %% [markdown]
# All points lie on the diagonal; those at the origin are the twelve weights of the two absent connections.
#
# ### Delta of the layer below
#
# Map $i$ reaches $E$ through every output that it feeds. Its contributions are summed over $j$, and the activation
# $x_i = f(u_i^{\text{prev}})$ adds its derivative:
#
# $$\delta_i^{\text{prev}} = f'(u_i^{\text{prev}}) \circ \sum_j T_{ij}\ \mathrm{conv2\_full}(\delta_j,\ \mathrm{rot180}(k_{ij})) \tag{3.15}$$
#
# Forward sums over $i$, backward over $j$: the roles of input and output maps are *swapped*, their order is not
# *flipped*. Only the two spatial axes turn. In this course
#
# $$f(u) = 1.7159\,\tanh\!\big(\tfrac{2}{3}u\big), \qquad f'(u) = 1.7159\cdot\tfrac{2}{3}\,\big(1-\tanh^2\!\big(\tfrac{2}{3}u\big)\big) \tag{3.16}$$
#
# taken at the net input $u$, not at $x = f(u)$.

# %% [markdown]
# ### Exercise 9: `conv_layer_delta` (8 minutes, hard, 4 points)
#
# The check differentiates the activation and the layer together. `scaled_tanh_prime` is imported.
#
# <details><summary>Hint 1: the idea</summary>
#
# One loop over the table collects $\partial E/\partial x$; the factor $f'$ comes once, at the end.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.15): each pair is an `input_gradient`.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `dx[i] += ...` in the loop: several outputs write to the same input map.
# </details>

# %% solution="conv_layer_delta"
def conv_layer_delta(delta, k, table, u_prev):
    """delta (J, H', W'), k (I, J, kh, kw), table (I, J), u_prev (I, H, W) -> dE/du_prev (I, H, W). Expected: 4 lines."""
    ### BEGIN SOLUTION
    dx = np.zeros(u_prev.shape)
    for i, j in np.argwhere(table):
        dx[i] += input_gradient(delta[j], k[i, j])
    return dx * scaled_tanh_prime(u_prev)
    ### END SOLUTION

# %% test="conv_layer_delta" points=4
check(conv_layer_delta)

# %%
delta_3 = np.zeros(u3.shape)
delta_3[0, 1, 4] = 1
u_small = np.arctanh(small / 1.7159) * 3 / 2  # so that f(u_small) = small
back = conv_layer_delta(delta_3, k3, C3_TABLE, u_small)
show(
    figures.maps([*back], [f"delta of map {i}" for i in range(6)], columns=3, shared=True),
    "A single 1 in output map 0 flows back: input maps 0, 1 and 2 each receive one 5 x 5 patch, maps 3 to 5 nothing.",
)

# %% [markdown]
# A single delta in output map 0 reaches the three maps that the table's first column names, each as the turned kernel of that
# connection, scaled by $f'$.
#
# ## 8. A colleague's function
#
# A colleague found a shorter way to turn all kernels at once, and a test that passes.

# %%
def suspect_layer_delta(delta, k, table, u_prev):
    turned = k[::-1, ::-1]
    dx = np.zeros(u_prev.shape)
    for i, j in np.argwhere(table):
        dx[i] += conv2_full(delta[j], turned[i, j])
    return dx * scaled_tanh_prime(u_prev)


def gap(candidate, k, table, seed=0):
    """Relative error of a layer delta against numerical differentiation, on a layer with these kernels."""
    rng = np.random.default_rng(seed)
    inputs, outputs, kh, kw = k.shape
    u_prev, delta = rng.normal(size=(inputs, 6, 5)), rng.normal(size=(outputs, 7 - kh, 6 - kw))

    def loss(u):
        return float(np.sum(delta * conv_layer(scaled_tanh(u), k, np.zeros(outputs), table)))

    return relative_error(candidate(delta, k, table, u_prev), numerical_gradient(loss, u_prev))


smooth = np.outer([1.0, 2, 1], [1.0, 2, 1])[None, None]
print("the colleague's test passes:", gap(suspect_layer_delta, smooth, np.ones((1, 1), bool)) < 1e-8)

# %% [markdown]
# ### Exercise 10: `repaired_layer_delta` (10 minutes, medium, 4 points)
#
# Use `gap` on kernels and tables of your own until it says that the function is wrong. What must a layer have, so that the bug
# shows? Then hand in the function, mended. The check is that of exercise 9.
#
# <details><summary>Hint 1: the idea</summary>
#
# What is special about one map and a symmetric kernel? Change one of the two at a time.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Compare with (3.15): which axes of $k$ may turn?
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# Print `k.shape` and `k[::-1, ::-1][0, 0]`, and say which axes the slice has reversed.
# </details>

# %% solution="repaired_layer_delta"
def repaired_layer_delta(delta, k, table, u_prev):
    """The mended suspect_layer_delta, arguments and result as in conv_layer_delta. Expected: 5 lines, one changed."""
    ### BEGIN SOLUTION
    turned = k[:, :, ::-1, ::-1]
    dx = np.zeros(u_prev.shape)
    for i, j in np.argwhere(table):
        dx[i] += conv2_full(delta[j], turned[i, j])
    return dx * scaled_tanh_prime(u_prev)
    ### END SOLUTION

# %% test="repaired_layer_delta" points=4
check(repaired_layer_delta)

# %%
several = np.arange(1.0, 7).reshape(2, 3, 1, 1) * smooth
layers = {
    "one map, symmetric kernel": smooth,
    "one map, asymmetric kernel": kernels[:1, :1],
    "several maps, symmetric kernels": several,
    "several maps, asymmetric kernels": kernels,
}
for name, k4 in layers.items():
    full_table = np.ones(k4.shape[:2], bool)
    wrong, mended = gap(suspect_layer_delta, k4, full_table), gap(repaired_layer_delta, k4, full_table)
    print(f"{name:33s} suspect {wrong:.3f}   mended {mended:.3f}")

# %% [markdown]
# A wrong axis shows only where it has something to mix up. A test with one map and a symmetric kernel has nothing, so it passes for
# both functions. Tests of gradients need several maps, asymmetric kernels and sizes that all differ.
#
# ## 9. When the forward pass does not flip
#
# Frameworks compute (3.1) and call it convolution. Then $\partial u[m,n]/\partial x[i,j] = k[i-m,\,j-n]$, each delta
# spreads the kernel *as it is*, and the half turn is gone from both gradients:
#
# $$\frac{\partial E}{\partial x} = \mathrm{conv2\_full}(\delta,\ k) \tag{3.17}$$
#
# $$\frac{\partial E}{\partial k[p,q]} = \sum_{m,n} \delta[m,n]\; x[m+p,\ n+q] \tag{3.18}$$
#
# the second being the valid cross-correlation of $x$ with $\delta$. **On paper**, with the same $x$, $k$, $\delta$: $x_{00}$ gets
# $1\cdot1 = 1$, $x_{01}$ gets $1\cdot2+2\cdot1 = 4$, and $\partial E/\partial k[0,0] = 1\cdot1+2\cdot2+0\cdot3-1\cdot1 = 4$.

# %% [markdown]
# ### Exercise 11: `xcorr_input_gradient` (4 minutes, easy, 2 points)
#
# The check differentiates a cross-correlation. What is right here was wrong in exercise 5, and the other way round.
#
# <details><summary>Hint 1: the idea</summary>
#
# A correlation turned nothing on the way forward.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (3.17).
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# One call of a function you have.
# </details>

# %% solution="xcorr_input_gradient"
def xcorr_input_gradient(delta, k):
    """delta (H-kh+1, W-kw+1) = dE/du for u = valid cross-correlation of x with k -> dE/dx (H, W). Expected: 1 line."""
    ### BEGIN SOLUTION
    return conv2_full(delta, k)
    ### END SOLUTION

# %% test="xcorr_input_gradient" points=2
check(xcorr_input_gradient)

# %%
print(np.array([[np.sum(delta * x[p : p + 2, q : q + 2]) for q in range(2)] for p in range(2)]))
show(
    figures.numbers(
        [delta, k, input_gradient(delta, k), xcorr_input_gradient(delta, k)],
        ["delta", "k", "dE/dx of a convolution", "dE/dx of a correlation"],
    ),
    "The same delta and kernel give two input gradients: 4 11 6 / 2 1 -1 / 0 -2 -1 for convolution, 1 4 4 / 3 9 6 / 0 -3 -4 for correlation.",
)

# %% [markdown]
# Both sum to 20, both have the right size, and only one belongs to your forward pass. The printed $\partial E/\partial k$ of (3.18)
# is the half turn of the one that you found in section 6.
#
# ## 10. Claims from published derivations
#
# Seven statements, found in papers, books and notes; some are right. Decide each by an experiment.
#
# - **A** The full convolution pads $\delta$, so the gradient that flows back has the size of $\delta$.
# - **B** The kernels of a layer with $C$ input maps, $D$ output maps and $K \times K$ kernels form a matrix of $K^2 C D \times C$ weights.
# - **C** The edge detector that makes 319 x 280 outputs needs 267,960 operations.
# - **D** A convolution is linear, so $\delta$ of the layer below may skip $f'$: it is $\mathrm{conv2\_full}(\delta, \mathrm{rot180}(k))$.
# - **E** 400 features, each learned on $8 \times 8$ patches and convolved with a $96 \times 96$ image, make $(96-8+1)^2 \cdot 400 = 3{,}168{,}400$ numbers.
# - **F** With a cross-correlation as the forward pass the kernel gradient needs no flip.
# - **G** The kernel gradient of the valid convolution needs no shift of the window: $\partial E/\partial k[p,q] = \sum_{m,n}\delta[m,n]\,x[m,n]$.

# %% [markdown]
# ### Exercise 12: `convolution_claims` (12 minutes, medium, 4 points)
#
# Return your verdicts, `{"A": True, ...}`. Write the experiments inside the function, or in cells of your own. The check counts the
# verdicts that do not stand, and suggests an experiment where it is only one.
#
# <details><summary>Hint 1: the idea</summary>
#
# A, B, C and E are counts. D, F and G are gradients: compare with `vjp`.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# (3.5) for A and E, the shape of `k` in (3.13) for B, (3.15) for D, (3.18) for F, (3.10) for G.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `relative_error(claimed, vjp(forward, x, delta)) < 1e-6` is a verdict.
# </details>

# %% solution="convolution_claims"
def convolution_claims():
    """() -> {"A": bool, ..., "G": bool}. Expected: 1 line, or your experiments and 1 line."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(7)
    x, k, delta = rng.normal(size=(5, 6)), rng.normal(size=(2, 3)), rng.normal(size=(4, 4))
    windows = [[np.sum(delta * x[p : p + 4, q : q + 4]) for q in range(3)] for p in range(2)]
    by_k_xcorr = vjp(lambda k: conv2_valid(x, rot180(k)), k, delta)
    by_k = vjp(lambda k: conv2_valid(x, k), k, delta)
    by_u = vjp(lambda u: conv2_valid(scaled_tanh(u), k), x, delta)
    features = conv2_valid(np.zeros((96, 96)), np.zeros((8, 8))).size * 400
    back = conv2_full(delta, rot180(k))
    C, D, K = 5, 3, 2
    return {
        "A": back.shape == delta.shape,
        "B": np.zeros((C, D, K, K)).size == (K**2 * C * D) * C,
        "C": (280 - 1 + 1) * (320 - 2 + 1) * (2 + 1) == 267_960,
        "D": relative_error(back, by_u) < 1e-6,
        "E": features == 3_168_400,
        "F": relative_error(np.array(windows), by_k_xcorr) < 1e-6,
        "G": relative_error(np.full((2, 3), windows[0][0]), by_k) < 1e-6,
    }
    ### END SOLUTION

# %% test="convolution_claims" points=4
check(convolution_claims)

# %% [markdown]
# ## Verifying
#
# Each function was checked alone. Together they should carry the gradient of a whole two-layer network on a real digit, back to its pixels.

# %%
image = digit(1, size=14)
ka, kb = rng.normal(size=(1, 2, 3, 3)), rng.normal(size=(2, 3, 4, 2))
ba, bb = rng.normal(size=2), rng.normal(size=3)
ta = np.ones((1, 2), bool)


def loss(image):
    hidden = scaled_tanh(conv_layer(image[None], ka, ba, ta))
    return 0.5 * float(np.sum(conv_layer(hidden, kb, bb, table) ** 2))


u_a = conv_layer(image[None], ka, ba, ta)
top = conv_layer(scaled_tanh(u_a), kb, bb, table)
delta_a = conv_layer_delta(top, kb, table, u_a)
d_image = sum(input_gradient(delta_a[j], ka[0, j]) for j in range(2))
numerical = numerical_gradient(loss, image)
print("whole network agrees:", relative_error(d_image, numerical) < 1e-7)
show(
    figures.maps([image, d_image, numerical], ["digit", "derived dE/dx", "numerical dE/dx"], columns=3, digits=1),
    "A 14 x 14 digit, the derived gradient of the loss by each pixel, and the numerical one, which looks the same.",
)

# %% [markdown]
# What this does not show: a forward pass and a backward pass that are wrong *together* agree as well. That is why exercise 2 was checked on its own,
# and why you worked 17 and 18 by hand.
#
# ## Roads not taken
#
# - **FFT**: a full convolution is a product of Fourier transforms; it pays for large kernels.
# - **im2col**: copy the windows into a matrix and multiply once. Lesson 07 does this.
# - **Winograd's algorithm**: fewer multiplications for 3 x 3 kernels, for some loss of accuracy.
# - **Strides and dilation**: delta, or the kernel, gets zeros between its entries; the rest stays as here.
#
# ## Sources
#
# - J. Bouvrie, *Notes on Convolutional Neural Networks* (2006): (3.13), (3.14) with the second form of (3.11) in his section 3.1, the full
#   convolution with `rot180` in 3.2, the notation throughout.
# - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document recognition*, Proc. IEEE 86 (1998), Table I.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), chapter 9: sparse interactions, sharing, equivariance, the edge detector.
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning* (2016): the sizes of (3.5), with pictures.

# %% [markdown]
# ## How far you are
#
# Which exercises passed since the kernel was started:

# %%
from helpers.progress import progress

progress("03_convolution")
