"""The figures of lesson 02_mlp, each a function from arrays to a figure (`learning_curves`: to a draw)."""

from helpers.plots.activation import activation, curves, learning_curves
from helpers.plots.agreement import agreement
from helpers.plots.grid import maps, numbers
from helpers.plots.layers import by_layer, descent, training
from helpers.plots.network import network

__all__ = [
    "activation",
    "agreement",
    "by_layer",
    "curves",
    "descent",
    "learning_curves",
    "maps",
    "network",
    "numbers",
    "training",
]
