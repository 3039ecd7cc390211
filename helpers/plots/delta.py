"""Delta on its way back through a convolution."""

import numpy as np

from helpers.plots.grid import draw_frame, draw_numbers
from helpers.plots.style import centred, new_figure, styled


@styled
def delta_flow(delta, k, gradient, entry=(0, 1), target=(0, 1)):
    """Above, what one entry of delta contributes; below, one entry of dE/dx gathered by a window.

    delta (H', W'), k (kh, kw), gradient (H, W) = dE/dx; entry (m, n) of delta; target (i, j) of dE/dx.
    """
    (kh, kw), (m, n), (i, j) = k.shape, entry, target
    rotated = k[::-1, ::-1]
    padded = np.pad(delta, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    share = np.zeros_like(gradient)
    share[m : m + kh, n : n + kw] = delta[m, n] * rotated
    scale = centred(delta, gradient, share)
    figure = new_figure(9.0, 5.6)
    top, bottom = figure.subplots(2, 4)
    draw_numbers(top[0], delta, "delta", scale)
    draw_frame(top[0], m, n, 1, 1)
    draw_numbers(top[1], rotated, "rot180(k)", scale)
    draw_numbers(top[2], share, f"share of delta[{m},{n}] = {delta[m, n]:g}", scale)
    draw_frame(top[2], m, n, kh, kw)
    draw_numbers(top[3], gradient, "sum of all shares: dE/dx", scale)
    draw_numbers(bottom[0], padded, "delta with its rim of zeros", scale)
    draw_frame(bottom[0], i, j, kh, kw, "blue")
    draw_numbers(bottom[1], k, "k, laid on the window", scale)
    draw_numbers(bottom[2], padded[i : i + kh, j : j + kw] * k, "products, entry by entry", scale)
    draw_numbers(bottom[3], gradient, f"their sum: dE/dx[{i},{j}]", scale)
    draw_frame(bottom[3], i, j, 1, 1, "blue")
    return figure
