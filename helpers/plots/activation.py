"""Curves of one net input: the scaled tanh with its derivatives, and what a delta looks like along u."""

import numpy as np

from helpers.plots.style import PALETTE, colours, new_figure, styled


@styled
def activation(f, f_prime, strongest):
    """Left f beside the plain tanh, right f' and f''; `strongest` is where |f''| is largest."""
    u = np.linspace(-4, 4, 401)
    figure = new_figure(9.0, 3.3)
    left, right = figure.subplots(1, 2)
    left.plot(u, np.tanh(u), color="0.55", ls="--", label="tanh u")
    left.plot(u, f(u), color=PALETTE["blue"], lw=2, label="f(u)")
    left.plot([-1, 1], [-1, 1], "o", color=PALETTE["vermilion"], label="targets: f(±1) = ±1")
    left.set(
        title="The scaled tanh meets its targets inside its range", xlabel="net input u", ylabel="output x"
    )
    h = 1e-4
    bend = (f_prime(u + h) - f_prime(u - h)) / (2 * h)
    right.plot(u, f_prime(u), color=PALETTE["blue"], lw=2, label="f'(u)")
    right.plot(u, bend, color=PALETTE["orange"], lw=2, label="f''(u)")
    for place in (-strongest, strongest):
        right.axvline(place, color="0.5", lw=1, ls=":")
    right.set(
        title=f"The bend f'' is strongest at u = ±{strongest:.3f}", xlabel="net input u", ylabel="derivative"
    )
    for ax in (left, right):
        ax.axhline(0, color="0.8", lw=0.8, zorder=0)
        ax.legend(fontsize=8, frameon=False, loc="lower right" if ax is left else "upper right")
    return figure


@styled
def curves(u, lines, title, ylabel, xlabel="net input u", log=False):
    """Some curves {name: values} over one axis."""
    figure = new_figure(6.4, 3.3)
    ax = figure.subplots()
    for (name, values), colour in zip(lines.items(), colours(len(lines)), strict=True):
        ax.plot(u, values, color=colour, lw=2, label=name)
    if log:
        ax.set(xscale="log", yscale="log")
    else:
        ax.axhline(0, color="0.8", lw=0.8, zorder=0)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    ax.legend(fontsize=8, frameon=False)
    return figure


def learning_curves(learn):
    """A function draw(ax, start): the outputs learn(start, loss) of one neuron, step by step, for both losses."""

    def draw(ax, start):
        for loss, colour in (("squared error", "vermilion"), ("cross-entropy", "blue")):
            ax.plot(learn(start, loss), color=PALETTE[colour], lw=2, label=loss)
        ax.axhline(0, color="0.5", lw=1, ls=":", label="target")
        ax.set(title=f"start w = b = {start:g}", xlabel="step", ylabel="output a", ylim=(-0.05, 1.5))
        ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
        ax.legend(fontsize=8, frameon=False, loc="upper right")

    return draw
