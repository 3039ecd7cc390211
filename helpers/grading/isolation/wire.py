"""Messages over a socket: a length, a JSON header, raw buffers; all of it bounded, and each wait as well.

A message is a list whose first item names it. There is no pickle: what arrives can only be data.
"""

import json
import struct
import time

from helpers.checks.engine.call import Outcome, Raised
from helpers.grading.isolation.values import WireError, clean, decode, encode

HEADER = 2 << 20
MESSAGE = 32 << 20
FIELDS = ("type", "message", "function", "text")


class Late(Exception):
    """The other side did not answer in time."""


class Gone(Exception):
    """The other side has closed its end."""


class Channel:
    """One end of a stream socket. `deadline` is a time.monotonic() that bounds every wait, or None."""

    def __init__(self, sock):
        self.socket = sock
        self.deadline = None

    def send(self, *message, buffers=()):
        """Send a message. Raises WireError where it is too large, Late, Gone."""
        header = json.dumps([message, [len(b) for b in buffers]]).encode()
        if len(header) > HEADER or sum(map(len, buffers)) > MESSAGE:
            raise WireError("the message is too large")
        self.wait_for(self.socket.sendall, struct.pack("!I", len(header)) + header + b"".join(buffers))

    def receive(self):
        """(message, buffers). Raises WireError for anything but a message, Late, Gone."""
        (size,) = struct.unpack("!I", self.read(4))
        if size > HEADER:
            raise WireError("the message is too large")
        try:
            message, sizes = json.loads(self.read(size))
        except (ValueError, RecursionError):
            raise WireError("no message") from None
        if not isinstance(message, list) or not message or not sizes_allowed(sizes):
            raise WireError("no message")
        return message, [self.read(size) for size in sizes]

    def read(self, size):
        parts, missing = [], size
        while missing:
            part = self.wait_for(self.socket.recv, min(missing, 1 << 20))
            if not part:
                raise Gone
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def wait_for(self, operation, argument):
        """A socket operation that ends by the deadline."""
        if self.deadline is not None:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise Late
            self.socket.settimeout(left)
        try:
            return operation(argument)
        except TimeoutError:
            raise Late from None
        except OSError:
            raise Gone from None

    def close(self):
        self.socket.close()


def sizes_allowed(sizes):
    """Whether a header's list of buffer sizes is one, within bounds."""
    return (
        isinstance(sizes, list)
        and all(type(s) is int and s >= 0 for s in sizes)
        and sum(sizes) <= MESSAGE
        and len(sizes) < 10_000
    )


def encode_outcome(outcome):
    """(JSON, buffers) of an Outcome; a value that cannot cross becomes the name of what it is."""
    buffers = []
    try:
        value = encode(outcome.value, buffers)
        if sum(map(len, buffers)) > MESSAGE or len(json.dumps(value)) > HEADER // 2:
            raise WireError("too large")
    except (WireError, RecursionError, MemoryError):
        value, buffers = {"x": f"a {type(outcome.value).__name__} too large to be compared"}, []
    raised = outcome.raised
    return {
        "value": value,
        "raised": raised and [*(getattr(raised, f) and getattr(raised, f)[:1000] for f in FIELDS), raised.line],
        "changed": list(outcome.changed),
        "printed": outcome.printed,
        "warned": [w[:1000] for w in outcome.warned[:20]],
    }, buffers  # fmt: skip


def decode_outcome(header, buffers):
    """The Outcome of a message. Raises WireError where it is not one."""
    try:
        changed, printed, warned = header["changed"], header["printed"], header["warned"]
        if not (isinstance(changed, list) and isinstance(warned, list) and len(warned) <= 20):
            raise WireError("malformed outcome")
        if any(type(i) is not int or not 0 <= i < 50 for i in changed):
            raise WireError("malformed outcome")
        return Outcome(
            decode(header["value"], buffers),
            decode_raised(header["raised"]),
            tuple(changed),
            clean(printed, 400),
            tuple(clean(w, 1000) for w in warned),
        )
    except (TypeError, KeyError, ValueError, AttributeError, RecursionError):
        raise WireError("malformed outcome") from None


def decode_raised(fields):
    """The Raised of its fields, None for None."""
    if fields is None:
        return None
    *texts, line = fields
    name, message, function, text = (None if t is None else clean(t, 1000) for t in texts)
    if not (line is None or type(line) is int) or name is None:
        raise WireError("malformed outcome")
    return Raised(name[:100], (message or "")[:300], function, line, text)
