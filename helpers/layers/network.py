"""A network: layers in a row, all parameters in one flat vector, all gradients in another."""

import numpy as np

from helpers.layers.layer import require
from helpers.layers.loss import softmax_cross_entropy

CHUNK = 32


class Network:
    """Layers for images (N, H, W) or (N, C, H, W) with class scores as output.

    layers: from the images up. shape: (H, W) or (C, H, W) of one image. seed: of the initial weights.
    dtype: float32, or float64 for gradient checks. `theta` and `gradient` are flat; `parameters` and
    `gradients` are lists of dicts of views into them, one dict a layer.
    """

    def __init__(self, layers, shape=(28, 28), seed=0, dtype=np.float32):
        self.layers, self.dtype = list(layers), np.dtype(dtype)
        self.image_shape = (1, *shape) if len(shape) == 2 else tuple(shape)
        c, h, w = self.image_shape
        inner = (h, c, w)
        for layer in self.layers:
            inner = layer.output_shape(inner)
        self.output_shape = inner
        sizes = sum(int(np.prod(s)) for layer in self.layers for s in layer.shapes().values())
        self.theta, self.gradient = np.zeros(sizes, self.dtype), np.zeros(sizes, self.dtype)
        self.bind()
        rng = np.random.default_rng(seed)
        for layer in self.layers:
            for name, value in layer.initial(rng).items():
                layer.parameters[name][...] = value

    def bind(self):
        """Make every layer's parameters and gradients views into the flat vectors."""
        start = 0
        for layer in self.layers:
            for name, shape in layer.shapes().items():
                stop = start + int(np.prod(shape))
                layer.parameters[name] = self.theta[start:stop].reshape(shape)
                layer.gradients[name] = self.gradient[start:stop].reshape(shape)
                start = stop

    @property
    def parameters(self):
        return [layer.parameters for layer in self.layers]

    @property
    def gradients(self):
        return [layer.gradients for layer in self.layers]

    def prepare(self, images):
        """Images as (H, C, W, N) of the network's dtype; ValueError with both shapes where they do not fit."""
        images = np.asarray(images)
        c, h, w = self.image_shape
        wanted = (c, h, w) if images.ndim == 4 else (h, w)
        fits = images.shape[1:] == wanted and (images.ndim == 4 or c == 1)
        require(fits, f"images of shape {images.shape} do not fit a network for (N, {c}, {h}, {w})")
        return np.ascontiguousarray(
            images.reshape(len(images), c, h, w).transpose(2, 1, 3, 0), dtype=self.dtype
        )

    def forward(self, images):
        """Class scores (K, N)."""
        x = self.prepare(images)
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss_and_gradient(self, images, labels):
        """The mean loss over the batch; the flat gradient is left in `gradient`.

        Worked through in chunks of 32 images, whose intermediate results stay in the processor's cache.
        """
        require(len(images) == len(labels), f"{len(images)} images and {len(labels)} labels")
        labels, n, loss, total = np.asarray(labels), len(images), 0.0, None
        for start in range(0, n, CHUNK):
            part = slice(start, start + CHUNK)
            chunk_loss = self.chunk_gradient(images[part], labels[part], n)
            loss += chunk_loss
            if total is not None:
                self.gradient += total
            if start + CHUNK < n:
                total = self.gradient.copy()
        return loss

    def chunk_gradient(self, images, labels, n):
        """One chunk's share of the mean over n images; its gradient replaces what stood in `gradient`."""
        scores = self.forward(images)
        loss, d = softmax_cross_entropy(scores, labels)
        share = len(images) / n
        if share != 1:
            d *= self.dtype.type(share)
        for number in reversed(range(len(self.layers))):
            d = self.layers[number].backward(d, below=number > 0)
            if d is None:
                break
        return loss * share

    def predict(self, images, batch=256):
        """Class indices (N,)."""
        parts = [self.forward(images[i : i + batch]).argmax(axis=0) for i in range(0, len(images), batch)]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.intp)
