"""A database that takes everything and says nothing is given up in time, whatever we wait for."""

import socket

import psycopg2
import pytest
from django.db import connection
from django.test import Client

from axportal.core.postgres import silence
from tests.drills.proxy import Proxy
from tests.servers import wait_until
from tests.stopwatch import Stopwatch

PATIENCE = 1.0


def upstream() -> socket.socket:
    """A connection to the test's PostgreSQL."""
    settings = connection.settings_dict
    host = settings["HOST"] or connection.get_connection_params()["host"]
    if host.startswith("/"):
        end = socket.socket(socket.AF_UNIX)
        end.connect(f"{host}/.s.PGSQL.{settings['PORT'] or 5432}")
        return end
    return socket.create_connection((host, int(settings["PORT"] or 5432)))


@pytest.fixture
def proxied(committed_db):
    """A connection through a proxy, and the proxy."""
    proxy = Proxy(upstream)
    params = {**connection.get_connection_params(), "host": "127.0.0.1", "port": proxy.port}
    server = psycopg2.connect(**params)
    server.give_up_after = PATIENCE
    yield server, proxy
    server.close()
    proxy.close()


@pytest.mark.goal("R13")
@pytest.mark.parametrize("wait", ["statement", "commit", "rows"])
def test_a_silent_database_is_given_up(proxied, wait):
    server, proxy = proxied
    cursor = server.cursor("rows") if wait == "rows" else server.cursor()
    cursor.execute("SELECT generate_series(1, 100)")
    proxy.set("drop")
    with Stopwatch() as taken, pytest.raises(psycopg2.OperationalError):
        {"statement": lambda: cursor.execute("SELECT 1"), "commit": server.commit, "rows": cursor.fetchmany}[wait]()
    assert taken.whole >= PATIENCE
    assert taken.seconds < PATIENCE + 3
    assert server.closed


def test_a_connection_closed_meanwhile_does_not_end_the_watch(proxied):
    server, _proxy = proxied
    server.close()
    silence._shut_down(server)


def test_a_slow_answer_in_time_is_waited_for(proxied):
    server, proxy = proxied
    proxy.set("delay", delay=0.2)
    with server.cursor() as cursor:
        cursor.execute("SELECT 7")
        assert cursor.fetchone() == (7,)


def test_each_connection_waits_as_long_as_its_statements_may(committed_db, settings):
    connection.ensure_connection()
    assert connection.connection.give_up_after == settings.PAGE_STATEMENT_MS / 1000 + silence.GRACE


@pytest.mark.parametrize(("path", "within"), [("/api/v1/labs/", 12), ("/labs/", 22)])
def test_callers_are_told_when_the_database_is_silent(committed_db, path, within):
    """503, whichever statement met the silence first."""
    proxy = Proxy(upstream)
    known = connection.settings_dict
    connection.close()
    connection.settings_dict = {**known, "HOST": "127.0.0.1", "PORT": str(proxy.port)}
    client = Client(raise_request_exception=False)
    try:
        wait_until(lambda: client.get(path).status_code == 200, within=60)  # the first of a process takes longer
        proxy.set("drop")
        with Stopwatch() as taken:
            answer = client.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert taken.seconds < within
    finally:
        connection.close()
        connection.settings_dict = known
        proxy.close()
