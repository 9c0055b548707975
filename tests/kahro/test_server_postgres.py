"""The embedded PostgreSQL: opens no folders to others, is shared, and always starts again. Each test has a server of
its own.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kahro.management.commands.serve import watch
from kahro.server.postgres import Server

PROJECT = Path(__file__).resolve().parents[2]
USER = """
import sys
sys.path.insert(0, {project!r})
from pathlib import Path
from kahro.server.postgres import Server
server = Server(Path({checkout!r}), Path({shelter!r}))
print(server.start()["HOST"], flush=True)
sys.stdin.read()
"""


@contextmanager
def open_folder():
    """A place anybody may pass through, as /var/lib is; pytest's own are closed to others."""
    place = Path(tempfile.mkdtemp(prefix="kahro-test-", dir="/var/tmp"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def shelter():
    with open_folder() as place:
        yield place


@pytest.fixture(scope="module")
def made_once():
    """A checkout with a fresh server's data: making it anew for each test would take most of their time."""
    with open_folder() as place:
        server = Server(place, place)
        server.start()
        server.stop()
        yield place


@pytest.fixture
def checkout(shelter, made_once):
    (place := shelter / "checkout").mkdir()
    subprocess.run(["cp", "-a", made_once / ".local", place], check=True)
    return place


@pytest.fixture
def join(checkout, shelter):
    """Start another process that uses the server, and wait until it does."""
    processes = []

    def join(place=checkout):
        code = USER.format(project=str(PROJECT), checkout=str(place), shelter=str(shelter))
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        process.socket = process.stdout.readline().strip()
        processes.append(process)
        return process

    yield join
    for process in processes:
        process.communicate()


def leave(process):
    process.communicate(timeout=300)
    assert process.returncode == 0


def answers(process):
    try:
        with psycopg.connect(host=process.socket, user="kahro", dbname="kahro") as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def postmaster(process):
    return int((Path(process.socket).parent / "data/postmaster.pid").read_text().split()[0])


def modes(path):
    return {str(parent): parent.stat()[:6] for parent in [path, *path.parents]}


def test_a_folder_it_did_not_make_keeps_its_mode_and_owner(shelter, join):
    (closed := shelter / "home").mkdir(mode=0o700)
    (checkout := closed / "checkout").mkdir(mode=0o750)
    before = {name: (mode, uid, gid) for name, (mode, _, _, _, uid, gid) in modes(checkout).items()}

    process = join(checkout)
    assert answers(process)
    leave(process)

    assert {name: (mode, uid, gid) for name, (mode, _, _, _, uid, gid) in modes(checkout).items()} == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_root_keeps_the_data_where_its_user_may_go_anyway(shelter, join, capfd):
    (closed := shelter / "home").mkdir(mode=0o700)

    process = join(closed)

    home = Path(process.socket).parent
    assert home.parent == shelter
    assert (home / "data").stat().st_uid != 0
    assert (home / "data").stat().st_mode & 0o777 == 0o700
    assert str(home) in capfd.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_root_copies_a_program_its_user_cannot_reach(shelter, checkout, monkeypatch):
    server = Server(checkout, shelter)
    monkeypatch.setattr(server, "_succeeds", lambda *command: False)

    server.start()
    server.stop()

    assert server.home in server._program.parents


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_root_uses_a_server_its_owner_made_as_that_owner(checkout, join):
    home = checkout / ".local/postgres"
    subprocess.run(["chown", "-R", "games", home], check=True)

    leave(join())

    assert {path.owner() for path in home.iterdir()} == {"games"}


def test_only_its_owner_may_reach_the_socket(join):
    run = Path(join().socket)

    assert run.stat().st_mode & 0o777 == 0o700


def test_two_processes_share_one_server_and_the_last_one_stops_it(join):
    first, second = join(), join()
    assert first.socket == second.socket

    leave(first)
    assert answers(second)

    leave(second)
    assert not answers(second)


def test_processes_that_start_side_by_side_get_one_server(checkout, shelter, join):
    code = USER.format(project=str(PROJECT), checkout=str(checkout), shelter=str(shelter))
    start = [sys.executable, "-c", code]
    processes = [subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]

    sockets = {process.stdout.readline() for process in processes}

    assert len(sockets) == 1
    for process in processes:
        leave(process)


def test_a_killed_process_leaves_a_server_that_the_next_one_stops(join):
    killed = join()
    killed.kill()
    killed.wait()
    assert answers(killed)

    last = join()
    leave(last)

    assert not answers(killed)


def test_a_killed_server_starts_again_with_its_data(join):
    process = join()
    with psycopg.connect(host=process.socket, user="kahro", dbname="kahro") as connection:
        connection.execute("SET synchronous_commit = on")  # as for real data; the tests' own runs may do without
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    for pid in (process.pid, postmaster(process)):
        os.kill(pid, signal.SIGKILL)
    process.wait()

    again = join()

    with psycopg.connect(host=again.socket, user="kahro", dbname="kahro") as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


class Enough(Exception):
    """Ends a watch that would go on for ever."""


def kill_and_wait(socket: Path) -> None:
    """Kill the server at once with all its children, as the kernel does without memory."""
    pid = int((socket.parent / "data/postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)


def test_the_web_server_starts_a_dead_database_again_and_says_so(checkout, shelter):
    server = Server(checkout, shelter)
    socket = Path(server.start()["HOST"])
    steps = iter([lambda: None, lambda: kill_and_wait(socket), lambda: None])
    said = []

    def pause(_seconds):
        """Nothing happened; it was killed; then whatever is left of it until it is seen to be dead."""
        if said:
            raise Enough
        next(steps, lambda: time.sleep(0.05))()

    with pytest.raises(Enough):
        watch(server, said.append, pause)

    assert len(said) == 1
    assert server._answers()
    server.stop()


def test_a_database_that_was_stopped_on_purpose_is_left_alone(checkout, shelter):
    server = Server(checkout, shelter)
    server.start()
    server.stop()

    assert not server.revive()
    assert not server._answers()


def test_the_tables_that_log_in_counts_in_come_with_the_migrations(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")

    import_module("kahro.migrations.0001_cache_table").make_cache_table(None, connection.schema_editor())

    assert "cache" in connection.introspection.table_names()
    assert ("kahro", "0001_cache_table") in MigrationRecorder(connection).applied_migrations()


def test_a_stale_pid_file_does_not_block_even_if_its_number_lives_on(checkout, join):
    first = join()
    file = checkout / ".local/postgres/data/postmaster.pid"
    left = file.read_text()
    leave(first)
    sleeper = subprocess.Popen(["sleep", "60"], **_like(file.parent))

    file.write_text(left.replace(left.split()[0], str(sleeper.pid), 1))
    shutil.chown(file, file.parent.stat().st_uid)

    assert answers(join())
    sleeper.kill()
    sleeper.wait()


def _like(path):
    return {"user": path.stat().st_uid} if os.geteuid() == 0 else {}


def test_a_cluster_half_made_is_made_anew(checkout, join):
    home = checkout / ".local/postgres"
    (home / "data").rename(home / "data.new")
    (home / "data.new/PG_VERSION").unlink()

    assert answers(join())


def test_databases_of_dead_test_runs_are_dropped(join):
    first = join()
    with psycopg.connect(host=first.socket, user="kahro", dbname="kahro", autocommit=True) as connection:
        connection.execute("CREATE DATABASE test_kahro_1")
    leave(first)

    again = join()

    with psycopg.connect(host=again.socket, user="kahro", dbname="kahro") as connection:
        assert not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'test_kahro_1'").fetchone()


def test_a_path_too_long_for_a_socket_works_too(shelter, join):
    (deep := shelter / ("long" * 20) / "checkout").mkdir(parents=True)

    process = join(deep)

    assert answers(process)
    leave(process)
    shutil.rmtree(process.socket)


def test_a_forked_child_leaves_the_server_to_its_parent(checkout, shelter):
    server = Server(checkout, shelter)
    server.start()

    if (child := os.fork()) == 0:
        server.stop()
        os._exit(0)
    os.waitpid(child, 0)

    assert server._answers()
    server.stop()
    assert not server._answers()


def test_a_strangers_folder_in_the_way_is_refused(shelter, checkout):
    (checkout / ".local/postgres").rename(elsewhere := shelter / "elsewhere")
    (checkout / ".local/postgres").symlink_to(elsewhere)

    with pytest.raises(Exception, match="move it away"):
        Server(checkout, shelter)


def test_a_polite_kill_stops_the_server_too(checkout, shelter):
    polite = "import sys, signal; signal.signal(signal.SIGTERM, lambda *_: sys.exit(143));"
    code = polite + USER.format(project=str(PROJECT), checkout=str(checkout), shelter=str(shelter))
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.socket = process.stdout.readline().strip()

    process.terminate()
    time.sleep(0.02)
    process.terminate()

    assert process.wait(30) == 143
    assert not answers(process)
