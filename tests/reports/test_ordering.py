"""Ordering a report: once for the same conditions on the same data, a new revision when data has changed."""

from datetime import date, timedelta

import pytest

from axportal.audit.models import Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.models import OutboxRow, Transition
from axportal.indicators.services import keep_figures
from axportal.reports import services
from axportal.reports.models import ReportRun
from tests import programme
from tests.reports.ordering import order, owed

pytestmark = pytest.mark.django_db


def test_an_order_owes_the_work_once(cast):
    run, is_new = order(cast["ministry_viewer"])
    assert is_new
    assert (run.status, run.revision, run.percent, run.organisation_id) == ("queued", 1, 0, None)
    assert owed(run).kwargs == {"run_id": run.pk}
    assert Act.objects.get(action="reports.run.ordered").target_uuid == run.uuid
    assert Transition.objects.get(model="reports.reportrun").target == "queued"


@pytest.mark.goal("R6")
def test_an_identical_order_on_unchanged_data_shows_the_existing_run(cast):
    first, _new = order(cast["ministry_viewer"], zone="honam")
    second, is_new = order(cast["ministry_viewer"], zone="honam")
    assert (second.pk, is_new) == (first.pk, False)
    assert OutboxRow.objects.filter(task__contains="make_report").count() == 1


@pytest.mark.parametrize("other", [{"zone": "jungbu"}, {"formats": ["pdf"]}, {"language": "en"}])
def test_another_order_is_another_run(cast, other):
    order(cast["ministry_viewer"], zone="honam")
    assert order(cast["ministry_viewer"], **{"zone": "honam", **other})[1]


def test_changed_data_gives_the_next_revision(cast):
    first, _new = order(cast["ministry_viewer"])
    programme.lab("새 연구소")
    second, is_new = order(cast["ministry_viewer"])
    assert (is_new, second.revision, second.series) == (True, 2, first.series)


def test_colleagues_share_a_run_and_other_organisations_do_not(cast):
    mine, _new = order(cast["institute_admin"])
    assert order(cast["gist_colleague"]) == (mine, False)
    theirs, is_new = order(cast["dgist_admin"])
    assert is_new
    assert theirs.organisation_id != mine.organisation_id


def test_a_cancelled_run_may_be_ordered_again(cast):
    first, _new = order(cast["ministry_viewer"])
    services.cancel_run(run=first, actor=cast["ministry_viewer"], at=clock.now())
    second, is_new = order(cast["ministry_viewer"])
    assert (is_new, second.revision) == (True, 2)


def test_a_kept_day_is_one_version_whatever_changes_later(cast):
    at = clock.now()
    keep_figures(at=at - timedelta(days=3))
    day = clock.seoul_date(at) - timedelta(days=3)
    first, _new = order(cast["ministry_viewer"], as_of=day)
    programme.lab("새 연구소")
    assert order(cast["ministry_viewer"], as_of=day) == (first, False)
    assert first.is_kept_day


@pytest.mark.parametrize(
    ("values", "field"), [({"as_of": date(2026, 1, 1)}, "as_of"), ({"formats": ["exe"]}, "formats")]
)
def test_what_cannot_be_made_is_refused_at_its_field(cast, values, field):
    with pytest.raises(InvalidInput) as refusal:
        order(cast["ministry_viewer"], **values)
    assert list(refusal.value.fields) == [field]
    assert not ReportRun.objects.exists()


def test_people_who_are_not_staff_order_nothing(cast):
    with pytest.raises(NotAllowed):
        order(cast["company_representative"])


def test_only_whoever_ordered_stops_a_run_and_only_once(cast):
    run, _new = order(cast["institute_admin"])
    with pytest.raises(NotAllowed):
        services.cancel_run(run=run, actor=cast["gist_colleague"], at=clock.now())
    services.cancel_run(run=run, actor=cast["institute_admin"], at=clock.now())
    with pytest.raises(WrongState):
        services.cancel_run(run=run, actor=cast["institute_admin"], at=clock.now())
    assert list(Act.objects.filter(action="reports.run.cancelled").values_list("target_uuid", flat=True)) == [run.uuid]
