"""The figures of lesson 03_convolution, each a function from arrays to a figure (`slide`: to a draw)."""

from helpers.plots.agreement import agreement
from helpers.plots.connections import connections
from helpers.plots.delta import delta_flow
from helpers.plots.grid import maps, numbers
from helpers.plots.kernels import KERNELS, kernels, slide
from helpers.plots.matrix import tied_gradient, tied_matrix
from helpers.plots.sizes import sizes
from helpers.plots.table import table

__all__ = [
    "KERNELS",
    "agreement",
    "connections",
    "delta_flow",
    "kernels",
    "maps",
    "numbers",
    "sizes",
    "slide",
    "table",
    "tied_gradient",
    "tied_matrix",
]
