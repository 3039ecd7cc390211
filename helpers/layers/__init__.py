"""Fast NumPy layers: what the lesson on vectorisation works towards and the capstone trains with.

    network = Network([Convolution(6, 5), MaxPool(2), Bias(), ReLU(), ..., Flatten(), Dense(10), Bias()])
    train(network, images, labels, epochs=2)
    network.predict(images)

Single-threaded BLAS is fastest for matrices this small: set OPENBLAS_NUM_THREADS=1 before NumPy is imported.
"""

import numpy as np

from helpers.layers.convolution import Convolution
from helpers.layers.dense import Dense, FreeCombination, MapCombination
from helpers.layers.layer import Layer
from helpers.layers.loss import softmax_cross_entropy
from helpers.layers.momentum import Momentum, warm_up_then_linear
from helpers.layers.network import Network
from helpers.layers.pointwise import Bias, Flatten, ReLU, Tanh
from helpers.layers.pooling import MaxPool, MeanPool, Subsample
from helpers.layers.store import load, save
from helpers.layers.train import History, train

__all__ = [
    "Bias", "Convolution", "Dense", "Flatten", "FreeCombination", "History", "Layer", "MapCombination", "MaxPool",
    "MeanPool", "Momentum", "Network", "ReLU", "Subsample", "Tanh", "load", "save", "softmax_cross_entropy", "train",
    "warm_up_then_linear",
]  # fmt: skip

# One large allocation, freed at once, raises glibc's threshold for handing memory back to the system;
# without it a training step pays a thousand page faults.
np.empty(31 << 20, np.uint8)
