"""Kernels on a digit: what each answers to, and one window sliding."""

import numpy as np

from helpers.operations.convolution import conv2_valid
from helpers.plots.grid import draw_frame, draw_map, draw_numbers
from helpers.plots.style import SEQUENTIAL, centred, new_figure, styled

# Convolution turns a kernel over: [1, 0, -1] answers where the right is brighter, at a left edge.
KERNELS = {
    "left edge": np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]),
    "upper edge": np.array([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]]),
    "falling stroke": np.array([[2.0, -1, -1], [-1, 2, -1], [-1, -1, 2]]),
    "outline": np.array([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
}


@styled
def kernels(image, bank=None):
    """Above each kernel of the bank {name: kernel}, below the feature map it makes of the image."""
    bank = KERNELS if bank is None else bank
    figure = new_figure(9.0, 4.3)
    axes = figure.subplots(2, len(bank) + 1, height_ratios=[1, 1.5])
    draw_map(axes[1, 0], image, f"digit {image.shape[0]} x {image.shape[1]}", "gray")
    axes[0, 0].set_axis_off()
    for column, (name, k) in enumerate(bank.items(), start=1):
        draw_numbers(axes[0, column], k, name)
        feature = conv2_valid(image, k)
        draw_map(axes[1, column], feature, f"map {feature.shape[0]} x {feature.shape[1]}")
    return figure


def slide(image, k):
    """A function draw(ax, step): the kernel's window at that step, and the output filled up to there."""
    output = conv2_valid(image, k)
    kh, kw = k.shape

    def draw(ax, step):
        row, column = divmod(step, output.shape[1])
        ax.set_axis_off()
        ax.set_title(f"step {step}: window at row {row}, column {column}")
        above, below = ax.inset_axes([0.1, 0.53, 0.88, 0.44]), ax.inset_axes([0.1, 0.02, 0.88, 0.4])
        above.imshow(image, cmap=SEQUENTIAL, vmin=0, vmax=1)
        draw_frame(above, row, column, kh, kw)
        above.set(ylabel="input row", xlabel="input column")
        filled = np.where(np.arange(output.size).reshape(output.shape) <= step, output, np.nan)
        below.set_facecolor("0.9")
        below.imshow(filled, **centred(output))
        draw_frame(below, row, column, 1, 1)
        below.set(ylabel="output row", xlabel=f"output column; here u = {output[row, column]:.2f}")

    return draw
