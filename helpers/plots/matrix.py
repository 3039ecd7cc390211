"""A convolution as a matrix: most entries absent, the rest tied."""

import numpy as np
from matplotlib.colors import ListedColormap

from helpers.plots.style import colours, new_figure, styled


def tie_numbers(kernel_shape, shape):
    """Which kernel weight each entry of the matrix is, counted in row order from 0; -1 where there is none.

    Returns integers of the matrix's shape (outputs, inputs), for a true convolution (3.6).
    """
    (kh, kw), (height, width) = kernel_shape, shape
    outputs = [(m, n) for m in range(height - kh + 1) for n in range(width - kw + 1)]
    ties = np.full((len(outputs), height * width), -1)
    for row, (m, n) in enumerate(outputs):
        for p in range(kh):
            for q in range(kw):
                ties[row, (m + kh - 1 - p) * width + n + kw - 1 - q] = p * kw + q
    return ties


@styled
def tied_matrix(matrix, kernel_shape, shape):
    """The matrix of a convolution, equal colours where equal weights must stand, its numbers written in.

    matrix (outputs, inputs); kernel_shape (kh, kw); shape (H, W) of the input.
    """
    ties = tie_numbers(kernel_shape, shape)
    figure = new_figure(min(9.0, 0.5 * ties.shape[1] + 2.6), 0.36 * ties.shape[0] + 1.5)
    ax = figure.subplots()
    image = draw_ties(ax, ties, kernel_shape)
    write(ax, matrix, keep=(matrix != 0) | (ties >= 0), bold=ties >= 0)
    label_pixels(ax, kernel_shape, shape)
    ax.set_title("The matrix C: one row for each output")
    bar = figure.colorbar(image, ax=ax, ticks=range(-1, np.prod(kernel_shape)))
    bar.ax.set_yticklabels(["absent", *(f"k[{label}]" for label in pixels(*kernel_shape))])
    return figure


@styled
def tied_gradient(dense, kernel_shape, shape):
    """The dense gradient delta x' with the tied entries in colour, and the sums by colour beside it."""
    ties = tie_numbers(kernel_shape, shape)
    figure = new_figure(9.0, 0.36 * ties.shape[0] + 1.5)
    left, right = figure.subplots(1, 2, width_ratios=[ties.shape[1], 3.0])
    draw_ties(left, ties, kernel_shape)
    write(left, dense, keep=dense == dense, bold=ties >= 0)
    label_pixels(left, kernel_shape, shape)
    left.set_title("delta[m,n] x[i,j]: the dense gradient, tied entries coloured")
    tied = np.arange(np.prod(kernel_shape)).reshape(kernel_shape)
    draw_ties(right, tied, kernel_shape)
    sums = np.array([dense[ties == tie].sum() for tie in tied.flat]).reshape(kernel_shape)
    write(right, sums, keep=tied >= 0, bold=tied >= 0)
    right.set(xticks=range(kernel_shape[1]), yticks=range(kernel_shape[0]), xlabel="q", ylabel="p")
    right.set_title("summed by colour: dE/dk")
    return figure


def draw_ties(ax, ties, kernel_shape):
    """Entries coloured by the kernel weight that they are, absent ones light grey."""
    count = int(np.prod(kernel_shape))
    palette = ListedColormap(["0.96", *colours(count)])
    return ax.imshow(ties, cmap=palette, vmin=-1.5, vmax=count - 0.5, aspect="auto")


def write(ax, numbers, keep, bold):
    """The numbers into their cells: those to keep, bold where they count."""
    for index in zip(*np.nonzero(keep), strict=True):
        weight = "bold" if bold[index] else "normal"
        text = f"{numbers[index] + 0.0:g}"
        ax.text(index[1], index[0], text, ha="center", va="center", fontweight=weight)


def label_pixels(ax, kernel_shape, shape):
    """Rows named by output pixels m,n and columns by input pixels i,j."""
    (kh, kw), (height, width) = kernel_shape, shape
    columns, rows = pixels(height, width), pixels(height - kh + 1, width - kw + 1)
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.set(xlabel="input pixel i,j", ylabel="output pixel m,n")


def pixels(height, width):
    """The names "0,0", "0,1", ... of the entries of a map, in row order."""
    return [f"{i},{j}" for i in range(height) for j in range(width)]
