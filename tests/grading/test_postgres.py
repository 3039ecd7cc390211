"""A gradebook on a PostgreSQL server of the test's own, by nbgrader's db_url: the same class, the same grades."""

import contextlib
import getpass
import importlib.util
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.grading.__main__ import main
from helpers.grading.classroom import Classroom
from tests.grading.course import LESSON, ROOT, solve
from tests.grading.handed_in import SLOW, WRONG, command, hand_in, outcome, released

THOSE = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


def programs():
    """The folder of the newest server that is installed where Debian has it, or of one on the path; else None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found and shutil.which("initdb"):
        found = [Path(shutil.which("initdb")).resolve()]
    return found[-1].parent if found else None


@pytest.fixture(scope="module")
def server():
    """What follows postgresql:// in the URL of an empty database on a server that ends with these tests."""
    if importlib.util.find_spec("psycopg2") is None:
        pytest.skip("the driver is not installed: python -m pip install psycopg2-binary")
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed: apt-get install postgresql")
    folder = tempfile.mkdtemp(prefix="pg-")
    account = "postgres" if os.geteuid() == 0 else getpass.getuser()  # the server refuses to run as root
    shutil.chown(folder, account)

    def run(program, *arguments):
        command = [str(programs() / program), *arguments]
        subprocess.run(command, user=account, cwd=folder, check=True, timeout=120, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-D", f"{folder}/data", "-U", "grader", "-A", "trust", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            run("createdb", "-h", folder, "-U", "grader", "gradebook")
            yield f"grader@/gradebook?host={folder}"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def there(room, server, tmp_path):
    """`room` with eight who handed in, its gradebook on the server; and the same with sqlite's."""
    for number in range(5):
        hand_in(room, f"s{number}", solve(released(room), **({"rot180": WRONG} if number % 2 else {})))
    shutil.copytree(room.root, tmp_path / "file")
    (room.root / "grading" / "gradebook.db").unlink()
    with (room.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = 'postgresql+psycopg2://{server}'\n")
    emptied(server)
    made = Classroom(room.root, LESSON)
    made.released()
    return made, Classroom(tmp_path / "file", LESSON)


def emptied(server):
    with asked(server) as ask:
        ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


@contextlib.contextmanager
def asked(server):
    """ask(SQL) on a connection of one's own, each statement committed: the rows."""
    import psycopg2

    connection = psycopg2.connect(f"postgresql://{server}")
    connection.autocommit = True

    def ask(statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    try:
        yield ask
    finally:
        connection.close()


def left(server):
    """The sessions that are there after some seconds; a server takes a moment to notice that a client has gone."""
    with asked(server) as ask:
        for _ in range(50):
            if not (found := ask(f"SELECT pid, state, left(query, 200) {THOSE}")):
                return []
            time.sleep(0.1)
    return found


def without_gradebook(found):
    """An outcome without the file of sqlite's gradebook."""
    held, files = found
    return held, [name for name in files if not name.startswith("grading/gradebook.db")]


def started(room, *options):
    return subprocess.Popen(
        [sys.executable, "-m", "helpers.grading", "grade", LESSON, "--root", str(room.root), *options],
        cwd=ROOT, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_killed_and_started_again_it_holds_what_sqlite_holds(there, server):
    room, file = there
    assert command(file)[0] == 1
    moments, killed = random.Random(7), 0
    for _ in range(3):
        running = started(room)
        time.sleep(moments.uniform(1.5, 4.0))
        running.kill()
        killed += running.wait() == -signal.SIGKILL
    assert killed
    assert command(room)[0] == 1
    assert without_gradebook(outcome(room)) == without_gradebook(outcome(file))
    assert not (room.root / "grading" / "gradebook.db").exists()
    assert left(server) == []


def test_a_server_that_is_not_there_is_one_sentence(room):
    with (room.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = 'postgresql+psycopg2:///none?host={room.root}'\n")
    ended = CliRunner().invoke(main, ["grade", LESSON, "--root", str(room.root)])
    assert (ended.exit_code, len(ended.stderr.splitlines())) == (2, 1)
    assert ended.stderr.startswith("the gradebook cannot be opened: ")


def test_no_transaction_is_open_while_a_submission_runs(there, server):
    room, _ = there
    hand_in(room, "slow", solve(released(room), rot180=SLOW))
    running = started(room, "--student", "slow")
    seconds = []
    with asked(server) as ask:
        while running.poll() is None:
            waits = "AND state <> 'active' AND now() - state_change > interval '2 s'"
            seconds.append(ask(f"SELECT state, query {THOSE} {waits}"))
            time.sleep(0.1)
    assert running.returncode == 0
    assert len(seconds) > 20
    assert not any(seconds)
    assert room.scores("slow")["automatic"] == 4
