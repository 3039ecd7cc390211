"""The digits are the published ones, and come as a lesson expects them."""

import hashlib
import struct

import numpy as np
import pytest

from helpers.data import ARCHIVE, digit, digits_of, load_digits

PUBLISHED = {
    ("train", 0): "6bbc9ace898e44ae57da46a324031adb",
    ("train", 1): "a25bea736e30d166cdddb491f175f624",
    ("test", 0): "2646ac647ad5339dbf082846283269ea",
    ("test", 1): "27ae3e4e09519cfbb04c329615203637",
}


def idx(array):
    """The bytes of an IDX file: magic number (type 8 is uint8, then the rank), dimensions, values."""
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return header + array.tobytes()


@pytest.mark.parametrize(("split", "part"), PUBLISHED)
def test_idx_files_have_the_published_md5(split, part):
    assert hashlib.md5(idx(load_digits(split)[part])).hexdigest() == PUBLISHED[split, part]


def test_the_data_licence_stands_beside_the_data():
    licence = ARCHIVE.with_name("LICENSE.md").read_text(encoding="utf-8")
    assert "Yann LeCun and Corinna Cortes" in licence
    assert "CC BY-SA 3.0" in licence
    assert all(md5 in licence for md5 in PUBLISHED.values())


def test_a_split_is_read_once_and_shared_read_only():
    images, labels = load_digits("test")
    assert load_digits("test")[0] is images
    assert (images.dtype, labels.dtype) == (np.uint8, np.uint8)
    with pytest.raises(ValueError, match="read-only"):
        images[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        labels[0] = 1


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match='"train" or "test", not \'validation\''):
        load_digits("validation")


def test_a_digit_is_a_writable_map_between_0_and_1():
    x = digit(0)
    assert (x.shape, x.dtype) == ((28, 28), np.float64)
    assert x.min() == 0
    assert 0.99 < x.max() <= 1
    x[:] = 0.5
    assert digit(0).max() > 0.99


@pytest.mark.parametrize("size", [14, 7, 4, 2, 1])
def test_a_smaller_digit_keeps_the_mean(size):
    small = digit(3, size=size)
    assert small.shape == (size, size)
    assert small.mean() == pytest.approx(digit(3).mean(), rel=1e-12)
    block = 28 // size
    assert small[0, -1] == pytest.approx(digit(3)[:block, -block:].mean(), rel=1e-12)


@pytest.mark.parametrize("size", [0, 5, 56])
def test_a_size_that_does_not_divide_is_refused(size):
    with pytest.raises(ValueError, match="divides 28"):
        digit(0, size=size)


def test_digits_of_shows_the_label():
    images, labels = load_digits("test")
    sevens = digits_of(7, 3)
    assert sevens.shape == (3, 28, 28)
    first = np.flatnonzero(labels == 7)[0]
    np.testing.assert_array_equal(sevens[0], images[first] / 255)
    with pytest.raises(ValueError, match="test has 1028 digits of 7"):
        digits_of(7, 2000)
