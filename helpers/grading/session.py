"""One submission's process, driven from the grader's side: run cells, call functions on snapshots.

Whatever the student's side does (hang, die, answer nonsense) ends as `Lost` or as an Outcome that says so.
"""

import contextlib
import os
import socket
import time
import warnings

from helpers.checks.engine.call import Outcome, Raised
from helpers.grading.isolation.values import WireError, decode, encode
from helpers.grading.isolation.wire import Channel, Gone, Late, decode_outcome

BROKEN = (WireError, Gone, Late)
ENDED = {
    Gone: ("ProcessEnded", "the code ended the process that it ran in"),
    Late: ("TimeoutError", "the code ran longer than it may and could not be interrupted"),
    WireError: ("WireError", "the answer was not readable"),
}


class Lost(Exception):
    """The student's process is gone; the message says why."""


class Session:
    """The process of one submission; `start` begins it again from nothing.

    launcher: a `launch.Zygote` or `spawner.Spawner`. files: (relative path, bytes) put into its folder.
    """

    def __init__(self, launcher, limits, files=()):
        self.launcher, self.limits, self.files = launcher, limits, files
        self.deadline = time.monotonic() + limits.notebook
        self.channel = None

    def start(self):
        self.close()
        self.channel = self.launcher.worker(self.limits)
        with self.losing(self.limits.cell):
            for path, content in self.files:
                self.channel.send("file", path, buffers=[content])

    def run(self, source):
        """The outputs of a cell, as the student's side tells them."""
        with self.losing(self.limits.cell + self.limits.grace):
            self.channel.send("run", source)
            message, _ = self.channel.receive()
        if message[0] != "outputs" or len(message) != 2:
            raise Lost("the process answered out of turn")
        return message[1]

    @contextlib.contextmanager
    def calls(self):
        """A Calls on a snapshot of the process. Afterwards the snapshot is gone; Lost where that fails."""
        forked = self.launcher.form != "spawn"
        mine, other = socket.socketpair() if forked else (None, None)
        with self.losing(self.limits.grace):
            self.channel.send("snapshot")
            if forked:
                socket.send_fds(self.channel.socket, [b"s"], [other.fileno()])
                other.close()
        calls = Calls(Channel(mine) if forked else self.channel, self.limits, self.deadline)
        try:
            yield calls
        finally:
            if forked:
                calls.channel.close()
            if calls.ended is not None and (not forked or self.launcher.form == "split"):
                raise Lost(calls.ended)
            with self.losing(self.limits.grace):
                if not forked:
                    self.channel.send("end")
                self.channel.send("end")
                if self.channel.receive()[0] != ["ended"]:
                    raise Lost("the process answered out of turn")

    @contextlib.contextmanager
    def losing(self, seconds):
        """Turn whatever goes wrong on the line into Lost; at most some seconds, and never past the deadline."""
        self.channel.deadline = min(self.deadline, time.monotonic() + seconds)
        try:
            yield
        except BROKEN as error:
            reason = ENDED[type(error)][1]
            raise Lost("the notebook took too long" if self.expired else reason) from None
        except OSError:
            raise Lost(ENDED[Gone][1]) from None

    @property
    def expired(self):
        return time.monotonic() >= self.deadline

    def close(self):
        if self.channel:
            self.channel.close()
            self.channel = None
        self.launcher.end()


class Calls:
    """Calls of one snapshot's functions. `ended` says why it answers no more, or is None."""

    def __init__(self, channel, limits, deadline):
        self.channel, self.limits, self.deadline = channel, limits, deadline
        self.ended = self.outcome = None
        self.left = limits.callbacks

    def call(self, name, arguments, tolerance=0.0):
        """The Outcome of a call. After one that ended the snapshot or took too long, the same again."""
        if self.outcome is None:
            outcome = self.ask("call", name, arguments, tolerance)
            if self.ended or (outcome.raised and outcome.raised.type == "TimeoutError"):
                self.outcome = outcome
            return outcome
        return self.outcome

    def count(self, name, arguments):
        """[(file, function, calls)] of what one call calls, as the student's side counts it."""
        if self.outcome is not None:
            return []
        found = self.ask("count", name, arguments)
        return [] if isinstance(found, Outcome) else found

    def ask(self, order, name, arguments, *more):
        buffers, functions = [], []
        header = encode(tuple(arguments), buffers, functions)
        room = 4 * sum(map(len, buffers)) + 4096
        self.channel.deadline = min(self.deadline, time.monotonic() + self.limits.call + self.limits.grace)
        try:
            self.channel.send(order, name, header, *more, buffers=buffers)
            while True:
                message, buffers = self.channel.receive()
                if message[0] == "outcome" and order == "call" and len(message) == 2:
                    return decode_outcome(message[1], buffers)
                if message[0] == "counted" and order == "count":
                    return [(str(f), str(n), int(c)) for f, n, c in message[1]]
                self.call_back(functions, message, buffers, room)
        except BROKEN as error:
            self.ended = ENDED[type(error)][1]
            return Outcome(raised=Raised(*ENDED[type(error)]))
        except (TypeError, ValueError, IndexError, KeyError):
            self.ended = ENDED[WireError][1]
            return Outcome(raised=Raised(*ENDED[WireError]))

    def call_back(self, functions, message, buffers, room):
        """Evaluate a function that the exercise passed as an argument, on small arguments, not too often."""
        order, index, header = message
        self.left -= 1
        if order != "callback" or not 0 <= index < len(functions) or sum(map(len, buffers)) > room:
            raise WireError("malformed callback")
        if self.left < 0:
            raise WireError("too many callbacks")
        arguments = decode(header, buffers)
        back = []
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                value = encode(functions[index](*arguments), back)
            except WireError:
                raise
            except Exception as error:
                self.channel.send("raised", type(error).__name__, str(error)[:300])
                return
        self.channel.send("value", value, [str(w.message)[:300] for w in caught][:5], buffers=back)


def files_beside(folder, limits):
    """[(relative path, bytes)] of the data files of a submission: no links, notebooks, programs or gradebooks."""
    found, room = [], limits.folder // 2
    for place, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not os.path.islink(os.path.join(place, f)) and f[:1] != "."]
        for name in sorted(names):
            path = os.path.join(place, name)
            if os.path.islink(path) or not os.path.isfile(path) or name.endswith((".ipynb", ".py", ".db")):
                continue
            room -= os.path.getsize(path)
            if room >= 0 and len(found) < limits.files // 2:
                with open(path, "rb") as file:
                    found.append((os.path.relpath(path, folder), file.read()))
    return found
