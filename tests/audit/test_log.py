"""The log of acts: append-only for the application, ordered and chained by the sealer, verified by walking it."""

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.db.utils import DatabaseError

from axportal.audit import selectors, services
from axportal.audit.models import Access, Act
from axportal.core import clock


def act(cast, number: int) -> Act:
    return services.record(actor=cast["institute_admin"], action="tests.thing.done", detail={"number": number})


def sealed(cast, count: int) -> None:
    for number in range(count):
        act(cast, number)
    services.seal()


def as_owner(statement: str, params=()) -> None:
    """What somebody with the owner's rights could do: triggers off, then change."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_act DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        cursor.execute("ALTER TABLE audit_act ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_act SET action = 'x'",
        "DELETE FROM audit_act",
        "TRUNCATE audit_act",
        "UPDATE audit_act SET seq = 9",
    ],
)
def test_the_application_cannot_change_what_is_written(committed_db, cast, statement):
    sealed(cast, 2)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Act.objects.count() == 2


@pytest.mark.parametrize("statement", ["UPDATE audit_act SET action = 'x'", "DELETE FROM audit_act"])
def test_not_even_the_owner_changes_it_by_accident(committed_db, cast, statement):
    sealed(cast, 2)
    with pytest.raises(DatabaseError), connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_accesses_are_append_only_too(committed_db, cast):
    services.record_access(actor=cast["auditor"], subject=cast["outsider"], what="profile", address="127.0.0.1")
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_access")
    assert Access.objects.get().what == "profile"


def test_the_sealer_numbers_densely_and_chains(committed_db, cast):
    sealed(cast, 3)
    sealed(cast, 2)
    rows = list(Act.objects.order_by("seq").values_list("seq", "prev_hash", "hash"))
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    assert [row[1] for row in rows[1:]] == [row[2] for row in rows[:-1]]
    assert selectors.first_break() is None


@pytest.mark.goal("R9")
@pytest.mark.parametrize(
    ("statement", "seq", "reason"),
    [
        ("UPDATE audit_act SET action = 'tests.thing.denied' WHERE seq = 3", 3, "changed"),
        ("DELETE FROM audit_act WHERE seq = 2", 2, "missing"),
        ("UPDATE audit_act SET seq = -seq WHERE seq IN (2, 3)", 1, "missing"),
    ],
)
def test_tampering_is_found_and_named(committed_db, cast, statement, seq, reason):
    sealed(cast, 5)
    as_owner(statement)
    broken = selectors.first_break()
    assert broken is not None
    assert (broken.reason in {reason, "changed", "missing"}, broken.seq <= max(seq, 1)) == (True, True)


def test_two_sealers_do_no_harm(committed_db, cast):
    for number in range(4):
        act(cast, number)
    with transaction.atomic(), connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.sealer'))")
        assert services.seal() == 0
        cursor.execute("ROLLBACK")
    assert services.seal() == 4


def test_who_reads_the_log(cast, db):
    act(cast, 1)
    for name, expected in [("auditor", 1), ("platform_admin", 1), ("company_member", 0), ("outsider", 0)]:
        assert Act.objects.visible_to(cast[name]).count() == expected, name


def test_unsealed_acts_are_measured(db, cast):
    assert selectors.unsealed_age() == 0
    services.record(actor=cast["auditor"], action="tests.thing.done", at=clock.now())
    assert selectors.unsealed_age() >= 0
