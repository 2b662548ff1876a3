"""Made-up sites: two weeks at once, moving by the push of real sites, told the same everywhere, gone with the rest."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count, F, Max, Min, Sum

from axportal.core import clock, demonstration
from axportal.core.models import MailDelivery
from gpu.models import (
    Attempt,
    Cluster,
    DataCentre,
    Device,
    Discrepancy,
    GpuPool,
    IngestBatch,
    Job,
    Node,
    NodeGpus,
    Outage,
    Rollup,
    SiteAccount,
    StreamState,
    UsageHour,
)
from gpu.rules import made_up, made_up_lines
from gpu.services import demonstration_sites
from gpu.services.demonstration import load_demonstration

SITE = demonstration_sites.SITES[0]


def pushed():
    return Cluster.objects.filter(connector="push").order_by("pk")


def raw_rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), min(observed_at), max(observed_at) FROM {table}")  # noqa: S608 - ours
        return cursor.fetchone()


class TestPlan:
    def test_the_same_is_told_of_a_moment_however_long_one_asks(self):
        now = int(clock.now().timestamp())
        long = made_up.runs(SITE, since=now - 14 * 86_400, until=now)
        short = made_up.runs(SITE, since=now - 50_000, until=now - 40_000)
        assert set(short) == {run for run in long if run.submitted < now - 40_000 and run.ended > now - 50_000}
        assert len(short) > 100

    def test_no_gpu_is_held_twice_and_none_of_a_server_out_of_service(self):
        now = int(clock.now().timestamp())
        found = made_up.runs(SITE, since=now - 86_400, until=now)
        for moment in range(now - 86_400, now, 3600):
            held = [run for run in found if run.started <= moment < run.ended]
            places = [(run.server, index) for run in held for index in run.indexes]
            assert len(places) == len(set(places))
            closed = {stop.server for stop in made_up.stops(SITE, since=moment, until=moment + 1)}
            assert closed.isdisjoint(run.server for run in held)


@pytest.mark.feature("E3", "E15")
class TestLoading:
    def test_four_sites_report_and_one_is_kept_by_hand(self, demonstrated):
        assert pushed().count() == 4
        assert {cluster.origin for cluster in Cluster.objects.all()} == {"demonstration"}
        assert {cluster.publication for cluster in Cluster.objects.all()} == {"published"}
        by_hand = Cluster.objects.get(connector="hand")
        assert by_hand.data_centre.kind == DataCentre.Kind.PRIVATE
        assert set(NodeGpus.objects.filter(node__cluster=by_hand).values_list("allocated", flat=True)) == {None}
        batches = IngestBatch.objects.filter(cluster__in=pushed())
        assert (batches.count(), batches.aggregate(n=Sum("rejected"))["n"]) == (4, 0)

    def test_what_is_reported_is_what_is_registered_but_for_one_server(self, demonstrated):
        for cluster in Cluster.objects.all():
            registered = GpuPool.objects.filter(data_centre=cluster.data_centre).aggregate(n=Sum("count"))["n"]
            reported = NodeGpus.objects.filter(node__cluster=cluster).aggregate(n=Sum("installed"))["n"]
            missing = 8 if cluster.owner.key == "dgist" else 0
            assert reported == registered - missing, cluster
        assert not NodeGpus.objects.filter(gpu_model=None).exists()
        discrepancy = Discrepancy.objects.get()
        assert (discrepancy.kind, discrepancy.key, discrepancy.ours, discrepancy.theirs) == ("missing", "A100", 96, 88)

    def test_there_is_what_a_page_has_to_show(self, demonstrated):
        running, waiting = (Job.objects.filter(is_running=is_running).count() for is_running in (True, False))
        assert running > 100
        assert waiting > 5
        held = NodeGpus.objects.filter(node__cluster__in=pushed()).aggregate(n=Sum("allocated"))["n"]
        assert 500 < held < 1144
        assert Node.objects.filter(in_service=False).exclude(reason="").exists()
        assert Outage.objects.filter(ended_at=None).exists()
        assert Outage.objects.filter(ended_at__isnull=False).count() > 5
        assert Device.objects.exclude(mig_profile="").count() == 56
        organisations = SiteAccount.objects.exclude(organisation=None).values_list("organisation__key", flat=True)
        assert {"kaist", "gist", "dgist", "unist", "demo-company-a"} <= set(organisations)
        assert SiteAccount.objects.filter(organisation=None).exists()

    def test_one_site_reported_a_day_ago(self, demonstrated):
        times = StreamState.objects.filter(cluster__in=pushed(), stream="inventory")
        ages = {state.cluster.owner.key: demonstrated.at - state.observed_at for state in times}
        assert timedelta(hours=26) <= ages.pop("unist") < timedelta(hours=26, minutes=1)
        assert max(ages.values()) < timedelta(minutes=1)

    def test_two_weeks_of_runs_and_figures_agree(self, demonstrated):
        for cluster in pushed():
            told = Attempt.objects.filter(cluster=cluster).aggregate(first=Min("started_at"), last=Max("observed_at"))
            assert told["last"] - told["first"] > timedelta(days=14)
            hours = Rollup.objects.filter(cluster=cluster, resolution=3600)
            assert hours.values("starts_at").distinct().count() == 14 * 24
            by_type = dict(hours.values_list("type_name").annotate(n=Sum("allocated")))
            span = hours.aggregate(first=Min("starts_at"), last=Max("starts_at"))
            used = UsageHour.objects.filter(cluster=cluster, hour__gte=span["first"], hour__lte=span["last"])
            assert by_type == dict(used.order_by().values_list("type_name").annotate(n=Sum("gpu_seconds")))
            days = Rollup.objects.filter(cluster=cluster, resolution=86_400)
            assert days.aggregate(n=Sum("active"))["n"] == hours.aggregate(n=Sum("active"))["n"]
        assert not Rollup.objects.filter(active__gt=F("measured_allocated")).exists()

    def test_raw_rows_are_of_the_last_hour_of_each_site(self, demonstrated):
        count, first, last = raw_rows("gpu_gpusample")
        assert count > 60_000
        assert timedelta(hours=27) < demonstrated.at - first < timedelta(hours=27, minutes=6)
        assert demonstrated.at - last < timedelta(minutes=1)

    def test_a_second_time_changes_nothing(self, demonstrated):
        models = (Cluster, Node, Job, Attempt, Rollup, IngestBatch, SiteAccount)
        before = [model.objects.count() for model in models]
        SiteAccount.objects.filter(name="guest").update(organisation=DataCentre.objects.get(key="demo-private").owner)
        load_demonstration(at=clock.now() + timedelta(days=1))
        assert [model.objects.count() for model in models] == before
        assert not SiteAccount.objects.filter(name="guest", organisation=None).exists()

    def test_nobody_is_written_to(self, demonstrated):
        assert not MailDelivery.objects.filter(subject__contains="GPU").exists()


@pytest.mark.feature("E14")
class TestMoving:
    def test_sites_report_by_push_and_a_repeat_sends_nothing(self, demonstrated):
        at = demonstrated.at + timedelta(minutes=7)
        demonstration_sites.move(at=at)
        late = Cluster.objects.get(owner__key="unist")
        times = dict(StreamState.objects.filter(stream="queue").values_list("cluster", "observed_at"))
        assert {pk for pk, time in times.items() if time > demonstrated.at} == {
            cluster.pk for cluster in pushed() if cluster != late
        }
        batches = IngestBatch.objects.count()
        demonstration_sites.move(at=at)
        assert IngestBatch.objects.count() == batches
        assert not IngestBatch.objects.filter(rejected__gt=0).exists()

    def test_runs_that_ended_while_nobody_asked_are_told_later(self, demonstrated):
        kaist = Cluster.objects.get(owner__key="kaist")
        running = set(Attempt.objects.filter(cluster=kaist, ended_at=None).values_list("key", flat=True))
        at = demonstrated.at + timedelta(hours=5)
        demonstration_sites.move(at=at)
        moment = made_up.moment_of(SITE, at)
        expected = [run for run in made_up.runs(SITE, since=moment, until=moment + 1) if run.started <= moment]
        open_now = Attempt.objects.filter(cluster=kaist, ended_at=None)
        assert open_now.count() == len(expected)
        assert set(open_now.values_list("key", flat=True)) != running
        assert not open_now.filter(observed_at__lt=demonstrated.at).exists()
        assert Job.objects.filter(cluster=kaist, is_running=True).count() == len(expected)

    def test_the_late_site_stays_a_day_late(self, demonstrated):
        late = StreamState.objects.filter(cluster__owner__key="unist", stream="inventory")
        demonstration_sites.move(at=demonstrated.at + timedelta(hours=3))
        assert late.get().observed_at > demonstrated.at - timedelta(hours=26)

    def test_a_stopped_site_says_nothing(self, demonstrated):
        pushed().update(stopped_at=demonstrated.at)
        batches = IngestBatch.objects.count()
        demonstration_sites.move(at=demonstrated.at + timedelta(minutes=3))
        assert IngestBatch.objects.count() == batches

    @pytest.mark.django_db
    def test_without_a_demonstration_nothing_happens(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            demonstration_sites.move(at=clock.now())

    def test_lines_are_as_a_site_would_write_them(self, demonstrated):
        moment = made_up.moment_of(SITE, demonstrated.at)
        lines = made_up_lines.body(SITE, since=moment, moment=moment, samples=True).splitlines()
        kinds = {line.split(b'"')[3] for line in lines}
        assert kinds >= {b"heartbeat", b"snapshot_begin", b"snapshot_end", b"node", b"job", b"attempt", b"gpu_sample"}


class TestRemoving:
    def test_everything_goes_raw_rows_too(self, demonstrated):
        demonstration_sites.move(at=demonstrated.at + timedelta(minutes=1))
        demonstration.remove(at=clock.now())
        left = {
            model._meta.label: model._default_manager.count()
            for model in apps.get_app_config("gpu").get_models()
            if any(field.name in {"cluster", "node", "device"} for field in model._meta.fields)
        }
        assert {label: n for label, n in left.items() if n} == {}
        assert Cluster.objects.count() == 0
        assert (raw_rows("gpu_nodesample")[0], raw_rows("gpu_gpusample")[0]) == (0, 0)
        demonstration_sites.move(at=clock.now())
        assert IngestBatch.objects.count() == 0

    def test_sites_of_others_stay(self, demonstrated):
        own = Cluster.objects.get(owner__key="gist")
        Cluster.objects.filter(pk=own.pk).update(origin="entered")
        DataCentre.objects.filter(pk=own.data_centre_id).update(origin="entered")
        GpuPool.objects.filter(data_centre=own.data_centre_id).update(origin="entered")
        SiteAccount.objects.filter(cluster=own, organisation__origin="demonstration").update(organisation=None)
        demonstration.remove(at=clock.now())
        assert list(Cluster.objects.all()) == [own]
        assert Node.objects.values("cluster").annotate(n=Count("pk")).get() == {"cluster": own.pk, "n": 40}
        assert raw_rows("gpu_gpusample")[0] > 5_000
