"""Figures of the lessons: `show` publishes one with its description, `explore` adds a slider.

    from helpers.plots import explore, show
    from helpers.plots import convolution as figures
    show(figures.tied_matrix(k, (3, 3)), "The matrix of a convolution, equal entries in one colour.")

`import helpers` does not import this package; Matplotlib is loaded only where figures are drawn.
"""

from helpers.plots.explore import explore
from helpers.plots.publish import show

__all__ = ["explore", "show"]
