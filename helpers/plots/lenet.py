"""The figures of lesson 08_lenet, each a function from arrays to a figure (`moved`: to a draw)."""

from helpers.plots.agreement import agreement
from helpers.plots.grid import maps, numbers
from helpers.plots.lenet_maps import deltas, filters, moved, through
from helpers.plots.lenet_results import alphas, confusion_matrix, experiments, losses, worst
from helpers.plots.table import table

__all__ = [
    "agreement", "alphas", "confusion_matrix", "deltas", "experiments", "filters", "losses", "maps", "moved",
    "numbers", "table", "through", "worst",
]  # fmt: skip
