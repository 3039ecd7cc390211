"""The eight maps of lesson 05: each answers to its own kind of edge, and twins resemble each other most."""

import numpy as np

from helpers.data import digit
from helpers.operations.edge_maps import NAMES, edge_maps, sheet


def test_a_sheet_holds_the_test_digits_in_order():
    page = sheet(2, 3)
    assert page.shape == (28, 42)
    assert np.array_equal(page[14:, 28:], digit(5, 14))


def test_each_map_is_largest_on_its_own_side_of_a_square():
    page = np.zeros((21, 25))
    page[7:14, 8:17] = 1.0
    maps = edge_maps(page)
    assert maps.shape == (len(NAMES), 17, 21)
    centre = np.array([8.0, 10.0])
    sides = {"left": (0, -1), "upper": (-1, 0), "right": (0, 1), "lower": (1, 0)}
    for name, found in zip(NAMES, maps, strict=True):
        weight = found - found.min()
        offset = (
            np.tensordot(weight, np.indices(weight.shape) - centre[:, None, None], ([0, 1], [1, 2]))
            / weight.sum()
        )
        assert np.dot(offset, sides[name.split()[1]]) > 0.9 * np.linalg.norm(offset) > 1


def test_maps_have_mean_zero_and_variance_one_and_twins_agree_most():
    maps = edge_maps(sheet(3, 4))
    assert np.allclose(maps.mean(axis=(1, 2)), 0, atol=1e-12)
    assert np.allclose(maps.var(axis=(1, 2)), 1)
    likeness = np.corrcoef(maps.reshape(8, -1)) - 2 * np.eye(8)
    assert likeness.argmax(axis=1).tolist() == [4, 5, 6, 7, 0, 1, 2, 3]
