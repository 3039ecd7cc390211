"""The walls, one by one, from inside; and the words for those that are missing."""

import contextlib
import os
import platform
import time

import pytest

from helpers.grading.isolation import landlock, sandbox, seccomp
from helpers.grading.isolation.launch import LaunchError, Zygote
from helpers.grading.isolation.limits import Limits
from helpers.grading.isolation.start import best, launcher

LIMITS = Limits(cell=30, memory=400 << 20, folder=4 << 20)
BEST, REASON = sandbox.wanted()
FORMS = [form for form in ("user", "root", "split") if form == "split" or (form == BEST)]
CTYPES = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"


@pytest.fixture(scope="module", params=FORMS)
def inside(request):
    """run(source) -> what a cell prints inside a worker of that form; the form's name is run.form."""
    if not hasattr(os, "fork"):
        pytest.skip("nothing can be forked here")
    zygote = launcher(request.param)

    def run(source):
        channel = zygote.worker(LIMITS)
        channel.deadline = time.monotonic() + 60
        channel.send("run", source)
        outputs = channel.receive()[0][1]
        channel.close()
        return "".join(o.get("text", "") or f"{o.get('ename', '')}: {o.get('evalue', '')}" for o in outputs)

    run.form = request.param
    yield run
    zygote.end()


def needs(condition, reason):
    if not condition:
        pytest.skip(reason)


def jailed(run):
    needs(run.form != "split", "a wall of the jail")


def test_a_cell_runs_with_a_folder_of_its_own(inside):
    assert inside("open('x', 'w').write('1')\nimport os\nprint(os.listdir())") == "['x']\n"
    assert inside("import os\nprint(os.listdir())") == "[]\n"


def test_nothing_of_the_repository_is_there(inside):
    needs(inside.form != "split" or landlock.version(), "no Landlock here")
    here = os.path.dirname(os.path.abspath(__file__))
    assert "Error" in inside(f"import os\nprint(os.listdir({here!r}))")
    assert "Error" in inside(f"print(open({__file__!r}).read())")
    assert "Error" in inside(f"open({here!r} + '/hostile-was-here', 'w')")


def test_the_checks_of_lessons_are_not_there(inside):
    assert "{}" in inside("from helpers.checks.engine.exercise import all_exercises\nprint(all_exercises())")
    assert "ModuleNotFoundError" in inside("import helpers.checks.convolution")
    assert "ModuleNotFoundError" in inside("import helpers.authoring")
    assert "ModuleNotFoundError" in inside("import helpers.grading.examine")


def test_no_network(inside):
    needs(seccomp.supported() or inside.form != "split", "no filter here")
    assert "Error" in inside("import socket\nsocket.create_connection(('127.0.0.1', 9), 2)")
    for family in (2, 10, 16, 17, 38, 40):
        assert "Error" in inside(f"import socket\nsocket.socket({family}, socket.SOCK_STREAM)")


def test_no_environment_of_the_graders(inside, monkeypatch):
    names = inside("import os\nprint(sorted(os.environ))")
    assert "PATH" in names
    assert not {"USER", "SSH_AUTH_SOCK", "PYTHONPATH", "JUPYTER_CONFIG_DIR"} & set(names.split("'"))


def test_proc_is_empty(inside):
    jailed(inside)
    assert inside("import os\nprint(os.getpid())") == "1\n"
    assert "Error" in inside("print(open('/proc/self/status').read())")
    listed = inside("import os\nprint(os.listdir('/proc'))")
    assert listed == "[]\n" or "PermissionError" in listed


def test_the_system_cannot_be_written(inside):
    jailed(inside)
    for place in ("/", "/tmp", "/dev", "/dev/shm", "/usr", "/course", "/proc"):
        assert "Error" in inside(f"open({place!r} + '/x', 'w')"), place


def test_the_folder_is_limited(inside):
    jailed(inside)
    assert "Error" in inside("for n in range(9):\n    open(str(n), 'wb').write(bytes(1 << 20))")
    assert "Error" in inside("for n in range(5000):\n    open(str(n), 'wb')")


def test_memory_is_limited(inside):
    assert "MemoryError" in inside("bytearray(1 << 30)")


def test_files_are_limited(inside):
    assert "Error" in inside("kept = [open('/dev/null') for _ in range(1000)]")


def test_processes_are_limited(inside):
    needs(not sandbox.runs_as_root(inside.form), "real root has no limit on processes")
    needs(inside.form != "split", "counted on top of what runs already")
    source = "import os, time\nfor n in range(40):\n    if os.fork() == 0:\n        time.sleep(60)"
    assert "BlockingIOError" in inside(source)


def test_no_rights(inside):
    jailed(inside)
    source = f"{CTYPES}import os\ntry:\n    os.setuid(0)\nexcept OSError:\n    print(os.getuid() != 0)"
    assert inside(source) == "True\n"
    assert inside(f"{CTYPES}print(libc.prctl(39, 0, 0, 0, 0))") == "1\n"  # PR_GET_NO_NEW_PRIVS


@pytest.mark.parametrize(
    "call",
    [
        "unshare(0x10000000)", "unshare(0x20000)", "setns(0, 0)", "mount(b'x', b'/tmp', b'tmpfs', 0, None)",
        "chroot(b'/')", "ptrace(16, 1, 0, 0)", "syscall(321, 0, 0, 0)", "syscall(425, 1, 0)", "syscall(435, 0, 0)",
        "syscall(250, 0, 0, 0)",
        "syscall(0x40000000 + 39)", "syscall(56, 0x10000011, 0, 0, 0, 0)", "syscall(298, 0, 0, 0, 0, 0)",
    ],
)  # fmt: skip
def test_dangerous_calls_are_refused(inside, call):
    needs(seccomp.supported() and (platform.machine() == "x86_64" or "syscall" not in call), "other numbers")
    needs(inside.form != "split" or "setns" not in call or seccomp.supported(), "no filter")
    assert inside(f"{CTYPES}print(libc.{call}, ctypes.get_errno() in (1, 38))") == "-1 True\n"


def test_threads_and_programs_still_run(inside):
    source = (
        "import threading, subprocess\nt = threading.Thread(target=print, args=(1,))\nt.start()\nt.join()\n"
    )
    assert inside(source + "print(subprocess.run(['/bin/true']).returncode)") == "1\n0\n"


def test_nothing_survives_a_worker(inside):
    """A program that was left running, in a session of its own, is gone when its worker has ended."""
    seconds = f"36{os.getpid()}.5"
    inside(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        f"        os.execv('/bin/sleep', ['sleep', '{seconds}'])\n    os._exit(0)\ntime.sleep(0.2)"
    )
    launcher(inside.form).end()
    assert not [line for line in processes() if seconds in line]


def processes():
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{name}/cmdline") as file:
            yield file.read()


def test_what_is_missing_is_said():
    for form in sandbox.FORMS:
        found = sandbox.describe(form, "bubblewrap is not installed")
        assert set(found.walls) | set(found.missing) == set(sandbox.EVERY)
        assert found.complete == (not found.missing)
        assert ("PROTECTION IS MISSING" in found.words) == bool(found.missing)
    assert not sandbox.describe("split").complete
    assert sandbox.NETWORK in sandbox.describe("spawn").missing


def test_bubblewrap_that_does_not_work_is_noticed(monkeypatch, caplog):
    """The next weaker form, and a loud word: never a silent fall."""
    needs(BEST in ("user", "root"), REASON)
    monkeypatch.setattr(sandbox, "command", lambda form, root: ["false"])
    with pytest.raises(LaunchError):
        Zygote("user")
    found = best("user", "")
    try:
        assert found.form == "split"
        assert "bubblewrap does not work here" in found.protection.words
        assert "PROTECTION IS MISSING" in caplog.text
    finally:
        found.close()


def test_without_bubblewrap_or_fork(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert sandbox.wanted()[0] in ("split", "spawn")
    monkeypatch.delattr(os, "fork", raising=False)
    assert sandbox.wanted()[0] == "spawn"
