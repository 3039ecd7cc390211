"""The training loop: shuffled batches, a progress bar, an interrupt that loses nothing."""

from dataclasses import dataclass, field

import numpy as np

from helpers.layers.layer import require
from helpers.layers.momentum import Momentum, warm_up_then_linear
from helpers.layers.progress import Progress, Silent


@dataclass
class History:
    """Mean loss of each epoch, loss of each step, and whether training was interrupted."""

    epochs: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    interrupted: bool = False


def train(network, images, labels, epochs=2, batch=32, rate=0.03, gamma=0.9, decay=2e-3,
          schedule=warm_up_then_linear, seed=0, progress=True, penalty=None, project=None):  # fmt: skip
    """Train in place and return the History; the same seed gives the same parameters.

    images (N, H, W) or (N, C, H, W), already scaled; labels (N,). schedule(step, steps) -> factor of the
    rate. penalty(network) may add to `network.gradient` before each step; project(network, rate) may move the
    parameters after it, as soft-thresholding does. An interrupt (the notebook's stop button) ends training
    early, keeps what was learnt, and says so. ValueError, with the shapes, for data that do not fit.
    """
    require(len(images) == len(labels), f"{len(images)} images and {len(labels)} labels")
    require(len(images) > 0 and epochs >= 0 and batch > 0, "train wants images, epochs >= 0 and batch > 0")
    history, optimiser = History(), Momentum(network, rate, gamma, decay)
    order, per_epoch = np.random.default_rng(seed), -(-len(images) // batch)
    labels, steps = np.asarray(labels), epochs * per_epoch
    bar = Progress(steps) if progress else Silent()
    try:
        for _ in range(epochs):
            shuffled = order.permutation(len(images))
            for number in range(per_epoch):
                chosen = shuffled[number * batch : (number + 1) * batch]
                loss = network.loss_and_gradient(images[chosen], labels[chosen])
                if penalty:
                    penalty(network)
                factor = schedule(len(history.steps), steps)
                optimiser.step(factor)
                if project:
                    project(network, rate * factor)
                history.steps.append(loss)
                bar.update(loss)
            history.epochs.append(float(np.mean(history.steps[-per_epoch:])))
    except KeyboardInterrupt:
        history.interrupted = True
        bar.say(f"interrupted after {len(history.steps)} of {steps} steps; the parameters are kept")
    finally:
        bar.close()
    return history
