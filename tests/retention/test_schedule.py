"""The schedule: what is due and when, what holds it back, and who may see and change it."""

from datetime import date, datetime, timedelta

import pytest

from axportal.audit import services as audit
from axportal.audit.models import Act
from axportal.calls.models import Call
from axportal.core import clock, invariants
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.decisions.services import aftermath
from axportal.notices.services import telling
from axportal.retention.models import Hold, Period
from axportal.retention.rules import months_after, months_before, snapshot_without_people, without_people
from axportal.retention.selectors import due, outlooks
from axportal.retention.services import holds, schedule
from regions.models import Membership
from tests.calls import factories as calls
from tests.decisions import factories

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B39")]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def told(cast) -> Call:
    """A call whose result was told and is final."""
    judged = factories.make_judged(cast, at=clock.now())
    factories.told(cast, judged)
    call = Call.objects.get(pk=judged.call.pk)
    aftermath.finalise_due(at=call.objections_until)
    call.refresh_from_db()
    return call


def count(key: str, at: datetime) -> int:
    return due(key, Period.objects.get(key=key).months, at).count()


@pytest.mark.parametrize(("day", "months", "before"), [
    ((2026, 11, 23), 36, (2023, 11, 23)), ((2027, 2, 28), 12, (2026, 2, 28)), ((2027, 3, 31), 1, (2027, 2, 28)),
    ((2028, 3, 31), 1, (2028, 2, 29)), ((2027, 1, 1), 1, (2026, 12, 1)), ((2026, 12, 15), 12, (2025, 12, 15)),
])  # fmt: skip
def test_months_are_those_of_the_calendar_in_korea(day, months, before):
    at = datetime(*day, 0, 30, tzinfo=clock.SEOUL)
    assert months_before(at, months) == datetime(*before, 0, 30, tzinfo=clock.SEOUL)
    assert months_after(datetime(2026, 1, 31, tzinfo=clock.SEOUL), 1) == datetime(2026, 2, 28, tzinfo=clock.SEOUL)


def test_every_period_names_its_basis_and_only_the_law_is_called_law():
    rows = {period.key: period for period in Period.objects.all()}
    assert {key for key, row in rows.items() if row.basis == Period.Basis.LAW} == {"access_log"}
    assert "제8조" in rows["access_log"].source_ko
    assert rows["access_log"].least_months == rows["access_log"].months == 24
    for row in rows.values():
        assert all((row.what_en, row.begins_en, row.effect_en, row.source_en))
    schedule.load_reference(at=clock.now())
    assert Period.objects.count() == len(rows)


def test_applications_are_due_three_years_after_the_notice(told):
    moment = months_after(told.notified_at, 36)
    assert [count("applications", at) for at in (moment - timedelta(seconds=1), moment)] == [0, 2]
    found = {one.period.key: one for one in outlooks(moment - DAY)}
    assert (found["applications"].due, found["applications"].soon) == (0, 2)
    (call,) = found["applications"].calls
    assert (call.call, call.applications, call.due_on) == (told, 2, clock.seoul_date(moment))


def test_nothing_of_a_call_is_due_while_an_objection_may_wait(cast):
    judged = factories.make_judged(cast, at=clock.now())
    factories.told(cast, judged)
    assert count("applications", clock.now() + 5000 * DAY) == 0


def test_a_hold_keeps_a_call_or_one_application_until_its_day_is_over(cast, told):
    moment = months_after(told.notified_at, 36)
    number = told.applications.exclude(number="").order_by("id").first().number
    at = clock.now()
    one = holds.place_hold(
        number=number, reason="소송", until=clock.seoul_date(moment), actor=cast.agency_officer, at=at
    )
    assert [count("applications", when) for when in (moment, moment + DAY)] == [1, 2]
    found = {row.period.key: row for row in outlooks(moment)}["applications"]
    assert (found.due, found.held, found.calls[0].held) == (1, 1, 1)
    whole = holds.place_hold(
        number=told.number, reason="감사", until=clock.seoul_date(moment), actor=cast.platform_admin, at=at
    )
    assert count("applications", moment) == 0
    for hold in (one, whole):
        holds.lift_hold(hold=hold, reason="끝남", actor=cast.platform_admin, at=at)
    assert count("applications", moment) == 2
    with pytest.raises(WrongState):
        holds.lift_hold(hold=one, reason="다시", actor=cast.platform_admin, at=at)
    assert Act.objects.filter(action__startswith="retention.hold.").count() == 4


def test_who_took_part_in_what_is_held_is_held_too(cast, told):
    Membership.objects.filter(user=cast.rival_representative).update(
        starts_on=clock.seoul_date(clock.now() - 10 * DAY), ends_on=clock.seoul_date(clock.now() - DAY)
    )
    later = clock.now() + 380 * DAY
    ids = set(due("people", 12, later).values_list("email", flat=True))
    assert "rival_representative@cast.example" in ids
    assert "company_representative@cast.example" not in ids  # still in office
    assert "outsider@cast.example" in ids  # never had a role, not seen for a year
    until = clock.seoul_date(later)
    holds.place_hold(number=told.number, reason="감사", until=until, actor=cast.platform_admin, at=clock.now())
    assert "rival_representative@cast.example" not in due("people", 12, later).values_list("email", flat=True)


def test_drafts_looks_and_notices_have_their_own_clocks(cast):
    call = calls.make_call(cast, closes_at=clock.now() + DAY)
    calls.start(cast, call)
    audit.record_access(actor=cast.auditor, subject=cast.outsider, what="x", address="127.0.0.1", at=clock.now())
    words = {"subject": "s", "body": "b", "path": "/"}
    telling.tell("calls.closing", cause="1", recipient=cast.outsider, letter=words)
    for key, begun in (("drafts", call.closes_at), ("access_log", clock.now()), ("notices", clock.now())):
        moment = months_after(begun, Period.objects.get(key=key).months)
        before = count(key, moment - DAY)
        assert count(key, moment + DAY) == before + 1


@pytest.mark.parametrize("values", [
    {"number": "nothing"}, {"until": date(2020, 1, 1)}, {"reason": "  "},
])  # fmt: skip
def test_a_hold_names_something_a_reason_and_a_day_to_come(cast, told, values):
    good = {"number": told.number, "reason": "소송", "until": clock.seoul_date(clock.now() + DAY)}
    with pytest.raises(InvalidInput) as refusal:
        holds.place_hold(**{**good, **values}, actor=cast.platform_admin, at=clock.now())
    assert set(refusal.value.fields) == set(values)
    for name in ("auditor", "call_manager", "ministry_approver"):
        with pytest.raises(NotAllowed):
            holds.place_hold(**good, actor=cast[name], at=clock.now())
    assert not Hold.objects.exists()


def test_months_change_with_a_reason_and_never_below_the_law(cast):
    period = Period.objects.get(key="access_log")
    change = {"period": period, "actor": cast.platform_admin, "at": clock.now()}
    for months, reason in ((23, "짧게"), (25, " "), (9999, "길게")):
        with pytest.raises(InvalidInput):
            schedule.change_months(months=months, reason=reason, **change)
    with pytest.raises(NotAllowed):
        schedule.change_months(months=36, reason="길게", **{**change, "actor": cast.agency_officer})
    schedule.change_months(months=36, reason="더 오래", **change)
    act = Act.objects.get(action="retention.period.changed")
    assert act.detail == {"key": "access_log", "before": 24, "after": 36, "reason": "더 오래"}
    schedule.load_reference(at=clock.now())  # a new version of the portal brings words, not months
    assert Period.objects.get(key="access_log").months == 36


def test_people_go_and_the_project_stays():
    assert without_people("project", {"title_ko": "과제", "pi_name": "김책임", "goal": "목표"}) == {
        "title_ko": "과제", "pi_name": "", "goal": "목표",
    }  # fmt: skip
    snapshot = {
        "parts": [{"step": "call", "organisation": "o", "fields": {"contact_email": "a@b.kr", "check_tax": "met"}}],
        "files": [{"uuid": "u", "document": "plan", "name": "김책임.pdf", "size": 3, "sha256": "f" * 64}],
    }
    found = snapshot_without_people(snapshot)
    assert found["parts"][0]["fields"] == {"contact_email": "", "check_tax": "met"}
    assert (found["files"], found["erased_files"]) == (
        [], [{"document": "plan", "size": 3, "sha256": "f" * 64}],
    )  # fmt: skip
    assert snapshot_without_people(found) == found  # once more finds nothing


def test_what_is_overdue_breaks_an_invariant_unless_it_is_held(cast, told):
    assert not any(name.startswith("V14") for name in invariants.violations())
    long_ago = clock.now() - 1200 * DAY
    Call.objects.filter(pk=told.pk).update(notified_at=long_ago)
    broken = next(rows for name, rows in invariants.violations().items() if name.startswith("V14"))
    assert len(broken) == 2
    until = clock.seoul_date(clock.now() + DAY)
    holds.place_hold(number=told.number, reason="감사", until=until, actor=cast.platform_admin, at=clock.now())
    assert not any(name.startswith("V14") for name in invariants.violations())
