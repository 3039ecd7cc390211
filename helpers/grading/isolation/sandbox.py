"""Which walls there are on this machine, in words, and the command line of bubblewrap."""

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from helpers.grading.isolation import course, landlock, seccomp

ROOT, FOLDER = "/course", "/submission"
FORMS = ("user", "root", "split", "spawn")
JUDGE = "answers are judged in another process than the student's code"
TIME = "a time limit on each cell, each call and the notebook"
NETWORK = "no network"
FILES = "solutions, gradebook and other submissions can neither be read nor written"
PROCESSES = "other processes can be neither seen nor signalled"
FOLDER_SIZE = "a folder of its own, limited in size and gone afterwards"
LIMITS = "limits on memory, processes, file size and processor time"
CALLS = "dangerous system calls refused (seccomp)"
NOT_ROOT = "the student's code does not run as root"
EVERY = (JUDGE, TIME, NETWORK, FILES, PROCESSES, FOLDER_SIZE, LIMITS, CALLS, NOT_ROOT)


@dataclass(frozen=True)
class Protection:
    """The walls round a student's process. form: one of FORMS; walls, missing: words; reason: why not more."""

    form: str
    walls: tuple
    missing: tuple
    reason: str = ""

    @property
    def complete(self):
        return not self.missing

    @property
    def words(self):
        """A sentence for the log and the class report."""
        if self.complete:
            return "Submissions ran isolated: " + "; ".join(self.walls) + "."
        because = f" ({self.reason})" if self.reason else ""
        return (
            f"PROTECTION IS MISSING{because}. Not ensured: "
            + "; ".join(self.missing)
            + ". Ensured: "
            + "; ".join(self.walls)
            + "."
        )


def describe(form, reason=""):
    """The Protection of a form."""
    jailed = form in ("user", "root")
    filtered = form != "spawn" and seccomp.supported()
    there = {
        JUDGE: True,
        TIME: True,
        NETWORK: jailed or filtered,
        FILES: jailed or (filtered and landlock.version() > 0),
        PROCESSES: jailed or (filtered and landlock.version() > 0),
        FOLDER_SIZE: jailed,
        LIMITS: form != "spawn" and not runs_as_root(form),
        CALLS: filtered,
        NOT_ROOT: not runs_as_root(form),
    }
    walls, missing = (tuple(w for w in EVERY if there[w] is present) for present in (True, False))
    return Protection(form, walls, missing, reason)


def runs_as_root(form):
    """Whether the student's code keeps the rights of real root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or form in ("user", "root"):
        return False
    return form == "spawn" or not all(map(open_to_others, prefixes()))


def wanted():
    """(form, reason): the best form that this machine may offer, before trying it."""
    if not hasattr(os, "fork"):
        return "spawn", f"{platform.system()} has no fork and no namespaces"
    if sys.platform != "linux":
        return "split", f"{platform.system()} has no namespaces"
    if shutil.which("bwrap") is None:
        return "split", "bubblewrap (bwrap) is not installed"
    return ("root" if os.geteuid() == 0 else "user"), ""


def command(form, root):
    """bubblewrap's command line, up to the program that it starts.

    The zygote keeps capabilities inside, which it needs to build each worker's walls; workers drop them.
    """
    line = ["bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"]
    if form == "user":
        line += ["--unshare-user", "--uid", "0", "--gid", "0"]
    line += ["--cap-add", "ALL", "--hostname", "grading", "--tmpfs", "/tmp", "--dir", FOLDER, "--proc", "/proc",
             "--dev", "/dev"]  # fmt: skip
    for link in ("lib", "lib32", "lib64", "bin", "sbin"):
        path = Path("/", link)
        if path.is_symlink():
            line += ["--symlink", os.readlink(path), f"/{link}"]
        elif path.is_dir():
            line += ["--ro-bind", str(path), str(path)]
    for folder in ["/usr", *prefixes()]:
        for parent in [*reversed(Path(folder).parents)][1:]:
            line += ["--dir", str(parent)]  # else only their owner could pass through them
        line += ["--ro-bind", folder, folder]
    if any(course.HELPERS.is_relative_to(folder) for folder in prefixes()):
        line += ["--tmpfs", str(course.HELPERS)]
    return [*line, "--ro-bind", str(root), ROOT, "--remount-ro", "/dev", "--remount-ro", "/"]


def open_to_others(folder):
    """Whether another user may read a folder: what real root must know before it changes its user."""
    path = Path(os.path.realpath(folder))
    return all(p.stat().st_mode & 0o001 for p in (path, *path.parents)) and bool(path.stat().st_mode & 0o004)


def prefixes():
    """The folders that Python and the packages it needs lie in, outermost first, without those inside /usr."""
    found = {
        os.path.realpath(p) for p in (sys.base_prefix, sys.prefix, sys.base_exec_prefix, sys.exec_prefix)
    }
    found |= set(course.package_folders())
    return sorted(p for p in found if not Path(p).is_relative_to("/usr"))
