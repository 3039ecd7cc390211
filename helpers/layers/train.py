"""The training loop: shuffled batches, a progress bar, an interrupt that loses nothing."""

from dataclasses import dataclass, field

import numpy as np

from helpers.layers.layer import require
from helpers.layers.momentum import Momentum, warm_up_then_linear


@dataclass
class History:
    """Mean loss of each epoch, loss of each step, and whether training was interrupted."""

    epochs: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    interrupted: bool = False


def train(network, images, labels, epochs=2, batch=32, rate=0.03, gamma=0.9, decay=2e-3,
          schedule=warm_up_then_linear, seed=0, progress=True):  # fmt: skip
    """Train in place and return the History; the same seed gives the same parameters.

    images (N, H, W) or (N, C, H, W), already scaled; labels (N,). schedule(step, steps) -> factor of the
    rate. An interrupt (the notebook's stop button) ends training early and keeps what was learnt.
    """
    require(len(images) == len(labels), f"{len(images)} images and {len(labels)} labels")
    require(len(images) > 0 and epochs >= 0 and batch > 0, "train wants images, epochs >= 0 and batch > 0")
    history, optimiser = History(), Momentum(network, rate, gamma, decay)
    order, per_epoch = np.random.default_rng(seed), -(-len(images) // batch)
    bar = progress_bar(epochs * per_epoch, progress)
    try:
        for epoch in range(epochs):
            shuffled = order.permutation(len(images))
            for number in range(per_epoch):
                chosen = shuffled[number * batch : (number + 1) * batch]
                history.steps.append(network.loss_and_gradient(images[chosen], labels[chosen]))
                optimiser.step(schedule(epoch * per_epoch + number, epochs * per_epoch))
                bar.update()
            history.epochs.append(float(np.mean(history.steps[-per_epoch:])))
            bar.set_postfix(loss=f"{history.epochs[-1]:.4f}")
    except KeyboardInterrupt:
        history.interrupted = True
    finally:
        bar.close()
    return history


def progress_bar(total, wanted):
    """tqdm's bar, or one that shows nothing where it is not wanted or tqdm is not installed."""
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return Silent()
    return tqdm(total=total, unit="step", disable=not wanted)


class Silent:
    """A progress bar that shows nothing."""

    def update(self):
        pass

    def set_postfix(self, **values):
        pass

    def close(self):
        pass
