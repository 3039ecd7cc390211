"""The same network in PyTorch, eager and on one thread; PyTorch is optional and not in the lock."""

import numpy as np


def torch_or_none():
    """The module, set to one thread, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    return torch


def torch_network(torch, maps=(6, 16), side=28):
    """side x side - conv 5x5 - ReLU - max 2 - conv 5x5 - ReLU - max 2 - 120 - ReLU - 10, as its users write it."""
    nn, (first, second) = torch.nn, maps
    last = ((side - 4) // 2 - 4) // 2
    return nn.Sequential(
        nn.Conv2d(1, first, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(first, second, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(second * last * last, 120), nn.ReLU(), nn.Linear(120, 10),
    )  # fmt: skip


def torch_loss(torch, network, images, labels):
    """Mean cross-entropy of images (N, H, W) and labels (N,)."""
    scores = network(torch.from_numpy(images)[:, None])
    return torch.nn.functional.cross_entropy(scores, torch.from_numpy(labels.astype(np.int64)))


def torch_step(rate, gamma, maps=(6, 16), side=28):
    """step(images, labels): forward, backward, momentum; None where PyTorch is not installed."""
    torch = torch_or_none()
    if torch is None:
        return None
    network = torch_network(torch, maps, side)
    optimiser = torch.optim.SGD(network.parameters(), lr=rate, momentum=gamma)

    def step(images, labels):
        optimiser.zero_grad()
        torch_loss(torch, network, images, labels).backward()
        optimiser.step()

    return step


def torch_gradients(parameters, images, labels):
    """(loss, gradients) in float64 of the network with these parameters, in PyTorch's order and shapes.

    parameters: kernel, bias, kernel, bias, weights, bias, weights, bias; images (N, 28, 28) float64.
    """
    torch = torch_or_none()
    network = torch_network(torch).double()
    with torch.no_grad():
        for own, value in zip(network.parameters(), parameters, strict=True):
            own.copy_(torch.from_numpy(np.ascontiguousarray(value)))
    loss = torch_loss(torch, network, images, labels)
    loss.backward()
    return loss.item(), [own.grad.numpy() for own in network.parameters()]
