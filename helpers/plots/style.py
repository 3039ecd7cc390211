"""One look for all figures: colours that colour-blind readers can tell apart, on white."""

import functools

import matplotlib
from matplotlib.figure import Figure

# Okabe and Ito (2008), "Color Universal Design".
PALETTE = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "vermilion": "#D55E00",
    "yellow": "#F0E442",
    "black": "#000000",
}
SEQUENTIAL = "gray"
DIVERGING = "PuOr"

LOOK = {
    "axes.edgecolor": "0.35",
    "axes.facecolor": "white",
    "axes.labelcolor": "0.2",
    "axes.labelsize": 9,
    "axes.titlesize": 10,
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "font.size": 9,
    "savefig.facecolor": "white",
    "text.color": "0.1",
    "xtick.color": "0.2",
    "xtick.labelsize": 8,
    "ytick.color": "0.2",
    "ytick.labelsize": 8,
}


def styled(draw):
    """Decorator: whatever style the reader has set, `draw` draws in the course's look."""

    @functools.wraps(draw)
    def wrapped(*arguments, **options):
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(LOOK)
            return draw(*arguments, **options)

    return wrapped


def new_figure(width, height):
    """A white figure, width x height inches, that no pyplot state knows of; layout is constrained."""
    return Figure(figsize=(width, height), layout="constrained")


def colours(n):
    """n distinguishable colours as a list; more than seven repeat."""
    names = [value for name, value in PALETTE.items() if name != "black"]
    return [names[i % len(names)] for i in range(n)]


def centred(*arrays):
    """Options of `imshow` for signed numbers: diverging colours, white at 0, one scale for all arrays."""
    limit = max((float(abs(a).max()) for a in arrays if a.size), default=0.0) or 1.0
    return {"cmap": DIVERGING, "vmin": -limit, "vmax": limit}
