"""Alerts: opened once, told once to who keeps the site and the portal, closed with a word, quiet where it flaps."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import translation

from axportal.core.models import MailDelivery, OutboxRow
from axportal.notices.models import Notice
from gpu import notifications
from gpu.models import Alert, Cluster, DataCentre, Discrepancy, Rollup, SiteToken, StreamState
from gpu.rules.notices import sentence
from gpu.rules.thresholds import are_apart, permille
from gpu.services import alerts

AT = datetime(2026, 11, 23, 3, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KEEPERS = {"institute_admin", "gist_colleague", "gpu_operator", "platform_admin"}


@pytest.fixture
def site(cast):
    return make_site()


def make_site(**values):
    centre = DataCentre.objects.get(key="gist-hpc-ai")
    start = {"name_ko": "시험 사이트", "data_centre": centre, "owner": centre.owner, "connector": "slurm_rest"}
    return Cluster.objects.create(**{**start, **values})


def heard(site, observed_at, *streams, **values):
    for stream in streams or ("inventory",):
        StreamState.objects.update_or_create(
            cluster=site, stream=stream, defaults={"observed_at": observed_at, **values}
        )


def figures(site, starts_at, resolution, **values):
    start = {"type_name": "h100", "expected": 8 * resolution, "seen": 8 * resolution, "in_service": 8 * resolution}
    Rollup.objects.create(cluster=site, starts_at=starts_at, resolution=resolution, **{**start, **values})


def open_kinds(site):
    return set(Alert.objects.filter(cluster=site, closed_at=None).values_list("kind", flat=True))


def deliver():
    """What the outbox owes of alerts."""
    for row in OutboxRow.objects.filter(task__startswith="gpu.tasks.watch.notify", done_at=None).order_by("pk"):
        owe = alerts.owe_alert if row.task.endswith("notify_alert") else alerts.owe_recovered
        owe(**row.kwargs)
        OutboxRow.objects.filter(pk=row.pk).update(done_at=AT)


@pytest.mark.feature("E14")
class TestOpening:
    def test_a_late_stream_is_told_once_to_who_keeps_the_site_and_the_portal(self, site, cast):
        heard(site, AT - 6 * MINUTE, "inventory", "queue")
        heard(site, AT, "telemetry")
        alerts.watch(at=AT)
        alert = Alert.objects.get()
        assert (alert.kind, alert.detail, alert.opened_at, alert.told_at) == ("stale", ["inventory", "queue"], AT, AT)
        alerts.watch(at=AT + MINUTE)
        deliver()
        notices = Notice.objects.filter(kind="gpu.alert")
        assert {notice.user for notice in notices} == {cast[name] for name in KEEPERS}
        assert "서버, 작업 대기열" in notices[0].body
        assert notices[0].path == f"/gpu/sites/{site.uuid}/console/"
        assert MailDelivery.objects.filter(subject__contains="시험 사이트").count() == len(KEEPERS)

    def test_the_accounting_is_read_less_often_and_so_later_late(self, site):
        heard(site, AT - 20 * MINUTE, "usage")
        alerts.watch(at=AT)
        assert open_kinds(site) == set()
        alerts.watch(at=AT + 10 * MINUTE)
        assert open_kinds(site) == {"stale"}

    def test_a_site_that_goes_from_late_to_lost_is_told_the_stronger_alone(self, site, cast):
        heard(site, AT - timedelta(hours=71), "inventory", "queue")
        alerts.watch(at=AT)
        assert open_kinds(site) == {"stale"}
        for hours in (2, 3):
            alerts.watch(at=AT + timedelta(hours=hours))
            assert open_kinds(site) == {"lost"}
        deliver()
        assert not Notice.objects.filter(kind="gpu.recovered").exists()  # late turned into lost: nothing is over
        heard(site, AT + timedelta(hours=4), "inventory", "queue")
        for minutes in (0, 1):
            alerts.watch(at=AT + timedelta(hours=4, minutes=minutes))
        deliver()
        assert open_kinds(site) == set()
        told = Notice.objects.filter(user=cast["gpu_operator"]).order_by("pk").values_list("kind", flat=True)
        assert list(told) == ["gpu.alert", "gpu.alert", "gpu.recovered"]

    def test_a_refused_token_is_named_with_its_stream(self, site):
        heard(site, AT, "inventory")
        heard(site, AT, "queue", error_code="authentication")
        alerts.watch(at=AT)
        assert Alert.objects.get().detail == ["queue"]

    def test_a_token_used_on_another_site_is_told(self, site, cast):
        heard(site, AT)
        SiteToken.objects.create(
            cluster=site, label="시험", digest="0" * 64, streams=["inventory"], created_by=cast.gpu_operator,
            expires_at=AT + timedelta(days=1), refusals=1, refused_at=AT - 59 * MINUTE,
        )  # fmt: skip
        alerts.watch(at=AT)
        assert Alert.objects.get().detail == ["wrong_site"]
        alerts.watch(at=AT + MINUTE)
        assert open_kinds(site) == set()

    def test_a_list_by_hand_is_never_late(self, cast):
        by_hand = make_site(connector="hand")
        heard(by_hand, AT - timedelta(days=90))
        alerts.watch(at=AT)
        assert open_kinds(by_hand) == set()

    def test_an_open_discrepancy_is_told_by_its_kinds(self, site):
        heard(site, AT)
        for key in ("H100", "A100"):
            Discrepancy.objects.create(cluster=site, kind="missing", key=key, found_at=AT, checked_at=AT)
        alerts.watch(at=AT)
        assert (Alert.objects.get().kind, Alert.objects.get().detail) == ("discrepancy", ["missing"])


@pytest.mark.feature("E16")
class TestFigures:
    def test_less_than_half_measured_for_an_hour(self, site):
        heard(site, AT, "inventory", "telemetry")
        for place in range(1, 13):
            start = AT.replace(minute=55) - timedelta(hours=1) - place * 5 * MINUTE
            figures(site, start, 300, measured=3 * 300, measured_allocated=0, active=0)
        alerts.watch(at=AT)
        assert (Alert.objects.get().kind, Alert.objects.get().detail) == ("coverage", ["37"])

    def test_of_an_hour_that_nobody_knows_nothing_is_said_and_an_open_alert_stays(self, site):
        heard(site, AT, "inventory", "telemetry")
        Alert.objects.create(cluster=site, kind="coverage", detail=["10"], opened_at=AT - MINUTE, told_at=AT - MINUTE)
        alerts.watch(at=AT)
        assert open_kinds(site) == {"coverage"}

    def test_more_than_half_of_what_jobs_held_stood_idle(self, site):
        heard(site, AT, "inventory", "telemetry")
        held = 8 * 3600
        for hours in range(1, 25):
            start = AT.replace(minute=0) - timedelta(hours=hours)
            figures(site, start, 3600, allocated=held, measured=held, measured_allocated=held, active=held * 4 // 10)
        alerts.watch(at=AT)
        assert (Alert.objects.get().kind, Alert.objects.get().detail) == ("idle_held", ["60"])
        Rollup.objects.update(active=held * 6 // 10)
        alerts.watch(at=AT + MINUTE)
        assert open_kinds(site) == set()

    def test_one_gpu_held_idle_for_a_while_tells_nobody(self, site):
        heard(site, AT, "inventory", "telemetry")
        figures(site, AT.replace(minute=0) - timedelta(hours=1), 3600, measured=3600, measured_allocated=3600, active=0)
        alerts.watch(at=AT)
        assert open_kinds(site) == set()


class TestClosing:
    def test_what_is_over_is_told_once(self, site, cast):
        heard(site, AT - 6 * MINUTE)
        alerts.watch(at=AT)
        heard(site, AT + MINUTE)
        alerts.watch(at=AT + MINUTE)
        alerts.watch(at=AT + 2 * MINUTE)
        deliver()
        assert Alert.objects.get().closed_at == AT + MINUTE
        assert Notice.objects.filter(kind="gpu.recovered").count() == len(KEEPERS)

    def test_what_comes_and_goes_is_told_once_an_hour(self, site):
        heard(site, AT)
        for minute in range(0, 120, 10):
            now = AT + (minute + 6) * MINUTE
            alerts.watch(at=now)  # six minutes after the last report: late
            heard(site, now)
            alerts.watch(at=now)
            heard(site, now + 4 * MINUTE)
        assert Alert.objects.count() == 12
        told = list(Alert.objects.filter(told_at__isnull=False).order_by("told_at").values_list("told_at", flat=True))
        assert all(later - sooner >= timedelta(hours=1) for sooner, later in pairwise(told))
        assert len(told) == 2
        recovered = OutboxRow.objects.filter(task="gpu.tasks.watch.notify_recovered")
        assert recovered.count() == 2

    def test_what_stays_wrong_after_flapping_is_told_when_the_hour_is_over(self, site):
        heard(site, AT - 6 * MINUTE)
        alerts.watch(at=AT)
        heard(site, AT + MINUTE)
        alerts.watch(at=AT + MINUTE)
        alerts.watch(at=AT + 10 * MINUTE)
        assert Alert.objects.filter(closed_at=None, told_at=None).count() == 1
        alerts.watch(at=AT + 62 * MINUTE)
        assert Alert.objects.get(closed_at=None).told_at == AT + 62 * MINUTE

    def test_a_stopped_site_falls_silent(self, site):
        heard(site, AT - 6 * MINUTE)
        alerts.watch(at=AT)
        Cluster.objects.filter(pk=site.pk).update(stopped_at=AT)
        alerts.watch(at=AT + MINUTE)
        assert open_kinds(site) == set()
        assert not OutboxRow.objects.filter(task="gpu.tasks.watch.notify_recovered").exists()


class TestWhoIsTold:
    def test_of_a_made_up_site_made_up_people_alone(self, cast):
        made_up = make_site(origin="demonstration")
        assert not notifications.people_of(made_up).exists()
        person = cast.gpu_operator
        person.is_demo = True
        person.save()
        assert list(notifications.people_of(made_up)) == [person]
        assert person not in notifications.people_of(make_site())

    def test_an_alert_that_went_with_its_site_tells_nobody(self, cast):
        alerts.owe_alert(alert_id=0)
        assert not Notice.objects.exists()

    def test_a_fixed_number_of_queries(self, site, django_assert_max_num_queries):
        for _number in range(4):
            heard(make_site(), AT, "inventory", "telemetry")
        heard(site, AT, "inventory", "telemetry")
        with django_assert_max_num_queries(14):
            alerts.watch(at=AT)


class TestWords:
    @pytest.mark.parametrize("kind", Alert.Kind.values)
    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_every_kind_has_a_sentence(self, kind, language):
        with translation.override(language):
            assert len(sentence(kind, ["inventory", "wrong_site", "missing"])) > 10

    def test_shares_are_rounded_and_sums_apart_by_a_hundredth_or_an_hour(self):
        assert (permille(1, 3), permille(2, 3), permille(8, 8)) == (333, 667, 1000)
        assert not are_apart(3600, 0)
        assert are_apart(3601, 0)
        assert not are_apart(1_000_000, 990_000)
        assert are_apart(1_000_000, 989_999)
