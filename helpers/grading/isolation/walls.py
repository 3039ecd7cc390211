"""The walls that a worker puts round itself before any of the student's code runs (Linux).

Namespaces, an empty /proc, a folder of its own with a size, limits, no capabilities, no way to new
privileges, a filter of system calls. Each wall fails loudly: a worker without it does not start.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys

from helpers.grading.isolation import landlock, seccomp

NAMESPACES = 0x20000 | 0x4000000 | 0x8000000 | 0x20000000 | 0x40000000  # mount, uts, ipc, pid, net
NEW_USER = 0x10000000
NOSUID, NODEV, NOEXEC, READ_ONLY, REMOUNT = 2, 4, 8, 1, 32
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_CHILD_SUBREAPER = 1, 24, 38, 36
CAPABILITIES_V3 = 0x20080522
NOBODY = 65534
SYSTEM = [
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/etc/localtime",
    "/dev/urandom",
]
DEVICES = ["/dev/null", "/dev/zero"]


def libc():
    """The C library, with errno kept."""
    return ctypes.CDLL(None, use_errno=True)


def checked(result, what):
    """Raise OSError unless a call of the C library returned 0."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def mount(kind, target, flags, options):
    """Mount a file system of a kind."""
    checked(libc().mount(kind.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode()),
            f"mount {target}")  # fmt: skip


def die_with_parent():
    """Be killed when the process that started this one ends."""
    libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def enter_namespaces(private_user):
    """Go on as the first process of new namespaces; the process left outside waits, and ends with it.

    private_user: a user namespace as well, in which the real user is `nobody`. Without it (real root) the
    worker must change its user later.
    """
    uid, gid = os.getuid(), os.getgid()
    checked(libc().unshare(NAMESPACES | (NEW_USER if private_user else 0)), "unshare")
    if private_user:
        write("/proc/self/setgroups", "deny")
        write("/proc/self/uid_map", f"{NOBODY} {uid} 1")
        write("/proc/self/gid_map", f"{NOBODY} {gid} 1")
    child = os.fork()
    if child:
        os.closerange(3, 1024)
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    die_with_parent()


def write(path, text):
    """Write a text into one of the system's files."""
    with open(path, "w") as file:
        file.write(text)


def cover(folder, limits):
    """An empty /proc, for a fresh one cannot be mounted below bubblewrap's, and a folder of limited size."""
    mount("tmpfs", "/proc", NOSUID | NODEV | NOEXEC | READ_ONLY, "size=4k,nr_inodes=2")
    mount("tmpfs", folder, NOSUID | NODEV, f"size={limits.folder},nr_inodes={limits.files},mode=1777")


def seal(folder):
    """Make a folder of the warm process read-only for good, before the first worker."""
    checked(libc().mount(None, folder.encode(), None, ctypes.c_ulong(REMOUNT | NOSUID | NODEV | READ_ONLY), None),
            f"remount {folder}")  # fmt: skip


def become(user):
    """As real root only: a user that nothing belongs to, for whom the limit on processes holds."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    die_with_parent()


def drop_capabilities():
    """Give up every capability, for good."""

    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

    c = libc()
    for capability in range(64):
        c.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    empty = (ctypes.c_uint32 * 6)()
    checked(c.capset(ctypes.byref(Header(CAPABILITIES_V3, 0)), ctypes.byref(empty)), "capset")


def lower_limits(limits, processes):
    """Resource limits; those that a system does not have are left out."""
    wanted = {
        "RLIMIT_DATA": limits.memory, "RLIMIT_FSIZE": limits.folder, "RLIMIT_CORE": 0, "RLIMIT_CPU": limits.cpu,
        "RLIMIT_NOFILE": limits.open_files, "RLIMIT_NPROC": processes, "RLIMIT_MEMLOCK": 0, "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_SIGPENDING": 256,
    }  # fmt: skip
    if sys.platform != "linux":
        wanted["RLIMIT_AS"] = 4 * limits.memory
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if number is not None:
            hard = resource.getrlimit(number)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(number, (value, value))


def yield_to_others():
    """First to be ended where memory runs out, last to be served where processors do."""
    os.nice(5)
    with contextlib.suppress(OSError):
        write("/proc/self/oom_score_adj", "1000")


def build(limits, folder, sandbox, processes, user, readable=()):
    """All walls of one worker, in the order in which they can still be built.

    sandbox: "user" below bubblewrap with a user namespace, "root" below bubblewrap as real root, "" without.
    user: the number that real root changes to, 0 where it cannot.
    readable: what it may read, beside the system's libraries.
    """
    os.setsid()
    yield_to_others()
    if sandbox:
        enter_namespaces(private_user=sandbox == "user")
        os.setsid()
        cover(folder, limits)
    lower_limits(limits, processes)
    if user and os.getuid() == 0 and sandbox != "user":
        become(user)
    if sandbox == "user":
        drop_capabilities()
    if sys.platform == "linux":
        libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if landlock.version() and not landlock.load([*SYSTEM, *readable], [folder, *DEVICES]):
        raise OSError("landlock: the rules were refused")
    if seccomp.supported() and not seccomp.load(outward=bool(sandbox)):
        raise OSError("seccomp: the filter was refused")
