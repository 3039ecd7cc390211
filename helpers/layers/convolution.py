"""The convolutional layer as one matrix product an output row.

Chellapilla et al. (2006) unroll each window into a column, kh*kw copies of the image. Here a row's
windows are an overlapping view of kw shifted images, so that kw copies do.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from helpers.layers.layer import Layer, require, require_maps

# From this many weights an output on, the product runs faster on a transposed copy of delta than on a view.
COPY_PAYS = 64


class Convolution(Layer):
    """u_j = sum_i xcorr2_valid(x_i, k_ij), cross-correlation as in the frameworks; no bias, no activation.

    maps: number of output maps J. size: height and width of the kernels. table: optional booleans
    (I, J), absent connections have weight and gradient 0. Parameter k (J, I, size, size).
    """

    def __init__(self, maps, size, table=None):
        super().__init__()
        self.maps, self.size = maps, size
        self.table = None if table is None else np.asarray(table, dtype=bool)

    def output_shape(self, shape):
        h, c, w = require_maps(self, shape)
        size = self.size
        require(h >= size and w >= size, f"a {size}x{size} kernel does not fit into a map of {h}x{w}")
        if self.table is not None:
            wanted = (c, self.maps)
            require(self.table.shape == wanted, f"the table is {self.table.shape}; {wanted} was expected")
        self.inputs = c
        return h - size + 1, self.maps, w - size + 1

    def shapes(self):
        return {"k": (self.maps, self.inputs, self.size, self.size)}

    def initial(self, rng):
        """He et al. (2015): variance 2 over the number of weights that feed an output."""
        k = rng.standard_normal(self.shapes()["k"])
        fan_in = np.full(self.maps, self.inputs) if self.table is None else self.table.sum(axis=0)
        scale = np.sqrt(2 / (np.maximum(fan_in, 1) * self.size**2))
        return {"k": self.masked(k * scale[:, None, None, None])}

    def masked(self, k):
        return k if self.table is None else k * self.table.T[:, :, None, None]

    def forward(self, x):
        h, c, w, n = x.shape
        size, rows, columns = self.size, h - self.size + 1, w - self.size + 1
        shifted = np.empty((h, c, size, columns, n), x.dtype)
        for q in range(size):
            shifted[:, :, q] = x[:, :, q : q + columns]
        step = columns * n * x.itemsize
        self.windows = as_strided(
            shifted,
            (rows, size * c * size, columns * n),
            (c * size * step, step, x.itemsize),
            writeable=False,
        )
        self.matrix = self.parameters["k"].transpose(0, 2, 1, 3).reshape(self.maps, -1)
        return (self.matrix @ self.windows).reshape(rows, self.maps, columns, n)

    def backward(self, d, below=True):
        rows, maps, columns, n = d.shape
        size, c = self.size, self.inputs
        flat = d.reshape(rows, maps, columns * n)
        turned = flat.transpose(0, 2, 1)
        if c * size * size >= COPY_PAYS:
            turned = np.ascontiguousarray(turned)
        dk = (self.windows @ turned).sum(axis=0).T.reshape(maps, size, c, size)
        self.gradients["k"][...] = self.masked(dk.transpose(0, 2, 1, 3))
        return self.input_gradient(flat, columns, n) if below else None

    def input_gradient(self, d, columns, n):
        """dE/dx, row by row: input row r fed output rows r-size+1 to r, which lie together in d."""
        rows, size, c, maps = len(d), self.size, self.inputs, self.maps
        k = self.parameters["k"][:, :, ::-1]
        back = np.ascontiguousarray(k.transpose(1, 3, 2, 0)).reshape(c * size, size * maps)
        shifted = np.empty((rows + size - 1, c * size, columns * n), d.dtype)
        for r in range(len(shifted)):
            first, last = max(0, r - size + 1), min(r + 1, rows)
            used = slice((first - r + size - 1) * maps, (last - r + size - 1) * maps)
            np.matmul(back[:, used], d[first:last].reshape(-1, columns * n), out=shifted[r])
        shifted = shifted.reshape(-1, c, size, columns, n)
        dx = np.empty((len(shifted), c, columns + size - 1, n), d.dtype)
        dx[:, :, :columns], dx[:, :, columns:] = shifted[:, :, 0], 0
        for q in range(1, size):
            dx[:, :, q : q + columns] += shifted[:, :, q]
        return dx
