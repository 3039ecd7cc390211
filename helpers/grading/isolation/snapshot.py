"""Serve calls of the student's functions: arguments in, an Outcome out. The student's side."""

import builtins
import signal
import sys
import warnings

from helpers.checks.engine.call import Outcome, Raised, call
from helpers.grading.isolation.shell import time_limit
from helpers.grading.isolation.values import decode, encode
from helpers.grading.isolation.wire import Gone, encode_outcome


def serve_calls(channel, namespace, limits):
    """Obey ["call", name, arguments, tolerance] and ["count", name, arguments] until ["end"] or the grader is gone."""
    while True:
        try:
            message, buffers = channel.receive()
        except Gone:
            return
        if message[0] == "end":
            return
        name, arguments = message[1], message[2]
        arguments = decode(arguments, buffers, functions=lambda index: callback(channel, index))
        if message[0] == "count":
            channel.send("counted", counted(namespace.get(name), arguments, limits))
            continue
        header, buffers = encode_outcome(limited(namespace, name, arguments, limits, *message[3:]))
        channel.send("outcome", header, buffers=buffers)


def limited(namespace, name, arguments, limits, tolerance=0.0):
    """The Outcome of a call that is interrupted when it takes too long."""
    if name not in namespace:
        return Outcome(raised=Raised("NameError", f"name '{name}' is not defined"))
    with time_limit(limits.call, "one call"):
        try:
            return call(namespace[name], arguments, tolerance)
        except BaseException as error:
            return Outcome(raised=Raised(type(error).__name__, str(error)[:300]))


def callback(channel, index):
    """What stands for a function of the exercise: it asks the grader, and waits."""

    def function(*arguments):
        buffers = []
        channel.send("callback", index, encode(tuple(arguments), buffers), buffers=buffers)
        message, buffers = channel.receive()
        if message[0] == "raised":
            kind = getattr(builtins, message[1], RuntimeError)
            raise kind(message[2])
        for text in message[2]:
            warnings.warn(text, RuntimeWarning, stacklevel=2)
        return decode(message[1], buffers)

    return function


def counted(function, arguments, limits):
    """[[file, function, calls]] of what one call calls, for a remark on how an answer was found."""
    counts = {}

    def profile(frame, event, _):
        if event == "call":
            code = frame.f_code
            key = (code.co_filename, code.co_name)
            counts[key] = counts.get(key, 0) + 1

    try:
        with time_limit(limits.call, "one call"):
            sys.setprofile(profile)
            try:
                function(*arguments)
            finally:
                sys.setprofile(None)
    except BaseException:
        signal.alarm(0) if hasattr(signal, "alarm") else None
    most = sorted(counts.items(), key=lambda item: -item[1])[:200]
    return [[file, name, calls] for (file, name), calls in most]
