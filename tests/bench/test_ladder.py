"""The ladder of lesson 07: all forms compute the same, and the loops are far behind."""

import numpy as np
import pytest

from helpers.bench import ladder as bench
from helpers.gradcheck import relative_error
from helpers.operations import ladder as forms
from helpers.operations.image_batches import convolve, convolve_gradients

FORMS = [forms.scalar_loops, forms.patch_loops, forms.contracted, forms.unrolled]


def layer(kernel=(2, 3)):
    rng = np.random.default_rng(5)
    shapes = (3, 2, 5, 6), (4, 2, *kernel), (4,), (3, 4, 6 - kernel[0], 7 - kernel[1])
    return tuple(rng.standard_normal(shape) for shape in shapes)


def trusted(x, k, b, delta):
    return convolve(x, k, b), *convolve_gradients(x, k, delta)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_computes_the_layer_and_its_gradients(form):
    arguments = layer()
    for found, right in zip(form(*arguments), trusted(*arguments), strict=True):
        assert relative_error(found, right) < 1e-12


def test_the_final_form_is_the_same_with_the_image_last():
    x, k, b, delta = arguments = layer((3, 3))
    u, dx, dk, db = forms.final(forms.image_last(x), k, b, forms.image_last(delta))
    for found, right in zip(
        (forms.image_first(u), forms.image_first(dx), dk, db), trusted(*arguments), strict=True
    ):
        assert relative_error(found, right) < 1e-12


def test_no_form_leaves_float32():
    x, k, b, delta = bench.batch(1)
    for form in FORMS[1:]:
        assert {a.dtype for a in form(x, k, b, delta)} == {np.dtype(np.float32)}


def test_the_rows_are_ratios_to_the_final_form():
    rows = bench.ladder(images=4, rounds=1)
    names = [row.name for row in rows]
    ratios = {row.name: row.ratio for row in rows}
    assert names[0] == "scalar loops"
    assert names[-1] == "arithmetic floor"
    assert ratios["final form, image last"] == 1
    assert all(row.seconds > 0 for row in rows)
    assert ratios["scalar loops"] > 3 * ratios["im2col, one product"]


def test_operations_are_three_products():
    assert bench.operations(2) == 3 * 2 * 2 * 16 * 64 * 150
