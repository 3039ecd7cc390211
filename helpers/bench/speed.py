"""The parts that measure the layers: beside PyTorch, beside the arithmetic alone, and by what they learn."""

import statistics

from helpers.bench.accuracy import RECIPES, trained
from helpers.bench.agreement import differences
from helpers.bench.ladder import ladder
from helpers.bench.machine import torch_version
from helpers.bench.report import Result, Table
from helpers.bench.sizes import sizes
from helpers.bench.step import step_seconds

LIMITS, GRADIENT_LIMIT = {"PyTorch eager": 0.5, "arithmetic floor": 2.2}, 1e-12
ERROR_LIMITS, SEEDS = {2: 1.0, 10: 0.75}, {2: range(8), 10: range(3)}
MISSING = "not installed"
ABSENT = "PyTorch is not installed here: there is nothing to compare with."


def step(solutions):
    """A training step beside PyTorch eager's and beside the arithmetic floor."""
    seconds = step_seconds()
    ratios = {name: seconds["ours"] / value for name, value in seconds.items()}
    rows = [(name, f"{1000 * s:.2f}", times(ratios[name]), wanted(name)) for name, s in seconds.items()]
    rows += [(name, MISSING, "", wanted(name)) for name in LIMITS if name not in seconds]
    over = frozenset(i for i, name in enumerate(seconds) if ratios[name] > LIMITS.get(name, 1))
    note = "The floor is the step's arithmetic at the speed of a 512 x 512 matrix product in the same run."
    title = "28x28-6-16-120-10, batch 64, float32; medians, in turns"
    table = Table(title, ("what", "milliseconds", "ours is", "wanted"), rows, over, note)
    ours = f"training step of 64 digits, {1000 * seconds['ours']:.2f} ms"
    headlines = [
        (f"{ours} / {name}", times(ratios[name]) if name in ratios else MISSING, wanted(name))
        for name in LIMITS
    ]
    return Result("Training step", [table], headlines)


def wanted(name):
    """ "at most 0.5 x", or nothing."""
    return f"at most {LIMITS[name]} x" if name in LIMITS else ""


def times(ratio):
    """ "3.38 x", and from 100 on without decimals."""
    return f"{ratio:,.{0 if ratio >= 100 else 2}f} x"


def gradients(solutions):
    """Our gradient of the whole network against PyTorch's."""
    what, limit = "gradients beside PyTorch's, largest relative error", f"below {GRADIENT_LIMIT:.0e}"
    found = differences() if torch_version() else {}
    rows = [(name, f"{error:.1e}") for name, error in found.items()] or [("all", MISSING)]
    over = frozenset(i for i, error in enumerate(found.values()) if not error < GRADIENT_LIMIT)
    title = f"256 digits, float64, against PyTorch ({limit} wanted)"
    table = Table(title, ("parameter", "relative error"), rows, over, "" if found else ABSENT)
    return Result("Gradients", [table], [(what, f"{max(found.values()):.1e}" if found else MISSING, limit)])


def forms(solutions):
    """Lesson 07's ladder of forms."""
    found = ladder()
    rows = [(row.name, str(row.images or ""), f"{1000 * row.seconds:.4g}", times(row.ratio)) for row in found]
    columns = ("form", "images", "ms an image", "to the final form")
    table = Table("The second layer, 6 to 16 maps, there and back; shortest times", columns, rows)
    headline = ("lesson 07's scalar loops / its final form", times(found[0].ratio), "")
    return Result("From loops to one product", [table], [headline])


def growth(solutions):
    """A training step as batch, maps and images grow."""
    found = sizes()
    slower = [i for i, size in enumerate(found) if size.ratio and size.ratio > 1]
    lost = ", ".join(f"{found[i].label} ({times(found[i].ratio)})" for i in slower) or "none of them"
    note = f"PyTorch is faster at: {lost}." if torch_version() else ABSENT
    columns, rows = ("size", "ours, ms", "PyTorch eager, ms", "ours is"), [growth_row(size) for size in found]
    table = Table("A step; all else as in the training step", columns, rows, frozenset(slower), note)
    headline = (
        f"of {len(found)} sizes of the step, PyTorch is faster at",
        lost if torch_version() else MISSING,
        "",
    )
    return Result("As the work grows", [table], [headline], found)


def growth_row(size):
    """A size's texts."""
    peer = size.seconds.get("PyTorch eager")
    shown = (f"{1000 * peer:.2f}", times(size.ratio)) if peer else (MISSING, "")
    return (size.label, f"{1000 * size.seconds['ours']:.2f}", *shown)


def accuracy(solutions):
    """Whole trainings, from several seeds."""
    rows, over, headlines = [], [], []
    for epochs, limit in ERROR_LIMITS.items():
        runs = [trained(epochs, seed) for seed in SEEDS[epochs]]
        errors, seconds = [run.error for run in runs], statistics.median(run.seconds for run in runs)
        middle, spread = statistics.median(errors), f"{min(errors):.2f} to {max(errors):.2f}"
        if not middle < limit:
            over.append(len(rows))
        rows.append(
            (str(epochs), str(len(runs)), f"{middle:.3f}", spread, f"below {limit}", f"{seconds:.1f}")
        )
        what = f"test error after {epochs} epochs of 60,000 digits, median of {len(runs)} seeds"
        headlines.append((what, f"{middle:.2f} % ({spread}) in {seconds:.1f} s", f"below {limit} %"))
    columns = ("epochs", "seeds", "median error, %", "from, to", "wanted", "seconds each")
    note = f"Momentum 0.9; {'; '.join(map(recipe, RECIPES))}. Rates rise over a fifth of the steps, then fall to 0."
    return Result(
        "Accuracy", [Table("On the 10,000 test digits", columns, rows, frozenset(over), note)], headlines
    )


def recipe(epochs):
    """ "2 epochs: batch 32, rate 0.03, decay 0.002"."""
    settings = ", ".join(f"{name} {value}" for name, value in RECIPES[epochs].items())
    return f"{epochs} epochs: {settings}"
