"""The demonstration, loaded once in a run and copied for each test that wants it whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from django.db import connections
from django.db.models.functions import Now
from django.test import override_settings

from axportal.core import clock, demonstration
from axportal.core.models import OutboxRow
from tests import databases, once

#: A demonstration makes 18 accounts: no test of it is about how slowly a password is hashed.
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FILES = "files"
WHEN = "loaded-at"


@dataclass(frozen=True)
class Loaded:
    """A demonstration: its database, its state folder with the uploaded files, and when it was loaded."""

    database: str
    folder: Path
    at: datetime


def loaded_once(template: str, shared: Path) -> Loaded:
    """The demonstration in a copy of `template`, loaded by the first process of the run that asks for it."""
    folder = shared / "demonstration"
    database, written = f"{template}_demonstration", folder / WHEN
    once.in_a_run(shared / "demonstrated", partial(_load, template, database, folder))
    return Loaded(database, folder, datetime.fromisoformat(written.read_text()))


def _load(template: str, database: str, folder: Path) -> None:
    at = clock.now()
    before = connections["default"].settings_dict["NAME"]
    databases.copy(template, database)
    databases.point_to(database)
    folder.mkdir(exist_ok=True)
    try:
        with state_in(folder), override_settings(PASSWORD_HASHERS=QUICK_HASHERS):
            demonstration.load(at=at)
    finally:
        databases.point_to(before)
    (folder / WHEN).write_text(at.isoformat())


@contextmanager
def copied(loaded: Loaded, folder: Path) -> Iterator[Loaded]:
    """A copy of database and state folder, to be changed at will."""
    shutil.copytree(loaded.folder, folder, dirs_exist_ok=True)
    with databases.copied(loaded.database) as name, state_in(folder):
        _owe_from_now()
        yield Loaded(name, folder, loaded.at)


def _owe_from_now() -> None:
    """What the demonstration owes is owed since now: its copy may be made long after it was loaded."""
    OutboxRow.objects.filter(done_at=None, dead_at=None, available_at__lt=Now()).update(available_at=Now())


@contextmanager
def state_in(folder: Path) -> Iterator[None]:
    """Sign-ins, marks and uploads go to this folder."""
    with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=folder / FILES):
        patch.setenv("AXPORTAL_VAR", str(folder))
        yield
