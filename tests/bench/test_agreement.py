"""Our gradients and PyTorch's, where PyTorch is installed; tests/layers/test_autograd.py needs no PyTorch."""

import importlib.util

import numpy as np
import pytest

from helpers.bench import speed
from helpers.bench.agreement import differences
from helpers.bench.peer import torch_step
from helpers.bench.step import batches, lenet

needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None,
    reason="PyTorch is not installed; it is optional and not in the lock",
)


@needs_torch
def test_loss_and_every_gradient_equal_pytorchs_on_real_digits():
    found = differences(count=128)
    assert set(found) == {"loss", "k1", "b1", "k2", "b2", "w3", "b3", "w4", "b4"}
    assert max(found.values()) < 1e-12, found


@needs_torch
def test_pytorchs_step_is_that_of_the_same_network():
    step = torch_step(rate=1e-3, gamma=0.9, maps=(2, 3), side=56)
    (pair,) = batches(batch=4, steps=1, side=56)
    step(*pair)


def test_without_pytorch_the_comparison_says_so(monkeypatch):
    monkeypatch.setattr(speed, "torch_version", lambda: None)
    result = speed.gradients(None)
    assert result.tables[0].rows == [("all", "not installed")]
    assert "nothing to compare with" in result.tables[0].note
    assert result.headlines[0][1] == "not installed"


def test_the_enlarged_digits_fit_the_enlarged_network():
    (images, labels), _ = batches(batch=3, steps=2, side=84)
    assert images.shape == (3, 84, 84)
    assert images.dtype == np.float32
    assert lenet(maps=(2, 3), side=84).loss_and_gradient(images, labels) > 0
