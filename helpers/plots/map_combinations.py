"""The figures of lesson 05_map_combinations, each a function from arrays to a figure (`draw_table`: into an axis)."""

from helpers.plots.agreement import agreement
from helpers.plots.matrices import matrices
from helpers.plots.penalties import dodge, thresholds, two_weights
from helpers.plots.sheets import sheets
from helpers.plots.weight_paths import draw_table, paths, tables

__all__ = [
    "agreement",
    "dodge",
    "draw_table",
    "matrices",
    "paths",
    "sheets",
    "tables",
    "thresholds",
    "two_weights",
]
