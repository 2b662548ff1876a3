"""Database roles: the owner migrates, the application reads and writes rows, reports only read.

The application's role may not change what is written once: audit, history and status steps.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from psycopg2 import sql

SEALED_COLUMNS = {"audit_act": ("seq", "prev_hash", "hash")}
APPEND_ONLY = {
    "audit_access",
    "calls_calldeadline",
    "calls_filerelease",
    "calls_partnerconsent",
    "calls_partrevision",
    "calls_returnrequest",
    "calls_screeningfinding",
    "calls_similarproject",
    "calls_submission",
    "decisions_approval",
    "decisions_decision",
    "decisions_letter",
    "decisions_letterfile",
    "decisions_tieorder",
    "decisions_whatif",
    "core_transition",
    "regions_organisationcheck",
    "retention_erasure",
    "reviews_challenge",
    "reviews_correction",
    "reviews_pledge",
    "reviews_remark",
    "reviews_setaside",
    *SEALED_COLUMNS,
}
#: What the application may do by the owner's hand, and by these functions alone.
OWNER_FUNCTIONS = ("gpu_open_days(date, date)", "gpu_drop_days(date)")

_CREATION = """-- Run once as a database administrator; choose the passwords.
CREATE ROLE ax_owner LOGIN PASSWORD '…';
CREATE ROLE ax_app LOGIN PASSWORD '…';
CREATE ROLE ax_read LOGIN PASSWORD '…';
CREATE DATABASE axportal OWNER ax_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
\\c axportal
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
-- Then: DATABASE_OWNER_URL, DATABASE_URL, DATABASE_READ_URL; manage.py prepare
"""


def creation_sql() -> str:
    """What a database administrator runs once on an existing server."""
    return _CREATION


def grant(cursor: Any) -> None:
    """Give the application and report roles what they need on every table, and no more. Run as the owner."""
    app_role, read_role, owner = (str(settings.DATABASES[name]["USER"]) for name in ("default", "read", "owner"))
    if app_role != owner:
        _keep_others_from_making(cursor)
        _grant_app(cursor, app_role)
    if read_role not in {owner, app_role}:
        for statement in ("GRANT USAGE ON SCHEMA public TO {}", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}"):
            cursor.execute(sql.SQL(statement).format(sql.Identifier(read_role)))


def _keep_others_from_making(cursor: Any) -> None:
    """Only the owner makes objects, temporary ones included: making them is the way into many a server's hole."""
    cursor.execute("SELECT current_database()")
    name = sql.Identifier(cursor.fetchone()[0])
    cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(name))
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def _grant_app(cursor: Any, role: str) -> None:
    name = sql.Identifier(role)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
    ):
        cursor.execute(sql.SQL(statement).format(name))
    for table in sorted(APPEND_ONLY | _event_tables()):
        cursor.execute(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), name))
    for function in OWNER_FUNCTIONS:
        cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(function), name))
    for table, columns in SEALED_COLUMNS.items():
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        cursor.execute(sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(names, sql.Identifier(table), name))


def _event_tables() -> set[str]:
    return {
        model._meta.db_table for model in apps.get_models() if getattr(model, "pgh_tracked_model", None) is not None
    }
