"""How far a result is from the right one, and where."""

import numpy as np

from helpers.checks.engine.contract import BOOLEANS, NUMBERS, as_float, leaves
from helpers.checks.engine.verdict import Picture
from helpers.gradcheck import relative_error

ROWS, COLUMNS = 12, 20


def errors(value, expected):
    """[(label, relative error, value, expected)] of each part; types and shapes agree already."""
    return [(label, leaf_error(v, e), v, e) for label, v, e in leaves(value, expected)]


def leaf_error(value, expected):
    """Relative error of one part, infinite for a NaN on one side; 0.0 or 1.0 where equality is all there is."""
    if is_real(expected):
        v, e = as_float(value), as_float(expected)
        both = ~np.isfinite(e) & ((v == e) | (np.isnan(v) & np.isnan(e)))
        with np.errstate(all="ignore"):
            error = relative_error(np.where(both, 0.0, v), np.where(both, 0.0, e))
        return float(np.inf) if np.isnan(error) else error
    if isinstance(expected, np.ndarray):
        return float(np.mean(value != expected))
    return float(value != expected)


def is_real(expected):
    if isinstance(expected, np.ndarray):
        return expected.dtype.kind == "f"
    return isinstance(expected, NUMBERS) and not isinstance(expected, BOOLEANS)


def agree(value, expected, tolerance):
    """Whether every part is within the tolerance; a NaN is not."""
    return all(error <= tolerance for _, error, _, _ in errors(value, expected))


def wrong_entries(value, expected):
    """Boolean array: which entries of one array differ by more than 1e-6 of its largest entry."""
    if expected.dtype.kind != "f":
        return value != expected
    scale = max(np.max(np.abs(expected), initial=0.0), 1e-12)
    with np.errstate(all="ignore"):
        return ~(np.abs(value - expected) <= 1e-6 * scale)


def worst_index(value, expected):
    gap = np.abs(value.astype(float) - expected.astype(float))
    return tuple(int(i) for i in np.unravel_index(np.argmax(np.nan_to_num(gap, nan=np.inf)), gap.shape))


def picture(label, value, expected):
    """The Picture of the 2-D slice that holds the worst entry, or None for a number or a single row."""
    if not isinstance(expected, np.ndarray) or expected.ndim < 2 or expected.size < 2:
        return None
    worst = worst_index(value, expected)
    wrong = wrong_entries(value, expected)[worst[:-2]]
    top, left = (max(0, min(w - n // 2, size - n)) for w, n, size in
                 zip(worst[-2:], (ROWS, COLUMNS), wrong.shape, strict=True))  # fmt: skip
    shown = wrong[top : top + ROWS, left : left + COLUMNS]
    part = f"{label}{list(worst[:-2])}" if worst[:-2] else label
    cut = f", rows {top} on, columns {left} on" if shown.shape != wrong.shape else ""
    rows = tuple(tuple(bool(x) for x in row) for row in shown)
    return Picture(rows, f"Where {part} is wrong (x){cut}:")


def common_factor(pairs):
    """c when every wrong part is c times the right one, the same c throughout; otherwise None."""
    factors = []
    for value, expected in pairs:
        if not is_real(expected):
            return None
        v, e = as_float(value), as_float(expected)
        size = float(np.sum(e * e))
        c = float(np.sum(v * e)) / size if size else 0.0
        if abs(c) < 1e-9 or not relative_error(v, c * e) < 1e-6:
            return None
        factors.append(c)
    same = factors and max(factors) - min(factors) <= 1e-6 * max(map(abs, factors))
    return factors[0] if same else None
