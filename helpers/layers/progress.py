"""A line on stderr that says how far training is, rewritten in place."""

import os
import sys
import time

WIDTH, PAUSE, MEMORY = 30, 0.1, 0.98


class Silent:
    """A progress bar that shows nothing."""

    def update(self, loss):
        pass

    def say(self, text):
        pass

    def close(self):
        pass


class Progress(Silent):
    """A bar with the steps done, a running mean of the loss and the seconds left.

    Silent where the environment variable HELPERS_STATIC is set, so that a stored notebook has no times in it.
    """

    def __init__(self, total, stream=None):
        self.total, self.done, self.loss, self.shown = total, 0, None, 0.0
        self.stream = stream or sys.stderr
        self.quiet = bool(os.environ.get("HELPERS_STATIC"))
        self.start = time.perf_counter()

    def update(self, loss):
        self.done += 1
        self.loss = loss if self.loss is None else MEMORY * self.loss + (1 - MEMORY) * loss
        now = time.perf_counter()
        if now - self.shown >= PAUSE or self.done == self.total:
            self.shown = now
            self.write("\r" + self.line(now))

    def line(self, now):
        """ "[#####.....]  1200/3750 steps  loss 0.1234  4 s left"."""
        filled = WIDTH * self.done // max(self.total, 1)
        left = (now - self.start) / self.done * (self.total - self.done)
        bar = "#" * filled + "." * (WIDTH - filled)
        return f"[{bar}] {self.done:5d}/{self.total} steps  loss {self.loss:.4f}  {left:3.0f} s left "

    def say(self, text):
        self.write(f"\n{text}")

    def close(self):
        if self.done:
            self.write("\n")

    def write(self, text):
        if not self.quiet:
            self.stream.write(text)
            self.stream.flush()
