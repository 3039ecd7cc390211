"""Valid, same and full: three cuts of one array."""

from helpers.plots.grid import draw_frame, draw_map
from helpers.plots.style import new_figure, styled


@styled
def sizes(image, full, kernel_shape):
    """The image, and its full convolution with the frames of same and valid drawn into it."""
    (kh, kw), (height, width) = kernel_shape, image.shape
    figure = new_figure(7.6, 3.6)
    left, right = figure.subplots(1, 2)
    draw_map(left, image, f"input {height} x {width}, kernel {kh} x {kw}", "gray")
    rows, columns = full.shape
    down, across = height - kh + 1, width - kw + 1
    picture = draw_map(right, full, "full convolution and its two inner cuts")
    cuts = {
        "vermilion": (f"full {rows} x {columns}", 0, 0, rows, columns),
        "blue": (f"same {height} x {width}", (kh - 1) // 2, (kw - 1) // 2, height, width),
        "green": (f"valid {down} x {across}", kh - 1, kw - 1, down, across),
    }
    for colour, (label, *box) in cuts.items():
        draw_frame(right, *box, colour=colour, label=label)
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3, fontsize=8, frameon=False)
    figure.colorbar(picture, ax=right, shrink=0.75)
    return figure
