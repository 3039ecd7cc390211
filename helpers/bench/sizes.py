"""A training step as the work grows: more images a batch, more maps, larger images; ours and PyTorch's interleaved."""

import statistics
from dataclasses import dataclass

from helpers.bench.step import batches, both_steps, timed

BATCHES = (1, 4, 16, 64, 256, 1024)
MAPS = ((6, 16), (12, 32), (24, 64), (64, 128))
SIDES = (28, 56, 84, 112)
ROUNDS, SECONDS = 5, 0.15


@dataclass(frozen=True)
class Size:
    """What grows, its value in words and as a number, and median seconds a step by name."""

    grows: str
    label: str
    value: int
    seconds: dict

    @property
    def ratio(self):
        """Ours in multiples of PyTorch's time, None where PyTorch is not installed."""
        peer = self.seconds.get("PyTorch eager")
        return self.seconds["ours"] / peer if peer else None


def settings():
    """[(what grows, label, value, options)]; all else as in the training step: batch 64, maps 6 and 16, 28 x 28."""
    return [
        *[("batch", f"batch {n}", n, {"batch": n}) for n in BATCHES],
        *[("maps", f"maps {a} and {b}", a, {"maps": (a, b)}) for a, b in MAPS],
        *[("image", f"image {n} x {n}", n, {"side": n}) for n in SIDES],
    ]


def step_medians(batch=64, maps=(6, 16), side=28, rounds=None):
    """{name: median seconds a step}; in every round each runs for about as long, PyTorch right after ours."""
    steps, pairs = both_steps(maps, side), batches(batch, 2, side)
    taken = {name: [] for name in steps}
    for step in steps.values():
        step(*pairs[0])
    for _ in range(rounds or ROUNDS):
        for name, step in steps.items():
            count = max(2, min(60, int(SECONDS / timed(step, *pairs[0]))))
            taken[name] += [timed(step, *pairs[i % 2]) for i in range(count)]
    return {name: statistics.median(values) for name, values in taken.items()}


def sizes(rounds=None):
    """[Size] of all settings."""
    return [
        Size(grows, label, value, step_medians(rounds=rounds, **options))
        for grows, label, value, options in settings()
    ]
