"""Test databases: made by the owner's role, used as the application's; copied whole for tests that commit."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

from axportal.core import roles

DROP_ATTEMPTS = 40
ALIASES = ("default", "owner", "read")


def _administer(statement: str, *names: str) -> None:
    """Run one statement outside any test database, as the owner."""
    settings = connections["owner"].get_connection_params() | {"dbname": "postgres"}
    settings.pop("cursor_factory", None)
    connection = psycopg2.connect(**settings)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    finally:
        connection.close()


def point_to(name: str) -> None:
    """Let every alias use this database from the next query on."""
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def create(name: str) -> None:
    """A fresh, migrated database with grants; every alias points to it."""
    _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _administer("CREATE DATABASE {}", name)
    point_to(name)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    with connections["owner"].cursor() as cursor:
        roles.grant(cursor)
    connections["owner"].close()


def copy(source: str, name: str) -> None:
    """A copy of a database to which nobody is connected; what `roles.grant` takes from a database is not copied."""
    _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _administer("CREATE DATABASE {} TEMPLATE {}", name, source)
    _administer("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", name)


def drop(name: str) -> None:
    """Remove a database, whoever is connected; autovacuum, which the owner may not end, is waited for."""
    for attempt in range(1, DROP_ATTEMPTS + 1):
        try:
            _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except psycopg2.errors.InsufficientPrivilege:
            if attempt == DROP_ATTEMPTS:
                raise
            time.sleep(0.5)
        else:
            return


@contextmanager
def empty() -> Iterator[str]:
    """A database in which nothing has been made yet; no alias points to it."""
    name = f"ax_empty_{uuid.uuid4().hex[:12]}"
    _administer("CREATE DATABASE {}", name)
    try:
        yield name
    finally:
        drop(name)


@contextmanager
def copied(template: str) -> Iterator[str]:
    """Point every alias to a fresh copy of the template, and back afterwards."""
    before = connections["default"].settings_dict["NAME"]
    name = f"ax_copy_{uuid.uuid4().hex[:12]}"
    copy(template, name)
    point_to(name)
    try:
        yield name
    finally:
        point_to(before)
        drop(name)
