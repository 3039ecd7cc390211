"""Eight feature maps of a sheet of handwritten digits: edges that face four ways, fine and coarse."""

import numpy as np

from helpers.data import digit
from helpers.operations.convolution import conv2_valid

NAMES = tuple(f"{size} {side}" for size in ("fine", "coarse") for side in ("left", "upper", "right", "lower"))
SOBEL = np.outer([1.0, 2.0, 1.0], [1.0, 0.0, -1.0]) / 8
BLUR = np.ones((3, 3)) / 9
GAIN = 4.0


def sheet(rows, columns, size=14):
    """The first rows x columns test digits side by side in one map, (rows size, columns size)."""
    return np.block([[digit(r * columns + c, size) for c in range(columns)] for r in range(rows)])


def edge_maps(page):
    """page (H, W) -> (8, H-4, W-4): tanh of the rectified slope towards each side, mean 0, variance 1.

    Maps 0 to 3 are the left, upper, right and lower edges of the strokes, maps 4 to 7 the same after a blur.
    """
    found = []
    for source in (page[1:-1, 1:-1], conv2_valid(page, BLUR)):
        across, down = conv2_valid(source, SOBEL), conv2_valid(source, SOBEL.T)
        found += [np.tanh(GAIN * np.maximum(0.0, slope)) for slope in (across, down, -across, -down)]
    maps = np.array(found)
    maps -= maps.mean(axis=(1, 2), keepdims=True)
    return maps / maps.std(axis=(1, 2), keepdims=True)
