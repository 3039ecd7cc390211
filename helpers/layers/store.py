"""Keep a network's parameters in an .npz file of plain arrays, without pickle."""

import os
import zipfile

import numpy as np

from helpers.layers.layer import require


def names(network):
    """[(name in the file, array)]: "3.k" is parameter k of layer 3."""
    return [(f"{i}.{n}", a) for i, layer in enumerate(network.layers) for n, a in layer.parameters.items()]


def save(network, path):
    """Write all parameters to path (.npz); the file is complete or not there."""
    path = os.fspath(path)
    temporary = f"{path}.part"
    with open(temporary, "wb") as file:
        np.savez(file, **dict(names(network)))
    os.replace(temporary, path)


def load(network, path):
    """Read parameters into a network of the same layers; ValueError with the shapes where they do not fit.

    Nothing is changed unless everything fits.
    """
    require(zipfile.is_zipfile(path) or not os.path.exists(path), f"{os.fspath(path)} is no .npz file")
    with np.load(path, allow_pickle=False) as stored:
        own = dict(names(network))
        require(set(stored.files) == set(own),
                f"the file holds {', '.join(stored.files)}; the network has {', '.join(own)}")  # fmt: skip
        values = {name: stored[name] for name in own}
    for name, array in own.items():
        require(
            values[name].shape == array.shape, f"{name} is {values[name].shape}; {array.shape} was expected"
        )
    for name, array in own.items():
        array[...] = values[name]
