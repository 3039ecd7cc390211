"""One launcher for each grading process and form, with the best walls that really work here."""

import functools
import logging
import os

from helpers.grading.isolation import sandbox
from helpers.grading.isolation.launch import LaunchError, Zygote
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.spawner import Spawner

FALLBACK = {"root": "user", "user": "split"}
log = logging.getLogger("helpers.grading")


def launcher(form=None):
    """What starts workers in this process. form: one of `sandbox.FORMS`, or None for the best that works.

    Raises LaunchError where the named form, or none at all, can be started.
    """
    found = cached(form, os.getpid())
    if found.form != "spawn" and found.process.poll() is not None:
        cached.cache_clear()
        found = cached(form, os.getpid())
    return found


@functools.cache
def cached(form, _process):
    """Of this process: what its parent has started is not ours."""
    return tried(form, "") if form else best(*sandbox.wanted())


def best(form, reason):
    """The form, or where it fails the next weaker one, with the reason."""
    while True:
        try:
            return tried(form, reason)
        except LaunchError as error:
            if form not in FALLBACK:
                raise
            reason = reason or f"bubblewrap does not work here: {error}"
            form = FALLBACK[form]


def tried(form, reason):
    """A launcher that has started a worker behind its walls."""
    found = Spawner() if form == "spawn" else Zygote(form)
    try:
        found.worker(Limits()).close()
    except LaunchError:
        found.close()
        raise
    found.end()
    found.protection = sandbox.describe(form, reason)
    if not found.protection.complete:
        log.warning(found.protection.words)
    return found
