"""The application's role works on rows and makes nothing: neither tables nor temporary ones, nor functions."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from axportal.core import roles

pytestmark = pytest.mark.django_db
MAKING = (
    "CREATE TABLE made (a int)",
    "CREATE TEMPORARY TABLE made (a int)",
    "CREATE FUNCTION made() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TYPE made AS (a int)",
    "ALTER TABLE labs_jointlab ADD COLUMN made int",
    "COPY labs_jointlab TO PROGRAM 'cat'",
)


@pytest.mark.parametrize("statement", MAKING)
def test_the_application_makes_nothing(statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be (owner|superuser)"), transaction.atomic():
        connection.cursor().execute(statement)


def test_what_the_triggers_keep_from_rewriting_the_role_may_not_rewrite_either():
    guarded = {
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", []))
    }
    histories = {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    # An act is sealed after it is written, so its trigger lets one thing through and bears another name.
    assert guarded - histories == roles.APPEND_ONLY - set(roles.SEALED_COLUMNS)


def test_the_role_holds_no_right_to_change_them():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t, p FROM unnest(%s::text[]) t, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p"
            " WHERE has_table_privilege(current_user, t, p)",
            [sorted(roles.APPEND_ONLY)],
        )
        assert cursor.fetchall() == []
