"""Landlock (Linux 5.13 and newer): a process gives up, for good, all files but those it names.

It needs neither root nor namespaces, and stands in where user namespaces are switched off. It does not cover
what is known of a file without opening it (name, size), changes of mode and owner, and local sockets: the
filter of system calls refuses those. Interface: Linux's Documentation/userspace-api/landlock.rst.
"""

import ctypes
import os
import sys

CREATE, ADD, RESTRICT = 444, 445, 446
EXECUTE, READ_FILE, READ_DIR, WRITE_FILE = 1 << 0, 1 << 2, 1 << 3, 1 << 1
READ = EXECUTE | READ_FILE | READ_DIR
RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}  # by version
NET, SCOPED = 0b11, 0b11  # TCP bind and connect; abstract sockets and signals
PR_SET_NO_NEW_PRIVS = 38


def version():
    """The version of Landlock that the system speaks, 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, ctypes.CDLL(None).syscall(CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def load(readable, writable):
    """Leave this process `readable` and `writable` folders and files only: whether it is so."""
    found = version()
    if not found:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    rights = RIGHTS[max(v for v in RIGHTS if v <= found)]
    attributes = (ctypes.c_uint64 * 3)(rights, NET if found >= 4 else 0, SCOPED if found >= 6 else 0)
    size = 24 if found >= 6 else 16 if found >= 4 else 8
    rules = libc.syscall(CREATE, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if rules < 0:
        return False
    for paths, allowed in ((readable, READ), (writable, rights & ~EXECUTE)):
        for path in paths:
            allow(libc, rules, path, allowed)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    done = libc.syscall(RESTRICT, rules, ctypes.c_uint32(0)) == 0
    os.close(rules)
    return done


def allow(libc, rules, path, allowed):
    """Add a rule for what lies at and below a path, if it exists."""

    class Beneath(ctypes.Structure):
        _pack_ = 1
        _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]

    if not os.path.exists(path):
        return
    if not os.path.isdir(path):
        allowed &= READ_FILE | WRITE_FILE | EXECUTE
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if libc.syscall(ADD, rules, 1, ctypes.byref(Beneath(allowed, folder)), ctypes.c_uint32(0)):
            raise OSError(ctypes.get_errno(), f"landlock: {path}")
    finally:
        os.close(folder)
