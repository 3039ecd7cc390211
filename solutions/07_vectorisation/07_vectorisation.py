# %% [markdown]
# # The same gradients, hundreds of times faster
#
# **What you will do.** Turn the loops of lessons 03 and 04 into matrix products and slices, step by step, keep twelve digits
# of the results, and measure each step on your own machine.
#
# **What you will learn.** How an array lies in memory, and what a view is; why a convolution is one matrix product
# (im2col), and why its way back is the transpose of a copy; what a layout costs; where fast code goes wrong without a
# message; how far your code is from the arithmetic floor.
#
# **What you need.** NumPy, the gradients of a convolution (03) and of pooling (04), restated here. About 110 minutes.
#
# A batch is $x$ with the axes $(N, C, H, W)$: image, map, row, column. $k$ is $(J, I, k_h, k_w)$, output map first; a layer's $I$
# input maps are the $C$ maps of its $x$. The net input $u$ and $\delta = \partial E/\partial u$ are $(N, J, H', W')$ with
# $H' = H-k_h+1$, $W' = W-k_w+1$. $n, i, j$ number images, input and output maps, $(p,q)$ entries of a kernel, $(r,s)$ positions of a
# window. Forward is the cross-correlation, as in the frameworks; stride 1, no padding. A prime on a matrix transposes it.

# %%
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported; section 8 says why

import inspect

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

try:
    from helpers import check
except ImportError:
    raise ImportError(
        "helpers is missing: start JupyterLab by `make lab` or as START.md says, or upload "
        "the course's wheel beside this notebook and run %pip install with its name."
    ) from None

from helpers.bench import ladder as bench
from helpers.data import digit, load_digits
from helpers.gradcheck import adjoint_gap, relative_error, vjp
from helpers.operations import convolution as lesson_03
from helpers.operations import ladder as forms
from helpers.operations import pooling as lesson_04
from helpers.plots import explore, show
from helpers.plots import vectorisation as figures

# %% [markdown]
# ## 1. How long would it take?
#
# One layer on a batch, written out:
#
# $$u[n,j,r,s] = b_j + \sum_{i,p,q} k[j,i,p,q]\; x[n,i,\,r+p,\,s+q] \tag{7.1}$$
#
# Seven indices, seven loops. There and back, with all gradients, this is the whole of it:

# %%
print(inspect.getsource(forms.scalar_loops))

# %% [markdown]
# Each turn of the inner loop makes three multiplications and three additions, one pair each for $u$, $\partial E/\partial k$ and
# $\partial E/\partial x$:
#
# $$\text{operations} = 3 \cdot 2 \cdot N J H' W' \cdot I k_h k_w \tag{7.2}$$
#
# **On paper**: 6 maps of $12 \times 12$, 16 output maps, kernels of $5 \times 5$. One image has $16\cdot8\cdot8 = 1024$ outputs
# of $6\cdot25 = 150$ products each, hence $6 \cdot 153{,}600 = 921{,}600$ operations.

# %%
print(f"{bench.operations(1):,} operations an image; {-(-60_000 // 64)} batches of 64 in an epoch")

# %% [markdown]
# That is little: a processor core does tens of billions a second. Yet on one machine a training step of a small LeNet, 64
# images, took 3,653 ms in scalar loops and 4.2 ms in PyTorch. With 938 steps an epoch of 60,000 digits takes 57 minutes or 4
# seconds. (The loops there were written otherwise; those above are slower still.) Times quoted in this lesson are one run on
# that machine, with batches of 64, float32 and one thread unless they say otherwise. You will measure your own.
#
# The arithmetic is the same in both. What differs is everything round it: for each multiplication Python looks up names,
# makes index tuples, checks bounds and boxes a number. The cure is to hand over *many* numbers with one call. For that you need to
# know how they lie.
#
# ## 2. How an array lies in memory
#
# Memory is one long row. An array is a starting place and, for each axis, a *stride*: how far apart neighbours on that axis
# lie. With strides $t_n, t_c, t_h, t_w$:
#
# $$\text{address of } x[n,c,y,z] = \text{start} + n\,t_n + c\,t_c + y\,t_h + z\,t_w \tag{7.3}$$

# %%
grid = np.arange(20.0).reshape(4, 5)
print("map:         ", grid.strides, "bytes, or", tuple(t // 8 for t in grid.strides), "numbers")
print("transposed:  ", grid.T.strides, " every second column:", grid[:, ::2].strides)
print("no copy made:", np.shares_memory(grid, grid.T), np.shares_memory(grid, grid[:, ::2]))

# %% [markdown]
# A transposition or a slice moves no number, it only writes new strides: a *view*. Now look at the windows of this map. Move the slider: the
# window moves, and its six addresses keep their distances.

# %% widget=true
explore(
    figures.memory((4, 5), (2, 3)),
    values=range(9),
    frames=(0, 1, 8),
    label="window",
    alt="A 4 x 5 map with a 2 x 3 window at three places, and the same six numbers in memory: two runs of three, five apart.",
    size=(3.1, 3.4),
)

# %% [markdown]
# Within the window, one row down is 5 numbers on; from one window to the one below it is 5 numbers too. So all windows together are an
# array of more axes on the *same* memory, two strides used twice:
#
# $$\text{windows } (n,c,r,s,p,q):\quad \text{strides } (t_n,\, t_c,\, t_h,\, t_w,\, t_h,\, t_w) \tag{7.4}$$
#
# `sliding_window_view` finds these strides and keeps within the map. `as_strided` takes any strides and checks nothing: one wrong number
# and it reads memory that is not yours.

# %%
view = sliding_window_view(grid, (2, 3))
by_hand = as_strided(grid, (3, 3, 2, 3), (40, 8, 40, 8), writeable=False)
print("shape", view.shape, " strides", view.strides, " no copy:", np.shares_memory(grid, view))
print(view.size, "numbers are shown,", grid.size, "exist")
print("the same:", np.array_equal(view, by_hand), " last window:", view[2, 2].ravel())

# %% [markdown]
# Now put the windows into a matrix, one window a column (the name *im2col* comes from this). For each image:
#
# $$V_n[(i,p,q),\,(r,s)] = x[n,i,\,r+p,\,s+q] \tag{7.5}$$
#
# Rows count $(i,p,q)$ as a kernel is read, row $(i\,k_h + p)\,k_w + q$; columns count $(r,s)$ row by row, column $r\,W'+s$.
#
# **On paper**, with the map of lesson 03 and $2 \times 2$ windows; the first column is the window in the upper left corner:
#
# $$x = \begin{pmatrix}1&2&0\\3&1&2\\0&1&4\end{pmatrix}, \qquad
# V = \begin{pmatrix}1&2&3&1\\2&0&1&2\\3&1&0&1\\1&2&1&4\end{pmatrix}$$
#
# (This $V$ equals its transpose, because $2\times2$ windows have $2\times2$ positions here. It cannot tell you whether you took rows for columns; the check can.)

# %% [markdown]
# ### Exercise 1: `windows` (10 minutes, medium, 4 points)
#
# The check compares the whole array, for maps, rows and columns that differ in number, and for views as input. Everything below multiplies
# by this matrix. `reshape` gives an array of the right *shape* even when the axes stand in the wrong order, so look at the numbers.
#
# <details><summary>Hint 1: the idea</summary>
#
# First all windows as a view of six axes, then the axes into the order of (7.5), then two groups of them flattened.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# The view has the axes $(n,c,r,s,p,q)$ of (7.4); the rows want $(c,p,q)$ together and the columns $(r,s)$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `sliding_window_view(x, (kh, kw), axis=...)`, then `.transpose(...)` with six numbers, then `.reshape(N, C * kh * kw, -1)`.
# </details>

# %% solution="windows"
def windows(x, kh, kw):
    """x (N, C, H, W) -> V (N, C*kh*kw, H'*W'), rows (c, p, q), columns (r, s). Expected: 3 lines."""
    ### BEGIN SOLUTION
    N, C = x.shape[:2]
    seen = sliding_window_view(x, (kh, kw), axis=(2, 3))
    return seen.transpose(0, 1, 4, 5, 2, 3).reshape(N, C * kh * kw, -1)
    ### END SOLUTION

# %% test="windows" points=4
check(windows)

# %%
x = np.array([[1.0, 2, 0], [3, 1, 2], [0, 1, 4]])
V = windows(x[None, None], 2, 2)[0]
assert np.array_equal(V, [[1, 2, 3, 1], [2, 0, 1, 2], [3, 1, 0, 1], [1, 2, 1, 4]])
show(
    figures.unrolled(x, V),
    "The 3 x 3 map 1 2 0 / 3 1 2 / 0 1 4 and the 4 x 4 matrix of its windows, one a column; the middle 1 stands in it four times.",
)

# %% [markdown]
# The middle pixel stands in four columns, a corner in one. That is the price: a copy about $k_h k_w$ times as large as the map.
#
# ## 3. One matrix product
#
# Write the kernels as a matrix $K$ of $J$ rows, $K[j,(i,p,q)] = k[j,i,p,q]$, which for a contiguous $k$ is a reshape and no copy. Then the sum in (7.1) runs over a row of $K$ and a
# column of $V$:
#
# $$U_n = K\,V_n + b \tag{7.6}$$
#
# $U_n$ is $J \times H'W'$: row $j$ is output map $j$, flattened; $b_j$ is added to all of row $j$. **On paper**: $K = (1,2,3,4)$ times the first column is
# $1+4+9+4 = 18$, the correlation of lesson 03; all four are $(18, 13, 9, 24)$.

# %% [markdown]
# ### Exercise 2: `conv_fast` (8 minutes, easy, 4 points)
#
# The check compares with lesson 03's layer, image by image. With `@`, arrays of three axes are multiplied image by image, and one matrix times
# such an array serves all images.
#
# <details><summary>Hint 1: the idea</summary>
#
# Two reshapes: $k$ into $K$ before, the product into maps after.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (7.6); $H' = H-k_h+1$ and $W' = W-k_w+1$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `k.reshape(J, -1) @ windows(...)`, `b[:, None]`, `.reshape(N, J, ..., ...)`.
# </details>

# %% solution="conv_fast"
def conv_fast(x, k, b):
    """x (N, I, H, W), k (J, I, kh, kw), b (J,) -> u (N, J, H', W'), cross-correlation. Expected: 4 lines."""
    ### BEGIN SOLUTION
    J, _, kh, kw = k.shape
    N, _, H, W = x.shape
    u = k.reshape(J, -1) @ windows(x, kh, kw) + b[:, None]
    return u.reshape(N, J, H - kh + 1, W - kw + 1)
    ### END SOLUTION

# %% test="conv_fast" points=4
check(conv_fast)

# %%
def layer_of_03(x, k, b):
    """The layer of lesson 03, image by image: a true convolution, so its kernels are turned first."""
    turned = lesson_03.rot180(k).swapaxes(0, 1)
    every = np.ones(turned.shape[:2], bool)
    return np.stack([lesson_03.conv_layer(image, turned, b, every) for image in x])


rng = np.random.default_rng(7)
digits = load_digits("test")[0][:4, None] / 255.0
kernels, biases = rng.normal(size=(3, 1, 5, 5)) / 5, np.full(3, 0.1)
u = conv_fast(digits, kernels, biases)
print(conv_fast(x[None, None], np.array([[[[1.0, 2], [3, 4]]]]), np.zeros(1)).ravel())
print("equal to lesson 03 within 1e-12:", relative_error(u, layer_of_03(digits, kernels, biases)) < 1e-12)
show(
    figures.maps([digits[0, 0], *u[0]], ["digit", "map 0", "map 1", "map 2"], digits=1),
    "A handwritten seven and its three feature maps under random 5 x 5 kernels, computed by one matrix product.",
)

# %% [markdown]
# The maps agree with lesson 03 to the twelfth digit, but not to the last one: a matrix product adds in another order.
#
# ## 4. The way back is a transpose
#
# Write $\Delta_n$ for $\delta_n$ as a $J \times H'W'$ matrix. (7.6) is a dense layer applied to columns, so lesson 02 has its gradients:
#
# $$\partial E/\partial V_n = K'\Delta_n \tag{7.7}$$
#
# $$\partial E/\partial K = \sum_n \Delta_n V_n', \qquad \partial E/\partial b_j = \sum_{n,r,s} \delta[n,j,r,s] \tag{7.8}$$
#
# In $V$ a pixel of $x$ may stand several times. By the chain rule it collects the gradient of *all* its copies. Copy
# $((i,p,q),(r,s))$ came from pixel $(r+p,\,s+q)$, hence
#
# $$\frac{\partial E}{\partial x[n,i,y,z]} = \sum_{p,q} \frac{\partial E}{\partial V_n}[(i,p,q),\,(y-p,\,z-q)] \tag{7.9}$$
#
# over those $(p,q)$ for which $(y-p,z-q)$ is a position of the window. This is *col2im*: not the inverse of im2col, but its
# transpose. im2col is a matrix with one entry 1 for each copy, and the transpose sends values the opposite way:
#
# $$\langle \mathrm{im2col}(x),\, D\rangle = \langle x,\, \mathrm{col2im}(D)\rangle \quad\text{for all } x, D \tag{7.10}$$

# %% [markdown]
# **On paper**, with the $V$ above, $K = (1,2,3,4)$ and $\Delta = (1,2,0,-1)$: $\partial E/\partial K = \Delta V'$ begins with
# $1\cdot1+2\cdot2+0\cdot3-1\cdot1 = 4$. $K'\Delta$ has the rows $(1,2,0,-1)$, $(2,4,0,-2)$, $(3,6,0,-3)$, $(4,8,0,-4)$. The middle
# pixel collects its four copies: row $(1,1)$ at the first window, $(1,0)$ at the second, $(0,1)$ at the third, $(0,0)$ at the
# fourth, together $4+6+0-1 = 9$.
#
# A trap waits here. An index array may name a place twice, and then `+=` keeps one of the two shares, without a word. A slice names each place once: so add
# one slice for each $(p,q)$, in turn. In one dimension, where three windows of 2 lie on 4 pixels:

# %%
shares = np.ones((2, 3))  # row p, window r
index = np.arange(2)[:, None] + np.arange(3)  # share (p, r) belongs to pixel p + r
by_index, by_add_at, by_slices = np.zeros(4), np.zeros(4), np.zeros(4)
by_index[index] += shares
np.add.at(by_add_at, index, shares)
for p in range(2):
    by_slices[p : p + 3] += shares[p]
print("+= with an index array:", by_index, "\nnp.add.at:             ", by_add_at, "\nslices, one for each p:", by_slices)

# %% [markdown]
# ### Exercise 3: `conv_fast_gradients` (12 minutes, hard, 6 points)
#
# The check differentiates lesson 03's layer numerically. $\partial E/\partial k$ and $\partial E/\partial b$ are summed over the batch; the $1/N$ of the loss is in $\delta$ already.
# Allocate with `x.dtype`: then float32 stays float32, which section 8 will want.
#
# <details><summary>Hint 1: the idea</summary>
#
# $\delta$ into $\Delta$ by a reshape, two products, one sum, and $\partial E/\partial V$ folded back onto the pixels.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# (7.8) for the parameters. For fixed $(p,q)$, (7.9) adds the whole map of positions to a shifted part of $\partial E/\partial x$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# Reshape $\partial E/\partial V$ to `(N, I, kh, kw, H', W')`; loop over `np.ndindex(kh, kw)`; `dx[:, :, p : ..., q : ...] += ...`.
# </details>

# %% solution="conv_fast_gradients"
def conv_fast_gradients(x, k, delta):
    """x (N, I, H, W), k (J, I, kh, kw), delta (N, J, H', W') -> (dx like x, dk like k, db (J,)). Expected: 9 lines."""
    ### BEGIN SOLUTION
    (J, C, kh, kw), (N, _, rows, columns) = k.shape, delta.shape
    d = delta.reshape(N, J, -1)
    dk = (d @ windows(x, kh, kw).transpose(0, 2, 1)).sum(axis=0).reshape(k.shape)
    dV = (k.reshape(J, -1).T @ d).reshape(N, C, kh, kw, rows, columns)
    dx = np.zeros(x.shape, x.dtype)
    for p, q in np.ndindex(kh, kw):
        dx[:, :, p : p + rows, q : q + columns] += dV[:, :, p, q]
    return dx, dk, d.sum(axis=(0, 2))
    ### END SOLUTION

# %% test="conv_fast_gradients" points=6
check(conv_fast_gradients)

# %%
upstream = rng.normal(size=u.shape)
dx, dk, db = conv_fast_gradients(digits, kernels, upstream)
by_numbers = vjp(lambda k: layer_of_03(digits, k, biases), kernels, upstream, eps=1.0)
by_03 = [sum(lesson_03.conv2_full(d[j], kernels[j, 0]) for j in range(3)) for d in upstream]
zero = np.zeros(3)
gap = adjoint_gap(lambda x: conv_fast(x, kernels, zero), lambda d: conv_fast_gradients(digits, kernels, d)[0], digits, upstream)
print("kernels, within 1e-12:", relative_error(dk, by_numbers) < 1e-12)
print("pixels, within 1e-12: ", relative_error(dx[:, 0], np.array(by_03)) < 1e-12)
print("adjoint, gap below 1e-10:", gap < 1e-10)

# %%
paper = conv_fast_gradients(x[None, None], np.array([[[[1.0, 2], [3, 4]]]]), np.array([[[[1.0, 2], [0, -1]]]]))
ones = np.ones((1, 1, 6, 7))
copies = conv_fast_gradients(ones, np.ones((1, 1, 3, 3)), np.ones((1, 1, 4, 5)))[0][0, 0]
assert paper[0][0, 0, 1, 1] == 9
assert paper[1].ravel()[0] == 4
show(
    figures.numbers([paper[0][0, 0], copies], ["dE/dx on paper", "copies of each pixel, 3 x 3 windows"], shared=False),
    "Left the gradient 1 4 4 / 3 9 6 / 0 -3 -4; right how often each pixel of a 6 x 7 map is copied: 1 in the corners, 9 inside.",
)

# %% [markdown]
# On the right a matrix of ones was folded back. col2im after im2col multiplies each pixel by this number of copies.
#
# ## 5. Down and up without loops
#
# Windows that stand side by side need no copies. The entry $(p,q)$ of *every* window is one strided slice of $x$:
#
# $$y = \max_{p,q}\; x[\,:,\,:,\;p\!::\!s,\;q\!::\!s\,] \tag{7.11}$$
#
# These are $s^2$ slices, compared in turn entry by entry. **On paper**, in one dimension with $s = 2$: $x = (3, 1, 4, 1, 5, 9)$ has the slices $(3,4,5)$ and
# $(1,1,9)$; the larger of each pair is $(3,4,9)$.

# %% [markdown]
# ### Exercise 4: `max_pool_fast` (5 minutes, easy, 2 points)
#
# $s$ divides $H$ and $W$. The check has maps that are negative throughout.
#
# <details><summary>Hint 1: the idea</summary>
#
# Begin with the first slice, not with zeros.
# </details>
# <details><summary>Hint 2: the shape of the code</summary>
#
# A loop over `np.ndindex(s, s)` with `np.maximum(y, ...)`: the loop runs $s^2$ times, whatever the size of the batch.
# </details>

# %% solution="max_pool_fast"
def max_pool_fast(x, s):
    """x (N, C, H, W) -> y (N, C, H/s, W/s), the largest of each s x s window. Expected: 4 lines."""
    ### BEGIN SOLUTION
    y = x[:, :, ::s, ::s].copy()
    for p, q in np.ndindex(s, s):
        np.maximum(y, x[:, :, p::s, q::s], out=y)
    return y
    ### END SOLUTION

# %% test="max_pool_fast" points=2
check(max_pool_fast)

# %% [markdown]
# The way up gives every entry a block. Texts of the MATLAB years say it with a Kronecker product:
#
# $$\mathrm{up}(d) = d \otimes 1_{s\times s}, \qquad \mathrm{up}(d)[y,z] = d[\lfloor y/s\rfloor, \lfloor z/s\rfloor] \tag{7.12}$$
#
# and the way down by a mean with a convolution, of which every $s$-th entry is kept:
#
# $$\mathrm{down}(x) = \tfrac{1}{s^2}\,\mathrm{conv2\_valid}(x,\, 1_{s\times s})\,[\,::\!s,\;::\!s\,] \tag{7.13}$$
#
# Both are right. In MATLAB, where loops were slow and these two were built in, they were good advice. But (7.12) multiplies where it should copy, and (7.13)
# computes $s^2$ numbers for each one that it keeps. **On paper**: $(1, 2) \otimes 1_{2\times 2}$ is $1\,1\,2\,2$ in each of two rows.
#
# ### Exercise 5: `upsample_fast` (3 minutes, easy, 2 points)
#
# Write the second form of (7.12) for a batch, without a product. The check compares every entry, for maps that are not square.
#
# <details><summary>Hint 1: the idea</summary>
#
# NumPy can repeat the entries along one axis. A block has two.
# </details>

# %% solution="upsample_fast"
def upsample_fast(d, s):
    """d (N, C, H, W) -> (N, C, s*H, s*W), every entry becomes an s x s block. Expected: 1 line."""
    ### BEGIN SOLUTION
    return d.repeat(s, axis=2).repeat(s, axis=3)
    ### END SOLUTION

# %% test="upsample_fast" points=2
check(upsample_fast)

# %%
pooled = max_pool_fast(u, 2)
by_04 = np.array([[lesson_04.max_pool(m, 2)[0] for m in image] for image in u])
assert np.array_equal(max_pool_fast(np.array([[[[3.0, 1, 4, 1, 5, 9]] * 2]]), 2).ravel(), [3, 4, 9])
assert np.array_equal(upsample_fast(np.array([[[[1.0, 2]]]]), 2)[0, 0], [[1, 1, 2, 2], [1, 1, 2, 2]])
print("pool equal to lesson 04:    ", np.array_equal(pooled, by_04))
print("upsample equal to lesson 04:", np.array_equal(upsample_fast(pooled, 2), lesson_04.upsample(pooled, 2)))
show(
    figures.maps([u[0, 0], pooled[0, 0], upsample_fast(pooled, 2)[0, 0]], ["map", "its maxima", "upsampled again"], columns=3, shared=True),
    "A feature map of 24 x 24, its 12 x 12 maxima, and these as blocks of 2 x 2 in a 24 x 24 map.",
)

# %% [markdown]
# Equal to the last digit this time: comparing and copying round nothing.
#
# ## 6. One winner a window
#
# The maximum hands $\delta$ to the entry that won. Without ties that is
#
# $$\frac{\partial E}{\partial x}[p\!::\!s,\,q\!::\!s] = d \cdot [\,x[p\!::\!s,\,q\!::\!s] = y\,] \tag{7.14}$$
#
# where the bracket is 1 if the equation in it holds and 0 otherwise. Many programs stop here, with `(x == max) * d`. On random numbers it is right. But the paper around a
# digit is one constant, so behind a convolution and a ReLU whole windows are equal: all four entries win, and $\delta$ is paid four times. The cure is to keep account of what is
# left. In row order $t = p\,s + q$, with $x_t$ the slice of entry $t$:
#
# $$l_0 = d, \qquad dx_t = l_t \cdot [\,x_t = y\,], \qquad l_{t+1} = l_t - dx_t \tag{7.15}$$
#
# $l_t$ is what is left to give; the first winner takes all of it. **On paper**: the window $(2,7,7,1)$ with $d = 5$: $l$ is $5, 5, 0, 0$, and $dx = (0,5,0,0)$. By (7.14) it would be $(0,5,5,0)$.

# %% [markdown]
# ### Exercise 6: `max_pool_fast_delta` (10 minutes, medium, 4 points)
#
# The check has random maps, maps of few values, and real digits, where windows tie in two, three and four entries: at a tie the first in row order gets all
# of $d$.
#
# <details><summary>Hint 1: the idea</summary>
#
# The loop of exercise 4 once more, with a second array that holds what is left.
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# Equation (7.15), with $y$ from `max_pool_fast`.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# `left = left - ...` makes a new array; `left -= ...` would change the caller's `d`.
# </details>

# %% solution="max_pool_fast_delta"
def max_pool_fast_delta(d, x, s):
    """d (N, C, H/s, W/s), x (N, C, H, W) -> dE/dx like x, one winner a window. Expected: 6 lines."""
    ### BEGIN SOLUTION
    y, left, dx = max_pool_fast(x, s), d, np.zeros(x.shape, d.dtype)
    for p, q in np.ndindex(s, s):
        share = left * (x[:, :, p::s, q::s] == y)
        dx[:, :, p::s, q::s] = share
        left = left - share
    return dx
    ### END SOLUTION

# %% test="max_pool_fast_delta" points=4
check(max_pool_fast_delta)

# %%
def by_equality(d, x, s):
    """(7.14) as it is often written."""
    return upsample_fast(d, s) * (x == upsample_fast(max_pool_fast(x, s), s))


def excess(x):
    """How far (7.14) is from one winner a window, in parts of the right gradient's norm."""
    d = np.random.default_rng(3).normal(size=max_pool_fast(x, 2).shape)
    right = max_pool_fast_delta(d, x, 2)
    return np.linalg.norm(by_equality(d, x, 2) - right) / np.linalg.norm(right)


tied = np.array([[[[2.0, 7], [7, 1]]]])
assert np.array_equal(max_pool_fast_delta(np.full((1, 1, 1, 1), 5.0), tied, 2).ravel(), [0, 5, 0, 0])
active = np.maximum(u, 0)
d = rng.normal(size=pooled.shape)
print(f"random maps: {excess(rng.normal(size=active.shape)):.2f}   real digits: {excess(active):.2f}")

# %%
d_one, x_one = d[:1, :1], active[:1, :1]
winning = x_one == upsample_fast(max_pool_fast(x_one, 2), 2)
counts = sum(winning[0, 0, p::2, q::2].astype(int) for p, q in np.ndindex(2, 2))
assert counts.max() == 4
show(
    figures.ties(x_one[0, 0], counts, by_equality(d_one, x_one, 2)[0, 0], max_pool_fast_delta(d_one, x_one, 2)[0, 0]),
    "A map of a digit behind a ReLU; most of its windows tie in four entries; there the equality mask fills whole blocks with delta, the rule one entry.",
)

# %% [markdown]
# On random numbers the mask makes no error at all; on these digits its error is larger than the gradient itself. In a network measured on the MNIST digits the same mask was 190 % off,
# while its check on random numbers passed at $10^{-15}$. Check on real data, with biases that are not zero.
#
# ### Slow ways and fast ways
#
# Six pairs of ways, each pair with one result. First the data and the functions that you do not have yet:

# %%
batch, above = rng.standard_normal((2, 32, 6, 24, 24), dtype=np.float32)
small = rng.standard_normal((32, 6, 12, 12), dtype=np.float32)
block, none = np.ones((2, 2), np.float32), np.zeros(1, np.float32)
many_shares, places = np.ones((25, 20_000), np.float32), np.arange(25)[:, None] + np.arange(20_000)
large = np.ones(10 << 20, np.float32)  # 40 MiB
room = np.empty_like(large)


def kron_each(d):
    return np.array([[np.kron(m, block) for m in image] for image in d])


def mean_by_ones(x):
    return conv_fast(x.reshape(-1, 1, 24, 24), block[None, None] / 4, none)[:, 0, ::2, ::2].reshape(small.shape)


def mean_by_slices(x):
    return (x[..., ::2, ::2] + x[..., ::2, 1::2] + x[..., 1::2, ::2] + x[..., 1::2, 1::2]) * np.float32(0.25)

# %%
def fold_by_slices(shares):
    total = np.zeros(20_024, np.float32)
    for p in range(25):
        total[p : p + 20_000] += shares[p]
    return total


def fold_by_index(shares):
    total = np.zeros(20_024, np.float32)
    np.add.at(total, places, shares)
    return total


assert np.array_equal(kron_each(small), upsample_fast(small, 2))
assert np.allclose(mean_by_ones(batch), mean_by_slices(batch), atol=1e-6)
assert np.array_equal(fold_by_index(many_shares), fold_by_slices(many_shares))

# %% measured=true
def blocks_max(x):
    return x.reshape(32, 6, 12, 2, 12, 2).max(axis=(3, 5))


pairs = {
    "upsample": {"Kronecker product, map by map": (kron_each, small), "yours": (upsample_fast, small, 2)},
    "mean": {"convolution with ones": (mean_by_ones, batch), "four slices": (mean_by_slices, batch)},
    "maximum": {"reshape and max over two axes": (blocks_max, batch), "yours": (max_pool_fast, batch, 2)},
    "ReLU, back": {"np.where": (lambda: np.where(batch > 0, above, 0),), "times a mask": (lambda: above * (batch > 0),)},
    "fold": {"np.add.at": (fold_by_index, many_shares), "slices": (fold_by_slices, many_shares)},
    "40 MiB result": {"a new array": (np.multiply, large, large), "out=": (np.multiply, large, large, room)},
}
timed = {what: {way: bench.fastest(*call) for way, call in ways.items()} for what, ways in pairs.items()}
show(
    figures.idioms(timed),
    "Six pairs of bars on a logarithmic axis, measured here: two ways each of upsampling, mean, maximum, ReLU's way back, folding, a large result.",
)

# %% [markdown]
# Your bars are your own. On the machine of section 1, with arrays of other sizes, in milliseconds: upsampling by `np.kron` 5.9, by repeating 0.09; the maximum by reshape 4.0, by slices 0.13;
# ReLU's way back by `np.where` 0.80, by a mask 0.064; `np.add.at` 9.6, slices 0.77.
#
# The last pair shows a trap of another kind. Memory for a large new array comes from the system page by page, and each first touch of a page is a *fault*
# that the system must serve. On that machine a fresh process paid 900 to 2,600 faults in every training step. One allocation of 31 MiB, freed at once, taught the C library (glibc) to keep
# its memory and halved the time. `helpers.layers` does this when it is imported; `out=` and reused arrays avoid the faults for any size.

# %% [markdown]
# ## 7. Layouts
#
# (7.6) makes one small product for each image. To get one large product for the whole batch, lay the columns of all images beside each other:
#
# $$U = K\,(V_0\; V_1\; \dots\; V_{N-1}) + b, \qquad U \text{ is } J \times N H' W' \tag{7.16}$$
#
# Now the *map* comes first and the image second. A colleague has written this, and tested it against your `conv_fast`.

# %%
def suspect_batch_conv(x, k, b):
    J, _, kh, kw = k.shape
    columns = np.concatenate(list(windows(x, kh, kw)), axis=1)
    product = k.reshape(J, -1) @ columns + b[:, None]
    return product.reshape(len(x), J, x.shape[2] - kh + 1, x.shape[3] - kw + 1)


def difference(candidate, images, outputs, seed=0):
    """Relative error of a candidate against conv_fast, on so many images and output maps."""
    rng = np.random.default_rng(seed)
    x, k, b = rng.normal(size=(images, 2, 6, 5)), rng.normal(size=(outputs, 2, 3, 2)), rng.normal(size=outputs)
    return relative_error(candidate(x, k, b), conv_fast(x, k, b))


print("the colleague's test passes:", difference(suspect_batch_conv, 1, 3) < 1e-12)

# %% [markdown]
# ### Exercise 7: `repaired_batch_conv` (8 minutes, medium, 4 points)
#
# Call `difference` with other numbers of images and maps until it is not 0, and find out what the function mixes up. Hand in the mended function, still with one large
# product. The check is that of exercise 2.
#
# <details><summary>Hint 1: the idea</summary>
#
# Which axes does `product` have, and in which order? What does `reshape` do to an order?
# </details>
# <details><summary>Hint 2: the formula</summary>
#
# (7.16): row $j$ holds image 0's map $j$, then image 1's map $j$.
# </details>
# <details><summary>Hint 3: the shape of the code</summary>
#
# First a reshape that keeps the order of the axes and only splits them, then `swapaxes`.
# </details>

# %% solution="repaired_batch_conv"
def repaired_batch_conv(x, k, b):
    """The mended suspect_batch_conv, arguments and result as in conv_fast. Expected: 5 lines, one or two changed."""
    ### BEGIN SOLUTION
    J, _, kh, kw = k.shape
    columns = np.concatenate(list(windows(x, kh, kw)), axis=1)
    product = k.reshape(J, -1) @ columns + b[:, None]
    maps_first = product.reshape(J, len(x), x.shape[2] - kh + 1, x.shape[3] - kw + 1)
    return maps_first.swapaxes(0, 1)
    ### END SOLUTION

# %% test="repaired_batch_conv" points=4
check(repaired_batch_conv)

# %%
for images, outputs in ((1, 3), (4, 1), (2, 3), (3, 3)):
    wrong, mended = difference(suspect_batch_conv, images, outputs), difference(repaired_batch_conv, images, outputs)
    print(f"{images} images, {outputs} output maps: suspect {wrong:.2f}   mended {mended:.2f}")
axes = [(n, c, y, z) for n in range(3) for c in range(2) for y in range(2) for z in range(2)]
last = sorted(axes, key=lambda a: (a[2], a[1], a[3], a[0]))
strips = {"image first, (N, C, H, W)": axes, "image last, (H, C, W, N)": last}
orders = {
    f"{name}: colour is the image, label is map, row, column": ([n for n, *_ in order], [f"{c}{y}{z}" for _, c, y, z in order])
    for name, order in strips.items()
}
show(
    figures.layouts(orders),
    "Memory of three small images: image first, eight numbers of one image, then the next; image last, each pixel of all three images side by side.",
)

# %% [markdown]
# With one image or one map there is nothing to mix up. `reshape` never moves a number; `transpose` and `swapaxes` change the order.
#
# The lower strip is the layout of `helpers.layers`, and of the final form below. With the image last, the inner loop of every operation runs over many images at the same pixel: long runs without
# gaps, whatever the width of the map. im2col shrinks as well. Copy $x$ once for each $q$ only, shifted; then the $k_h$ rows of a window already lie one after the other, and a *view* with overlapping rows is the matrix:
#
# $$\text{copied: } k_h k_w \cdot C H' W' N \text{ numbers by (7.5)}, \qquad k_w \cdot C H W' N \text{ row by row} \tag{7.17}$$
#
# **On paper**, for 6 maps of $12\times12$ and $5\times5$ kernels, $N = 1$: $25\cdot6\cdot64 = 9{,}600$ against $5\cdot6\cdot12\cdot8 = 2{,}880$. Each output row is one product, with all images
# in it. Read `Convolution.forward` in `helpers/layers/convolution.py`, some fifteen lines.

# %%
X, K, B, D = bench.batch(4, dtype=float)
fast_u, fast_dx, fast_dk, fast_db = forms.final(forms.image_last(X), K, B, forms.image_last(D))
own_dx, own_dk, own_db = conv_fast_gradients(X, K, D)
assert relative_error(forms.image_first(fast_u), conv_fast(X, K, B)) < 1e-12
assert relative_error(forms.image_first(fast_dx), own_dx) < 1e-12
assert relative_error(fast_dk, own_dk) < 1e-12
assert relative_error(fast_db, own_db) < 1e-12
print("numbers copied:", 25 * 6 * 8 * 8, "and", 5 * 6 * 12 * 8)

# %% [markdown]
# ## 8. Where the time goes
#
# How fast could it be? A large square matrix product is the best case: it is arithmetic and little else. Measure its rate. A form that makes all operations of (7.2) then needs at least
#
# $$\text{floor} = \frac{\text{operations of (7.2)}}{\text{operations a second of a large product}} \tag{7.18}$$
#
# seconds. **On paper**: 921,600 operations at $10^{11}$ a second are 9.2 microseconds an image. Now the whole ladder, one layer there and back in float32. Loops are run on *one* image, the rest on 32, and
# the time is divided by the images.

# %%
def one_product(x, k, b, delta):
    return conv_fast(x, k, b), conv_fast_gradients(x, k, delta)


one, many = bench.batch(1), bench.batch(32)
image_last = forms.image_last(many[0]), many[1], many[2], forms.image_last(many[3])
steps = {
    "scalar loops, 1 image": (forms.scalar_loops, 1, one),
    "patch loops, 1 image": (forms.patch_loops, 1, one),
    "einsum on windows": (forms.contracted, 32, many),
    "yours: matrix products": (one_product, 32, many),
    "final form, image last": (forms.final, 32, image_last),
}
seconds = {
    name: bench.fastest(step, *arguments, repeats=3 if images == 1 else 20) / images
    for name, (step, images, arguments) in steps.items()
}
floor = bench.floor_seconds()

# %% measured=true
if seconds["scalar loops, 1 image"] < 3 * seconds["yours: matrix products"]:
    print("Your products are hardly faster than loops. Is a Python loop over images, maps or pixels left in them?")
show(
    figures.ladder(seconds, floor),
    "Five bars on a logarithmic axis: microseconds an image from scalar loops down to the final form, and a dashed line at the arithmetic floor.",
)

# %% [markdown]
# Read it as a ladder: each rung moves more of the loops out of Python. Patches give NumPy only the inner three; `einsum` loops in C, but does not call BLAS here; the products do; the final form copies less and keeps the
# chunk of 32 images in the processor's cache. In one run of this notebook the products were over 200 times as fast as the patch loops and over 4,000 times as fast as the scalar ones. The floor is measured too, so treat it as an estimate;
# only other arithmetic goes below it (see the roads not taken).
#
# Whole training steps on the machine of section 1 (their loops written otherwise than ours): scalar loops 3,653 ms, patches 1,905, einsum 96, im2col 4.6, a first version of the final form 2.04, PyTorch 4.2, the floor 0.90. A whole network gains by three more things: the pool before bias and ReLU
# (claim G below), the pool's way back by what is left (7.15), and all parameters in one flat vector, so that a step of momentum is two lines for the whole network.
#
# **Threads.** BLAS likes to share a product among cores. For matrices this small, waking the others costs more than they bring: on that machine, when it was busy, two threads made small products 10 times slower. Hence the
# line above the imports, which must run before NumPy is imported. To see it on yours, change it to `"2"`, restart the kernel, run all, and compare the lowest three bars.
#
# **Question.** Look at your own ladder. Which rung gained the most, and what did it save? How many times the floor is the last rung? Name two things that may fill the gap, and for one of them an
# experiment that would show its share. (15 minutes, 4 points, graded by hand.)

# %% [markdown] answer="where-the-time-goes" points=4
# *Model answer* (its numbers are one run's, the chart above; yours differ). The largest factor was from `einsum` to matrix products, about 28 (from 1,294 to 47 microseconds an image). Both make the same
# multiplications, outside Python; BLAS works in blocks that stay in registers and cache, so that each number, once loaded, is used many times. In microseconds saved, the first rung wins: from scalar to patch loops,
# from 222,000 to 11,000, since 153,600 turns of an interpreted loop became 1,024 windows.
#
# The last rung is 1.5 times the floor. The gap may be (1) the copies of im2col and the additions of col2im, which do no product but move memory; (2) matrices too small for the peak rate: 16 rows only. For (1):
# time the shifted copies alone, with the product taken out of `forward`, and compare; for (2): time a product of exactly these shapes on ready matrices, and divide its operations by its time.
#
# Full marks need a rung named with a reason in terms of calls, copies or reuse, a ratio read off the own chart, and an experiment that changes one thing.

# %% [markdown]
# ## 9. Claims
#
# Seven statements about fast code. Decide each by an experiment.
#
# - **A** All windows of a map as a strided view need $k_h k_w$ times its memory.
# - **B** The matrix product is faster because it needs fewer multiplications than the loops.
# - **C** col2im is the inverse of im2col: it gives back the map.
# - **D** For every $d$ and $s$, `np.kron(d, np.ones((s, s)))` and repeating rows and columns give the same array.
# - **E** Sums over windows side by side are a convolution with ones, of which every $s$-th row and column is kept.
# - **F** `a[index] += v` adds every entry of `v`, also where `index` names a place twice.
# - **G** With a max pool, bias and ReLU may come after the pool instead of before it: the same function for a quarter of the work at $s = 2$.

# %% [markdown]
# ### Exercise 8: `vectorisation_claims` (12 minutes, medium, 4 points)
#
# Return `{"A": True, ...}`. The check counts the verdicts that do not stand, and suggests an experiment where it is only one.
#
# <details><summary>Hint 1: the idea</summary>
#
# A: `np.shares_memory`. B: count. C to G: two ways, the same random numbers, one comparison.
# </details>
# <details><summary>Hint 2: the formulas</summary>
#
# (7.4) for A, (7.2) and (7.6) for B, (7.9) for C and F, (7.12) and (7.13) for D and E, (7.11) for G.
# </details>

# %% solution="vectorisation_claims"
def vectorisation_claims():
    """() -> {"A": bool, ..., "G": bool}. Expected: 1 line, or your experiments and 1 line."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(9)
    u, b = rng.normal(size=(2, 3, 4, 6)), rng.normal(size=(3, 1, 1))
    m, ones = u[0, 0], np.ones((2, 2))
    V, K = windows(u[:1, :1], 2, 2)[0], np.ones((5, 4))
    loops = sum(1 for _ in np.ndindex(5, 3, 5, 2, 2))
    product = len(K) * K.shape[1] * V.shape[1]
    folded = conv_fast_gradients(np.ones((1, 1, 4, 6)), np.ones((1, 1, 2, 2)), np.ones((1, 1, 3, 5)))[0]
    twice = np.zeros(2)
    twice[[0, 0]] += np.ones(2)
    slices = m[::2, ::2] + m[1::2, ::2] + m[::2, 1::2] + m[1::2, 1::2]
    before, after = max_pool_fast(np.maximum(u + b, 0), 2), np.maximum(max_pool_fast(u, 2) + b, 0)
    return {
        "A": not np.shares_memory(m, sliding_window_view(m, (2, 2))),
        "B": product < loops,
        "C": np.array_equal(folded, np.ones((1, 1, 4, 6))),
        "D": np.array_equal(np.kron(m, ones), upsample_fast(u, 2)[0, 0]),
        "E": np.allclose(lesson_03.conv2_valid(m, ones)[::2, ::2], slices),
        "F": twice[0] == 2,
        "G": np.allclose(before, after),
    }
    ### END SOLUTION

# %% test="vectorisation_claims" points=4
check(vectorisation_claims)

# %% [markdown]
# ## Verifying
#
# All parts together, on a real digit with non-zero biases: convolution, ReLU, pool, and back. The gradient must be the one that lessons 03 and 04 give, one map at a time.

# %%
image, k5 = digit(1)[None, None], rng.normal(size=(2, 1, 5, 5)) / 5
b5, top = np.array([0.3, -0.2]), rng.normal(size=(1, 2, 12, 12))
u5 = conv_fast(image, k5, b5)
d5 = max_pool_fast_delta(top, np.maximum(u5, 0), 2) * (u5 > 0)
dx5, dk5, db5 = conv_fast_gradients(image, k5, d5)
slow = np.zeros((28, 28))
for j in range(2):
    net = lesson_03.xcorr2_valid(image[0, 0], k5[j, 0]) + b5[j]
    switches = lesson_04.max_pool(np.maximum(net, 0), 2)[1]
    delta_j = lesson_04.upsample(top[0, j], 2) * switches * (net > 0)
    slow += lesson_03.conv2_full(delta_j, k5[j, 0])
print("pixels agree within 1e-12:", relative_error(dx5[0, 0], slow) < 1e-12)
show(
    figures.maps([image[0, 0], dx5[0, 0], slow], ["digit", "by products and slices", "map by map"], columns=3, digits=1),
    "A handwritten two, the gradient at its pixels by the fast functions, and the same picture from lessons 03 and 04.",
)

# %% [markdown]
# What this does not show: that it is fast for other sizes. A rung that wins for 6 maps of $12 \times 12$ may lose for 64 maps of $112 \times 112$, where im2col's copy no longer fits in the cache. Measure at
# your own sizes, take the shortest of several runs, and change one thing at a time. And a time is a fact about one machine on one day.
#
# ## Roads not taken
#
# - **No im2col at all**: $k_h k_w$ products with shifted views, summed. No large copy, but small products.
# - **Winograd and FFT**: fewer operations than (7.2), so they may go below this floor.
# - **Compilers** (Numba, Cython, C): then the scalar loops of section 1 are a good start after all.
# - **GPUs**: the same idea, more so: many numbers for each call, memory read in long runs.
#
# ## Sources
#
# - K. Chellapilla, S. Puri, P. Simard, *High performance convolutional neural networks for document processing* (2006): windows unrolled into a matrix.
# - K. Goto, R. van de Geijn, *Anatomy of high-performance matrix multiplication*, ACM TOMS 34 (2008): why BLAS is near the peak.
# - J. Bouvrie, *Notes on Convolutional Neural Networks* (2006), section 3: upsampling as a Kronecker product (7.12).
# - R. B. Palm, *DeepLearnToolbox* for MATLAB (2012): subsampling by a convolution with ones (7.13).
# - The NumPy manual on `as_strided` and `sliding_window_view`: what is checked and what is not.

# %% [markdown]
# ## How far you are
#
# Which exercises passed since the kernel was started:

# %%
from helpers.progress import progress

progress("07_vectorisation")
