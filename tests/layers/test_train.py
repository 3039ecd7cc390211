"""Training: repeatable, interruptible, kept in a file; the schedule; the progress line."""

import io

import numpy as np
import pytest

from helpers.data import load_digits
from helpers.layers import (
    Bias,
    Convolution,
    Dense,
    Flatten,
    MaxPool,
    Momentum,
    Network,
    ReLU,
    load,
    save,
    train,
    warm_up_then_linear,
)  # fmt: skip
from helpers.layers import progress as bars

images, labels = load_digits("train")
IMAGES, LABELS = images[:200] / np.float32(255), labels[:200]


def small(seed=0, dtype=np.float32):
    stack = [Convolution(4, 5), MaxPool(4), Bias(), ReLU(), Flatten(), Dense(10, gain=0.01), Bias()]
    return Network(stack, seed=seed, dtype=dtype)


def test_the_loss_starts_at_a_guess_and_falls():
    network = small()
    history = train(network, IMAGES, LABELS, epochs=6, rate=0.1, progress=False)
    assert history.steps[0] == pytest.approx(np.log(10), abs=0.1)
    assert history.epochs[-1] < 0.5 * history.epochs[0]
    assert len(history.steps) == 6 * 7
    assert len(history.epochs) == 6
    assert not history.interrupted


def test_same_seed_same_parameters_and_other_seed_others():
    found = []
    for seed in (1, 1, 2):
        network = small()
        train(network, IMAGES, LABELS, seed=seed, progress=False)
        found.append(network.theta)
    assert np.array_equal(found[0], found[1])
    assert not np.array_equal(found[0], found[2])


@pytest.mark.parametrize("decay", [0.2, 0.0])
def test_one_step_is_the_formula(decay):
    network = small(dtype=np.float64)
    theta = network.theta.copy()
    network.loss_and_gradient(IMAGES, LABELS)
    g = network.gradient.copy()
    optimiser = Momentum(network, rate=0.1, gamma=0.5, decay=decay)
    optimiser.velocity[...] = 0.3
    optimiser.step(factor=0.5)
    velocity = 0.5 * 0.3 - 0.05 * (g + decay * theta)
    assert np.allclose(optimiser.velocity, velocity, rtol=1e-14)
    assert np.allclose(network.theta, theta + velocity, rtol=1e-14)


@pytest.mark.parametrize("bad", [{"rate": 0}, {"gamma": 1.0}, {"gamma": -0.1}, {"decay": -1}])
def test_settings_without_sense(bad):
    with pytest.raises(ValueError, match="rate > 0"):
        Momentum(small(), **bad)


def test_an_interrupt_keeps_what_was_learnt_and_says_so(monkeypatch, capsys):
    monkeypatch.delenv("HELPERS_STATIC")
    network, begun = small(), small().theta.copy()
    seen = []

    def stop(network):
        seen.append(network.theta.copy())
        if len(seen) == 4:
            raise KeyboardInterrupt

    history = train(network, IMAGES, LABELS, penalty=stop)
    assert history.interrupted
    assert len(history.steps) == 3
    assert np.array_equal(network.theta, seen[-1])
    assert not np.array_equal(network.theta, begun)
    out, err = capsys.readouterr()
    assert out == ""
    assert "interrupted after 3 of 14 steps; the parameters are kept" in err


def test_penalty_and_project_act():
    pushed, plain, held = small(), small(), small()
    train(plain, IMAGES, LABELS, epochs=1, progress=False)
    train(
        pushed,
        IMAGES,
        LABELS,
        epochs=1,
        progress=False,
        penalty=lambda n: np.add(n.gradient, 1, out=n.gradient),
    )
    assert pushed.theta.mean() < plain.theta.mean()
    rates = []
    train(
        held, IMAGES, LABELS, epochs=1, rate=0.2, progress=False, project=lambda n, rate: rates.append(rate)
    )
    assert rates == pytest.approx([0.2 * warm_up_then_linear(step, 7) for step in range(7)])


def test_the_schedule_rises_and_falls():
    factors = [warm_up_then_linear(step, 100) for step in range(100)]
    assert factors[0] == pytest.approx(1 / 20)
    assert max(factors) == 1
    assert np.argmax(factors) in (19, 20)
    assert 0 < factors[-1] < 0.02
    assert np.all(np.diff(factors[:20]) > 0)
    assert np.all(np.diff(factors[20:]) < 0)
    assert warm_up_then_linear(0, 1) == 1


@pytest.mark.parametrize(("bad", "words"), [
    ((IMAGES, LABELS[:-1]), "200 images and 199 labels"),
    ((IMAGES[:0], LABELS[:0]), "train wants images"),
    ((IMAGES[:, 1:], LABELS), r"\(32, 27, 28\) do not fit"),
])  # fmt: skip
def test_data_that_do_not_fit(bad, words):
    with pytest.raises(ValueError, match=words):
        train(small(), *bad, progress=False)


def test_lists_of_labels_will_do():
    assert len(train(small(), IMAGES, list(map(int, LABELS)), epochs=1, progress=False).steps) == 7


def test_save_and_load(tmp_path):
    first, second = small(seed=1), small(seed=2)
    save(first, tmp_path / "lenet.npz")
    assert [p.name for p in tmp_path.iterdir()] == ["lenet.npz"]
    load(second, tmp_path / "lenet.npz")
    assert np.array_equal(first.theta, second.theta)
    assert np.array_equal(first.predict(IMAGES), second.predict(IMAGES))


def test_load_refuses_what_does_not_fit(tmp_path):
    other = Network([Convolution(5, 5), MaxPool(4), Bias(), ReLU(), Flatten(), Dense(10), Bias()])
    save(other, tmp_path / "other.npz")
    network, kept = small(), small().theta.copy()
    with pytest.raises(ValueError, match=r"0.k is \(5, 1, 5, 5\); \(4, 1, 5, 5\) was expected"):
        load(network, tmp_path / "other.npz")
    save(Network([Flatten(), Dense(10)]), tmp_path / "dense.npz")
    with pytest.raises(ValueError, match=r"the file holds 1\.w; the network has 0\.k"):
        load(network, tmp_path / "dense.npz")
    (tmp_path / "text.npz").write_text("no archive")
    with pytest.raises(ValueError, match=r"text\.npz"):
        load(network, tmp_path / "text.npz")
    np.savez(tmp_path / "objects.npz", **{"0.k": np.array([{}], dtype=object)})
    with pytest.raises(ValueError, match="holds"):
        load(network, tmp_path / "objects.npz")
    with pytest.raises(FileNotFoundError):
        load(network, tmp_path / "absent.npz")
    assert np.array_equal(network.theta, kept)


def test_the_progress_line(monkeypatch):
    monkeypatch.delenv("HELPERS_STATIC")
    stream = io.StringIO()
    bar = bars.Progress(2, stream)
    bar.update(2.0)
    bar.update(1.0)
    bar.close()
    last = stream.getvalue().split("\r")[-1]
    assert last.startswith("[" + "#" * 30 + "]     2/2 steps  loss 1.98")
    monkeypatch.setenv("HELPERS_STATIC", "1")
    silent = io.StringIO()
    bar = bars.Progress(1, silent)
    bar.update(1.0)
    bar.close()
    assert silent.getvalue() == ""
