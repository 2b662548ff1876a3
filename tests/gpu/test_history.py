"""What was: resolutions, sums, gaps that stay gaps, and outages day by day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from axportal.core import clock
from gpu.models import Outage
from gpu.models.telemetry import BUCKET, DAY, HOUR
from gpu.selectors.figures import national
from gpu.selectors.history import MOST, history, step_of
from gpu.selectors.outages import calendar, gpu_hours_of, open_outages, outages_of_day
from tests.gpu.figures_world import open_site, rollup, server

pytestmark = [pytest.mark.django_db, pytest.mark.feature("E15")]
NOBODY = AnonymousUser()
UNTIL = datetime(2026, 11, 20, 3, tzinfo=UTC)  # noon in Korea


@pytest.fixture
def at(cast):
    return clock.now()


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(hours=1), (BUCKET, BUCKET)),
        (timedelta(hours=24), (BUCKET, BUCKET)),
        (timedelta(days=7), (HOUR, HOUR)),
        (timedelta(days=30), (DAY, DAY)),
        (timedelta(days=365), (DAY, 2 * DAY)),
        (timedelta(days=3 * 365), (DAY, 4 * DAY)),
    ],
)
def test_no_span_has_more_points_than_can_be_told_apart(span, expected):
    resolution, seconds = step_of(span)
    assert (resolution, seconds) == expected
    assert span.total_seconds() / seconds <= MOST


def test_a_short_span_of_long_ago_is_read_by_hours(at):
    site = open_site("gist", "GIST", at)
    start = UNTIL - timedelta(days=120)
    rollup(site, start, allocated=8 * HOUR)
    found = history([site], since=start, until=start + timedelta(hours=3), at=UNTIL)
    assert (found.resolution, [point.allocation for point in found.points]) == (HOUR, [Decimal("100.0"), None, None])


def test_points_are_sums_over_sites_and_types(at):
    gist, dgist = open_site("gist", "GIST", at), open_site("dgist", "DGIST", at)
    hour = 8 * HOUR
    start = UNTIL - timedelta(hours=30)
    rollup(gist, start, allocated=hour // 2, measured=hour, measured_allocated=hour // 2, active=hour // 4)
    rollup(gist, start, type_name="a100", allocated=None)
    rollup(dgist, start, in_service=hour // 2, allocated=hour // 4)
    found = history([gist, dgist], since=start, until=UNTIL)
    first = found.points[0]
    assert (first.starts_at, first.sites, first.coverage) == (start, 2, Decimal("100.0"))
    assert first.operating == Decimal("83.3")  # 2.5 of 3
    assert first.allocation == Decimal("50.0")  # 0.75 of 1.5
    assert first.activity == Decimal("50.0")
    assert first.idle_hours == Decimal("2.0")
    assert len(found.points) == 30


def test_a_gap_has_no_value_and_no_zero(at):
    site = open_site("gist", "GIST", at)
    start = UNTIL - timedelta(hours=30)
    hour = 8 * HOUR
    rollup(site, start, seen=hour // 4, in_service=hour // 4, allocated=0)
    rollup(site, start + timedelta(hours=1), measured=hour // 4, measured_allocated=hour // 4, active=0)
    rollup(site, start + timedelta(hours=2), in_service=None, allocated=None)
    low, unmeasured, by_hand, nothing = history([site], since=start, until=UNTIL).points[:4]
    assert (low.is_gap, low.operating, low.allocation, low.coverage) == (True, None, None, Decimal("25.0"))
    assert (unmeasured.operating, unmeasured.activity, unmeasured.idle_hours) == (Decimal("100.0"), None, None)
    assert (by_hand.operating, by_hand.allocation, by_hand.allocated_hours) == (None, None, None)
    assert (nothing.is_gap, nothing.coverage, nothing.operating, nothing.allocated_hours) == (True, None, None, None)


def test_days_begin_at_midnight_in_korea_and_fold_over_years(at):
    site = open_site("gist", "GIST", at)
    midnight = datetime(2026, 11, 18, 15, tzinfo=UTC)
    for day in range(4):
        rollup(site, midnight - timedelta(days=day), DAY, allocated=day * DAY)
    month = history([site], since=UNTIL - timedelta(days=30), until=UNTIL)
    assert [point.allocated for point in month.points if point.allocated is not None] == [3 * DAY, 2 * DAY, DAY, 0]
    year = history([site], since=UNTIL - timedelta(days=365), until=UNTIL)
    known = [point.allocated for point in year.points if point.allocated is not None]
    assert (sum(known), year.seconds) == (6 * DAY, 2 * DAY)
    assert len(known) in {2, 3}


def test_a_model_goes_by_what_its_sites_call_it(at):
    site = open_site("gist", "GIST", at)
    server(site, "g01", at, 8, 0)
    server(site, "g02", at, 4, 0, model="A100")
    start = UNTIL - timedelta(hours=30)
    rollup(site, start, allocated=0)
    rollup(site, start, type_name="a100", allocated=8 * HOUR)
    model = site.nodes.get(name="g02").gpus.get().gpu_model_id
    assert history([site], since=start, until=UNTIL, model_id=model).points[0].allocation == Decimal("100.0")


@pytest.mark.feature("E14")
def test_the_calendar_tells_the_hours_lost_and_why(at):
    site = open_site("gist", "GIST", at)
    node = server(site, "g01", at, 8, 0)
    noon = datetime(2026, 11, 18, 3, tzinfo=UTC)
    Outage.objects.create(
        cluster=site, node=node, started_at=noon, ended_at=noon + timedelta(hours=18), gpus=8, cause="power"
    )
    Outage.objects.create(cluster=site, node=node, started_at=UNTIL - timedelta(hours=1), gpus=8, cause="repair")
    shown = calendar(national(NOBODY, at=at).sites, at=UNTIL, days=3)
    ((_site, days),) = shown.rows
    assert [day.isoformat() for day in shown.days] == ["2026-11-18", "2026-11-19", "2026-11-20"]
    assert [day.gpu_hours for day in days] == [Decimal("96.0"), Decimal("48.0"), Decimal("8.0")]
    assert [day.causes[0][0] for day in days] == ["power", "power", "repair"]


@pytest.mark.feature("E14")
def test_every_cell_of_the_calendar_is_what_its_outages_add_up_to(at):
    site, other = open_site("gist", "GIST", at), open_site("dgist", "DGIST", at)
    noon = datetime(2026, 11, 18, 3, tzinfo=UTC)
    for number, (of, hours, gone) in enumerate(
        [(site, 18, {}), (site, 2, {}), (site, None, {"unlisted_at": noon + timedelta(hours=13)}), (other, 30, {})]
    ):
        node = server(of, f"g0{number}", at, 8, 0, **gone)
        ended_at = noon + timedelta(hours=hours) if hours else None
        Outage.objects.create(cluster=of, node=node, started_at=noon, ended_at=ended_at, gpus=number + 3)
    sites = national(NOBODY, at=at).sites
    shown = calendar(sites, at=UNTIL, days=3)
    cells = {(found.cluster.pk, one.day): one.gpu_hours for found, days in shown.rows for one in days}
    parts = {
        (found.cluster.pk, day): outages_of_day([found], day, NOBODY, at=UNTIL) for found in sites for day in shown.days
    }
    assert {key: gpu_hours_of(found) for key, found in parts.items()} == cells
    assert [len(parts[site.pk, day]) for day in shown.days] == [3, 2, 0]
    assert sum(map(bool, cells.values())) == 4


@pytest.mark.feature("E14")
def test_the_outage_of_a_server_that_is_gone_ends_when_it_went(at):
    site = open_site("gist", "GIST", at)
    noon = datetime(2026, 11, 18, 3, tzinfo=UTC)
    went = {
        "g01": {"unlisted_at": noon + timedelta(hours=2)},
        "g02": {"retired_at": noon + timedelta(hours=3)},
        "g03": {},
    }
    for name, gone in went.items():
        node = server(site, name, at, 8, 0, **gone)
        Outage.objects.create(cluster=site, node=node, started_at=noon, gpus=8)
    sites = national(NOBODY, at=at).sites
    assert [one.node.name for one in open_outages(sites, NOBODY)] == ["g03"]
    ((_site, days),) = calendar(sites, at=noon + timedelta(hours=4), days=1).rows
    assert days[0].gpu_hours == Decimal(8 * (2 + 3 + 4))
