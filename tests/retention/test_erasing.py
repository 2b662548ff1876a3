"""The night's work: people are gone from every table, what has to stay stays, and the chain still holds."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from axportal.accounts.models import User
from axportal.audit import selectors as chain
from axportal.audit import services as audit
from axportal.audit.models import Access, Act
from axportal.calls.models import Application, ApplicationFile, Call, Submission
from axportal.core import clock, invariants
from axportal.decisions.models import Decision, Letter, Objection, Selection
from axportal.decisions.selectors.standing import reckoned_again
from axportal.decisions.services import aftermath, objections
from axportal.notices.models import Notice
from axportal.retention.models import Erasure, Run
from axportal.retention.rules import ERASED, months_after
from axportal.retention.services import holds, running
from regions.models import Membership
from tests.calls import factories as calls
from tests.canary.traces import COLUMNS
from tests.decisions import factories

pytestmark = [pytest.mark.feature("B39"), pytest.mark.goal("R27")]
SENTENCE = "둘째 위원이 계획서의 수치를 잘못 읽었습니다."
DAY = timedelta(days=1)
#: The people of an application, under a name that stands nowhere else.
NAME, NAMED = "홍카나리", {"pi_name", "lead_person"}


@pytest.fixture
def told(committed_db, cast, settings, tmp_path, monkeypatch) -> Call:
    """A final call with an objection, its files in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    filled_in = calls.value_for
    monkeypatch.setattr(calls, "value_for", lambda field: NAME if field.key in NAMED else filled_in(field))
    judged = factories.make_judged(cast, at=clock.now() - timedelta(hours=2))
    factories.told(cast, judged)
    objection = objections.file_objection(
        decision=Decision.objects.get(application=judged.second), ground="error", text=SENTENCE,
        actor=cast.rival_representative, at=clock.now(),
    )  # fmt: skip
    objections.assign_objection(
        objection=objection, handler=cast.agency_officer, panel=[], actor=cast.platform_admin, at=clock.now()
    )
    objections.dismiss_objection(
        objection=objection,
        reason="평가에 잘못이 없습니다",
        actor=cast.agency_officer,
        at=clock.now(),
        no_conflict=True,
    )
    call = Call.objects.get(pk=judged.call.pk)
    aftermath.finalise_due(at=call.objections_until)
    call.refresh_from_db()
    return call


def places_of(text: str) -> list[str]:
    """Every column of ours that holds the text; the server's own list of recent statements is none (decision 0011)."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(f"{COLUMNS} AND table_name NOT LIKE 'pg_stat_statements%'")
        for table, column in cursor.fetchall():
            name = f'"{table}" WHERE "{column}"::text LIKE %s'
            cursor.execute(f"SELECT count(*) FROM {name}", [f"%{text}%"])  # noqa: S608 - our own tables
            found += [f"{table}.{column}"] if cursor.fetchone()[0] else []
    return found


def seal() -> None:
    while audit.seal():
        pass


def stored(settings) -> list[Path]:
    return [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]


@pytest.mark.feature("B39")
def test_people_files_and_free_texts_of_a_call_are_gone_in_time(told, settings):
    numbers = set(told.applications.values_list("number", flat=True))
    hashes = set(Submission.objects.values_list("sha256", flat=True))
    seal()
    assert stored(settings)
    assert places_of(NAME)
    assert places_of(SENTENCE)
    moment = months_after(told.notified_at, 36)
    running.run_due(period="night 1", at=moment - DAY)
    assert places_of(NAME)
    assert not Erasure.objects.filter(key="applications").exists()
    run = running.run_due(period="night 2", at=moment)
    assert run.counts["applications"] == {"done": 2, "failed": 0}
    for text in (NAME, SENTENCE, "계획서.pdf"):
        assert places_of(text) == [], text
    assert (stored(settings), ApplicationFile.objects.count()) == ([], 0)
    assert Objection.objects.get().text == ERASED
    # What has to stay: the project, the decision with its reckoning, letters, the receipt's hash.
    assert set(told.applications.values_list("number", flat=True)) == numbers
    assert set(Submission.objects.values_list("sha256", flat=True)) == hashes
    assert reckoned_again(Selection.objects.get(call=told, status="published"))
    assert (Decision.objects.count(), Letter.objects.count()) == (2, 2)
    assert "적은 내용" in str(Submission.objects.first().snapshot)
    seal()
    assert chain.first_break() is None
    assert invariants.violations() == {}


def test_a_run_is_done_once_and_a_hold_stops_it(told, cast):
    moment = months_after(told.notified_at, 36)
    held = told.applications.order_by("id").first()
    until = clock.seoul_date(moment)
    hold = holds.place_hold(number=held.number, reason="소송", until=until, actor=cast.platform_admin, at=clock.now())
    run = running.run_due(period="a", at=moment)
    assert run.counts["applications"]["done"] == 1
    assert running.run_due(period="a", at=moment + DAY) == run  # the same night again
    assert Erasure.objects.filter(key="applications").count() == 1
    holds.lift_hold(hold=hold, reason="끝남", actor=cast.platform_admin, at=clock.now())
    assert running.run_due(period="b", at=moment).counts["applications"]["done"] == 1
    assert running.run_due(period="c", at=moment).counts["applications"]["done"] == 0
    assert Erasure.objects.get(target_uuid=held.uuid).run.period == "b"


def test_a_person_without_a_role_becomes_nameless_everywhere(told, cast):
    person = cast.rival_representative
    seal()
    Membership.objects.filter(user=person).update(
        starts_on=clock.seoul_date(clock.now() - 10 * DAY), ends_on=clock.seoul_date(clock.now() - DAY)
    )
    assert len(places_of("rival_representative")) > 3
    running.run_due(period="people", at=clock.now() + 380 * DAY)
    person.refresh_from_db()
    assert (person.email, person.is_active) == (f"removed-{person.uuid}@removed.invalid", False)
    assert not person.has_usable_password()
    # Whom an application names as its contact stays with it, until the application's own time is over.
    left = {place.split(".")[0] for place in places_of("rival_representative")}
    assert left == {"calls_applicationpart", "calls_partrevision", "calls_submission"}
    assert Submission.objects.filter(submitted_by=person).exists()  # what they did stays, without a name
    assert User.objects.get(email="company_representative@cast.example").is_active
    seal()
    assert chain.first_break() is None
    assert invariants.violations() == {}


def test_looks_and_notices_go_and_acts_stay(committed_db, cast):
    audit.record_access(actor=cast.auditor, subject=cast.outsider, what="x", address="127.0.0.1", at=clock.now())
    acts, notices = Act.objects.count(), Notice.objects.count()
    later = months_after(clock.now(), 24) + DAY
    run = running.run_due(period="looks", at=later)
    assert run.counts["access_log"] == {"done": 1, "failed": 0}
    assert (Access.objects.count(), Notice.objects.count(), notices) == (0, 0, 0)
    assert Act.objects.count() > acts


def test_the_application_could_not_erase_even_without_the_guards(told):
    """The guards are passed over by the owner's role alone; the application's has no right to change these rows."""
    for statement in ("UPDATE decisions_letter SET body_ko = ''", "DELETE FROM audit_access"):
        ignoring = "SELECT set_config('pgtrigger.ignore', '{decisions_letter:pgtrigger_append_only}', true);"
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(ignoring + statement)


def test_what_fails_is_counted_and_the_rest_goes_on(told, monkeypatch):
    broken = told.applications.order_by("id").first().pk

    def fail(target: Application, at: object) -> None:
        if target.pk == broken:
            raise DatabaseError

    monkeypatch.setitem(running._ONE_BY_ONE, "applications", fail)
    run = running.run_due(period="x", at=months_after(told.notified_at, 36))
    assert run.counts["applications"] == {"done": 1, "failed": 1}
    assert Run.objects.get().finished_at is not None
