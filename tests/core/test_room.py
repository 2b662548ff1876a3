"""Without room on the disk files are refused in time, and a write that found none says so in both languages."""

import errno
import shutil
from collections import namedtuple

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from psycopg2.errors import DiskFull

from axportal.core import room
from axportal.core.errors import Unavailable
from axportal.core.views import errors

Usage = namedtuple("Usage", "total used free")
MB = 1024 * 1024
pytestmark = pytest.mark.goal("R17")


@pytest.fixture
def disk(monkeypatch):
    """`disk(free_mb)`: the disk has 1,000 MB, of which so many are free."""

    def has(free: int) -> None:
        usage = Usage(1000 * MB, (1000 - free) * MB, free * MB)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)

    return has


@pytest.mark.parametrize(("free", "size", "taken"), [(60, 9, True), (60, 11, False), (49, 0, False), (50, 0, True)])
def test_a_file_needs_five_percent_beside_it(disk, free, size, taken):
    disk(free)
    if taken:
        with room.for_file(size * MB):
            return
    with pytest.raises(Unavailable) as refusal, room.for_file(size * MB):
        pytest.fail("there was no room")
    assert (refusal.value.status, refusal.value.code) == (503, "no_room")


def test_a_disk_that_fills_meanwhile_is_the_same_refusal(disk):
    disk(500)
    with pytest.raises(Unavailable), room.for_file(1):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(PermissionError), room.for_file(1):
        raise PermissionError(errno.EACCES, "another fault stays what it is")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/labs/", "저장 공간이 없어 하려던 일을 저장하지 못했습니다"),
        ("/api/v1/labs/", "저장 공간이 없어 아무것도 저장하지 못합니다"),
    ],
)
def test_a_write_that_found_no_room_says_so(disk, path, said):
    disk(500)
    request = RequestFactory().post(path)
    try:
        raise OperationalError("could not extend file") from DiskFull()
    except OperationalError:
        answer = errors.server_error(request)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert said in answer.content.decode()


def test_a_database_that_is_away_beside_a_full_disk_says_what_is_full(disk, committed_db):
    known = connection.settings_dict
    connection.close()
    connection.settings_dict = {**known, "HOST": "/nowhere"}
    try:
        disk(0)
        full = Client(raise_request_exception=False).get("/en/labs/")
        disk(500)
        away = Client(raise_request_exception=False).get("/en/labs/")
    finally:
        connection.settings_dict = known
    assert (full.status_code, away.status_code) == (503, 503)
    assert "disk is full" in full.content.decode()
    assert "disk is full" not in away.content.decode()
