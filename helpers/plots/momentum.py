"""Figures of the lesson on momentum: paths in a ravine, velocities, decay, the map of the convergence factor."""

import numpy as np

from helpers.plots.style import PALETTE, new_figure, styled

LINES = ["-", "--", "-.", ":"]
COLOURS = [PALETTE[name] for name in ("blue", "vermilion", "green", "purple")]


def contours(ax, curvatures, path, title):
    """Level lines of E = (m theta_0^2 + L theta_1^2)/2 and a path (steps + 1, 2) on them."""
    m, L = curvatures
    x, y = np.meshgrid(np.linspace(-11, 11, 121), np.linspace(-2.2, 2.2, 81))
    levels = m * np.array([1.0, 9, 25, 49, 81, 121, 169]) / 2
    ax.contour(x, y, (m * x**2 + L * y**2) / 2, levels=levels, colors="0.75", linewidths=0.8)
    ax.plot(*np.clip(path, -50, 50).T, marker="o", markersize=2.5, linewidth=1, color=PALETTE["blue"])
    ax.plot(*path[0], marker="s", markersize=6, color=PALETTE["orange"])
    ax.plot(0, 0, marker="*", markersize=9, color=PALETTE["vermilion"])
    ax.set(title=title, xlabel="theta_0, flat", ylabel="theta_1, steep", xlim=(-11, 11), ylim=(-2.2, 2.2))


@styled
def ravine(curvatures, paths):
    """One panel a path; paths: {title: (steps + 1, 2)}. The square is the start, the star the minimum."""
    figure = new_figure(4.2 * len(paths), 2.7)
    for ax, (title, path) in zip(
        figure.subplots(1, len(paths), squeeze=False)[0], paths.items(), strict=True
    ):
        contours(ax, curvatures, path, title)
    return figure


def slide(curvatures, walk):
    """draw(ax, gamma) for `explore`: the path walk(gamma) in the ravine."""

    def draw(ax, gamma):
        path = walk(gamma)
        distance = np.linalg.norm(path[-1])
        contours(ax, curvatures, path, f"gamma = {gamma:g}: distance {distance:.2g} at the end")

    return draw


@styled
def curves(series, title, xlabel, ylabel, logarithmic=False, level=None):
    """Lines over the number of steps. series: {label: values}; level: (label, value) of a horizontal line."""
    figure = new_figure(6.4, 3.2)
    ax = figure.subplots()
    for number, (label, values) in enumerate(series.items()):
        ax.plot(values, LINES[number % 4], color=COLOURS[number % 4], label=label, linewidth=1.6)
    if level:
        ax.axhline(level[1], color="0.4", linewidth=1, linestyle=(0, (1, 2)), label=level[0])
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel, yscale="log" if logarithmic else "linear")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(frameon=False)
    return figure


@styled
def factor_map(factor, products, gammas, best):
    """The convergence factor over (eta l, gamma); best: a point to mark. White line: border of stability."""
    values = np.array([[factor(1.0, p, g) for p in products] for g in gammas])
    figure = new_figure(6.4, 3.8)
    ax = figure.subplots()
    shown = ax.pcolormesh(
        products, gammas, np.minimum(values, 1.5), cmap="cividis", vmin=0, vmax=1.5, shading="nearest"
    )
    ax.contour(products, gammas, values, levels=[0.5, 0.7, 0.9], colors="white", linewidths=0.7)
    ax.plot(2 + 2 * gammas, gammas, color="white", linewidth=2, label="eta l = 2 + 2 gamma")
    ax.plot((1 - np.sqrt(gammas)) ** 2, gammas, "--", color="white", linewidth=1.5, label="critical damping")
    ax.plot((1 + np.sqrt(gammas)) ** 2, gammas, "--", color="white", linewidth=1.5)
    ax.plot(
        *best,
        marker="*",
        markersize=13,
        color=PALETTE["vermilion"],
        linestyle="none",
        label="eta l = 1, gamma = 0",
    )
    ax.set(title="Convergence factor of one curvature", xlabel="eta l", ylabel="gamma",
           xlim=(products[0], products[-1]), ylim=(gammas[0], gammas[-1]))  # fmt: skip
    ax.legend(loc="upper left", facecolor="0.35", labelcolor="white", framealpha=0.9)
    figure.colorbar(shown, ax=ax, label="factor per step (1.5 stands for more)")
    return figure


@styled
def over_curvatures(curvatures, series, title):
    """Convergence factors against the curvature, logarithmic axis; series: {label: factors}."""
    figure = new_figure(6.4, 3.2)
    ax = figure.subplots()
    for number, (label, values) in enumerate(series.items()):
        ax.plot(curvatures, values, LINES[number % 4], color=COLOURS[number % 4], label=label, linewidth=1.6)
    ax.axhline(1, color="0.4", linewidth=1, linestyle=(0, (1, 2)), label="no progress")
    ax.set(title=title, xlabel="curvature l", ylabel="convergence factor", xscale="log", ylim=(0, 1.05))
    ax.legend(frameon=False, loc="lower left")
    return figure
