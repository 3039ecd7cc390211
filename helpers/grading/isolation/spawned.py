"""A worker where no process can be forked (Windows): started anew for each submission, on a socket.

python -P spawned.py PORT TOKEN LIMITS
"""

import json
import os
import socket
import sys

from helpers.grading.isolation import student
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.shell import make_shell
from helpers.grading.isolation.wire import Channel


def main(port, token, limits):
    """Connect to the grader, say the token, obey. The present folder is the submission's."""
    limits = Limits(**json.loads(limits))
    channel = Channel(socket.create_connection(("127.0.0.1", int(port))))
    lower(limits)
    shell = make_shell()
    channel.send("ready", token)
    student.serve(channel, shell, limits, fork=False)
    os._exit(0)


def lower(limits):
    """What limits there are without walls."""
    if sys.platform != "win32":
        from helpers.grading.isolation import walls

        walls.lower_limits(limits, limits.processes + 4000)


if __name__ == "__main__":
    main(*sys.argv[1:])
