"""Two machines that start at once prepare one after the other."""

import signal
import subprocess
import sys
from contextlib import closing

import psycopg2
import pytest
from django.db import connection

from tests import databases
from tests.servers import ROOT, environment, wait_until

WAITING_FOR_TABLE = "waiting for a table that is in use"
WAITING = "waiting for another process to finish: prepare"


@pytest.fixture
def manage(tmp_path):
    """`manage(database, name, …)` starts a command of `manage.py` on that database, in a state folder of its own."""
    started = []

    def start(database: str, *words: str, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *words],
            cwd=ROOT,
            env=environment(database, port=0, AXPORTAL_VAR=str(tmp_path)) | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_two_at_once_on_an_empty_database_do_not_collide(manage):
    with databases.empty() as name:
        both = [manage(name, "prepare") for _machine in range(2)]
        told = [process.communicate(timeout=150)[0] for process in both]
        assert [process.returncode for process in both] == [0, 0], told
        assert sorted(text.count(WAITING) for text in told) == [0, 1]
        for command in ("invariants", "files_verify"):
            checked = manage(name, command)
            text, _none = checked.communicate(timeout=60)
            assert checked.returncode == 0, text


def test_a_killed_one_keeps_nobody_waiting(manage, committed_db):
    first = manage(committed_db, "prepare")
    wait_until(lambda: advisory_locks() == 1)
    first.send_signal(signal.SIGSTOP)
    second = manage(committed_db, "prepare")
    assert WAITING in second.stdout.readline()
    assert second.poll() is None
    first.kill()
    text, _none = second.communicate(timeout=120)
    assert second.returncode == 0, text
    assert advisory_locks() == 0


def advisory_locks() -> int:
    """How many named locks are held in this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.goal("R16")
def test_a_migration_lets_others_through_while_it_waits_for_a_table(manage, committed_db):
    """A report reads the table; the migration tries again and again and keeps nobody waiting for long."""
    newer = {"DJANGO_SETTINGS_MODULE": "tests.drills.newer.settings"}
    with closing(psycopg2.connect(**connection.get_connection_params())) as report, report.cursor() as reading:
        reading.execute("SELECT count(*) FROM calls_application")
        migrating = manage(committed_db, "prepare", **newer)
        wait_until(lambda: WAITING_FOR_TABLE in migrating.stdout.readline(), within=60)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            for _number in range(20):
                cursor.execute("SELECT 1 FROM calls_application LIMIT 1 FOR SHARE")
        assert migrating.poll() is None
    text, _none = migrating.communicate(timeout=120)
    assert migrating.returncode == 0, text
    back = manage(committed_db, "migrate", "newer", "zero", "--database", "owner", **newer)
    text, _none = back.communicate(timeout=60)
    assert back.returncode == 0, text
