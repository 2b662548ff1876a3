"""The embedded servers on real folders: awkward paths, restarts, a kill of their parent, two starts at once."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from axportal.core.embedded import paths
from axportal.core.embedded.errors import EmbeddedError, StateBusyError
from axportal.core.embedded.folders import prepare_private_dir
from axportal.core.embedded.lock import StateLock
from axportal.core.embedded.postgres import PostgresServer
from axportal.core.embedded.servers import EmbeddedServers, run_command
from axportal.core.embedded.valkey import ValkeyServer
from tests.processes import state_folder

REPOSITORY = Path(__file__).resolve().parents[2]

#: The embedded servers, whichever the suite runs on.
pytestmark = pytest.mark.same_everywhere

HOLD = """
import time
from axportal.core.embedded.postgres import PostgresServer
from axportal.core.embedded.servers import EmbeddedServers
from axportal.core.embedded.valkey import ValkeyServer
with EmbeddedServers(PostgresServer(throwaway=True), ValkeyServer()):
    print("ready", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def state(monkeypatch):
    """A state folder on none but our own servers."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_READ_URL", "REDIS_URL", "AXPORTAL_DEMO"):
        monkeypatch.delenv(name, raising=False)
    with state_folder() as folder:
        monkeypatch.setenv("AXPORTAL_VAR", str(folder))
        yield folder


def servers():
    return EmbeddedServers(PostgresServer(throwaway=True), ValkeyServer())


def query(role, statement):
    connection = psycopg2.connect(paths.postgres_url(role))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def cache():
    return redis.Redis.from_url(paths.cache_url())


def test_roles_extensions_and_korean_trigrams(state, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    with servers():
        assert query("ax_app", "SELECT array_length(show_trgm('조선'), 1)") == [(3,)]
        assert query("ax_app", "SELECT lower('ÄB'), '가' < '나'") == [("äb", True)]
        roles = "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname LIKE 'ax_%' ORDER BY 1"
        assert query("ax_read", roles) == [
            ("ax_app", False, False),
            ("ax_backup", False, False),
            ("ax_owner", False, True),
            ("ax_read", False, False),
            ("ax_super", True, True),
        ]
        query("ax_owner", "CREATE DATABASE test_copy")
        extensions = "SELECT extname FROM pg_extension ORDER BY 1"
        wanted = [("btree_gist",), ("pg_stat_statements",), ("pg_trgm",), ("plpgsql",), ("unaccent",)]
        assert query("ax_owner", extensions) == wanted
        copy = psycopg2.connect(paths.postgres_url("ax_owner", "test_copy"))
        with copy.cursor() as cursor:
            cursor.execute(extensions)
            assert cursor.fetchall() == wanted
        copy.close()
        assert query("ax_app", "SHOW listen_addresses") == [("",)]


def test_a_second_start_has_lost_nothing(state):
    with servers():
        query("ax_owner", "CREATE TABLE note (text text)")
        query("ax_owner", "INSERT INTO note VALUES ('남은 것')")
        cache().set("kept", "yes")
    with servers():
        assert query("ax_owner", "SELECT text FROM note") == [("남은 것",)]
        assert cache().get("kept") == b"yes"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_servers_end_with_their_killed_parent_and_come_back(state):
    holder = subprocess.Popen([sys.executable, "-c", HOLD], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "ready\n"
    query("ax_owner", "CREATE TABLE note (text text)")
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    deadline = time.monotonic() + 5
    while (paths.postgres_dir() / "postmaster.pid").exists() or paths.valkey_socket().exists():
        assert time.monotonic() < deadline, "a server is still there"
        time.sleep(0.05)
    with servers():
        assert query("ax_owner", "SELECT count(*) FROM note") == [(0,)]


def test_two_starts_on_one_state_folder_refuse_politely(state):
    with StateLock(paths.ensure_state_dir()), pytest.raises(StateBusyError) as refused, servers():
        pass
    assert f"in use by process {os.getpid()}" in str(refused.value)


def test_the_command_gets_its_exit_code_through(state):
    assert run_command(["sh", "-c", "exit 7"]) == 7


def test_a_folder_of_somebody_else_is_refused(state):
    paths.ensure_state_dir()
    if os.geteuid() == 0:
        state.joinpath("run").mkdir()  # ours, but the servers run as another account
        account = PostgresServer().account
    else:
        state.joinpath("run").symlink_to("/")
        account = None
    with pytest.raises(EmbeddedError, match="belongs to another account"):
        prepare_private_dir(state / "run", account)


def test_a_cluster_of_another_version_is_refused(state):
    server = PostgresServer(throwaway=True)
    server.prepare()
    (paths.postgres_dir() / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedError, match="made by PostgreSQL 12"):
        server.prepare()


def test_sockets_move_when_the_path_is_too_long_or_would_be_misread(monkeypatch):
    monkeypatch.setenv("AXPORTAL_VAR", "/srv/" + "가" * 40)
    assert paths.run_dir().parent == Path("/tmp")  # noqa: S108 - as the code
    monkeypatch.setenv("AXPORTAL_VAR", "/srv/a,b")
    assert paths.run_dir().parent == Path("/tmp")  # noqa: S108 - as the code
    monkeypatch.setenv("AXPORTAL_VAR", "/srv/포털")
    assert paths.run_dir() == Path("/srv/포털/run")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, True),
        ({"AXPORTAL_DEMO": "0"}, False),
        ({"DATABASE_URL": "postgres://db/x"}, False),
        ({"REDIS_URL": "redis://cache/0"}, False),
        ({"DATABASE_URL": "postgres://db/x", "REDIS_URL": "redis://cache/0", "AXPORTAL_DEMO": "1"}, True),
    ],
)
def test_demonstration_only_on_our_own_servers_or_by_wish(state, monkeypatch, environment, expected):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert paths.demonstration() is expected


def test_the_secret_key_is_made_once_and_private(state, monkeypatch):
    monkeypatch.delenv("AXPORTAL_SECRET_KEY", raising=False)
    key = paths.secret_key()
    assert len(key) >= 50
    assert paths.secret_key() == key
    assert (state / "secret-key").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("AXPORTAL_SECRET_KEY", "given")
    assert paths.secret_key() == "given"


def test_a_broken_valkey_is_asked_once(state):
    """The supervisor asks before each start; a client that tries again for seconds would keep it from all else."""
    paths.run_dir().mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(paths.valkey_socket()))
        listener.listen()
        listener.settimeout(0.5)

        def hang_up() -> None:
            listener.accept()[0].close()

        asked = threading.Thread(target=hang_up)
        asked.start()
        assert not ValkeyServer().is_ready()
        asked.join()
        with pytest.raises(TimeoutError):
            listener.accept()
