"""The application's role works on rows and makes nothing: neither tables nor temporary ones, nor functions."""

import pytest
from django.db import ProgrammingError, connection, transaction

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
