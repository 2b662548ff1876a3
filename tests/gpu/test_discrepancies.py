"""Discrepancies: the register and the sites, the portal's sums and the scheduler's, the accounting and the queue."""

from datetime import UTC, date, datetime, timedelta

import pytest

from axportal.audit.models import Act
from axportal.core.errors import InvalidInput, WrongState
from gpu.models import (
    Attempt,
    Cluster,
    DataCentre,
    Discrepancy,
    GpuModel,
    GpuPool,
    Job,
    Node,
    NodeGpus,
    SiteAccount,
    StreamState,
    UsageHour,
)
from gpu.selectors.discrepancies import work_list
from gpu.services import discrepancies

AT = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = date(2026, 11, 22)
MIDNIGHT = datetime(2026, 11, 21, 15, tzinfo=UTC)
"""The beginning of DAY in Korea."""


@pytest.fixture
def centre(cast):
    return make_centre("시험 센터")


@pytest.fixture
def site(centre):
    return make_site(centre)


def make_centre(name, **values):
    owner = DataCentre.objects.get(key="gist-hpc-ai").owner
    return DataCentre.objects.create(name_ko=name, key=name.encode().hex()[:20], owner=owner, **values)


def make_site(centre, **values):
    start = {"name_ko": "시험 사이트", "data_centre": centre, "owner": centre.owner, "connector": "slurm_rest"}
    site = Cluster.objects.create(**{**start, **values})
    heard(site, AT)
    return site


def heard(site, observed_at, *streams):
    for stream in streams or ("inventory", "queue", "usage"):
        StreamState.objects.update_or_create(cluster=site, stream=stream, defaults={"observed_at": observed_at})


def registered(centre, code, count, **values):
    start = {"name_ko": f"{centre.name_ko} {code}", "owner": centre.owner, "publication": "published"}
    model = GpuModel.objects.get(code=code)
    return GpuPool.objects.create(data_centre=centre, gpu_model=model, count=count, **{**start, **values})


def reported(site, name, installed, *, code="H100", type_name="h100", **values):
    start = {"observed_at": AT, "first_seen_at": AT}
    node = Node.objects.create(cluster=site, name=name, **{**start, **values})
    model = GpuModel.objects.filter(code=code).first()
    NodeGpus.objects.create(node=node, type_name=type_name, gpu_model=model, installed=installed)
    return node


def found():
    rows = Discrepancy.objects.filter(closed_at=None).order_by("kind", "key")
    return [(row.kind, row.key, row.ours, row.theirs) for row in rows]


@pytest.mark.feature("E1", "E3")
class TestRegister:
    def test_what_agrees_is_no_discrepancy(self, centre, site):
        registered(centre, "H100", 16)
        reported(site, "g01", 8)
        reported(site, "g02", 8)
        discrepancies.compare_register(at=AT)
        assert found() == []

    def test_what_another_institute_says_of_a_centre_opens_nothing(self, centre, site):
        other = DataCentre.objects.exclude(owner=centre.owner).first().owner
        registered(centre, "H100", 5000, owner=other)
        discrepancies.compare_register(at=AT)
        assert found() == []

    def test_missing_and_unlisted_with_the_rows_behind_both(self, centre, site):
        registered(centre, "H100", 16)
        reported(site, "g01", 8)
        reported(site, "t01", 4, code="T4", type_name="t4")
        reported(site, "x01", 2, code="", type_name="mystery")
        discrepancies.compare_register(at=AT)
        assert found() == [("missing", "H100", 16, 8), ("unlisted", "?mystery", 0, 2), ("unlisted", "T4", 0, 4)]
        missing = Discrepancy.objects.get(kind="missing")
        assert [row.get("gpus") for row in missing.rows] == [16, 8]
        assert missing.rows[1]["server"] == "g01"

    def test_it_closes_when_both_agree(self, centre, site):
        registered(centre, "H100", 16)
        reported(site, "g01", 8)
        discrepancies.compare_register(at=AT)
        reported(site, "g02", 8)
        discrepancies.compare_register(at=AT + timedelta(days=1))
        closed = Discrepancy.objects.get()
        assert (closed.closed_at, closed.note) == (AT + timedelta(days=1), "")

    def test_figures_of_an_open_one_follow(self, centre, site):
        registered(centre, "H100", 24)
        reported(site, "g01", 8)
        discrepancies.compare_register(at=AT)
        reported(site, "g02", 8)
        discrepancies.compare_register(at=AT + MINUTE)
        assert found() == [("missing", "H100", 24, 16)]
        assert Discrepancy.objects.get().checked_at == AT + MINUTE

    def test_what_stands_in_another_centre_of_the_owner_has_moved(self, centre, site):
        other = make_centre("다른 센터")
        goal = make_site(other)
        registered(centre, "H100", 24)
        reported(site, "g01", 8)
        reported(goal, "g02", 8)
        discrepancies.compare_register(at=AT)
        moved = Discrepancy.objects.get(kind="moved")
        assert (moved.cluster, moved.ours, moved.theirs) == (goal, 0, 8)
        assert moved.rows[0] == {"from": "시험 센터", "to": "다른 센터", "gpus": 8}
        assert [row[0] for row in found()] == ["missing", "moved"]

    @pytest.mark.feature("E2")
    def test_slices_count_as_parts_of_a_card(self, centre, site):
        whole = GpuModel.objects.get(code="A100")
        GpuModel.objects.create(code="A100-1G", name="A100 1g.10gb", parent=whole, parts=7)
        registered(centre, "A100", 16)
        reported(site, "m01", 56, code="A100-1G", type_name="a100_1g.10gb")
        reported(site, "g01", 8, code="A100", type_name="a100")
        discrepancies.compare_register(at=AT)
        assert found() == []

    def test_retired_and_unlisted_servers_are_not_there(self, centre, site):
        registered(centre, "H100", 8)
        reported(site, "g01", 8)
        reported(site, "g02", 8, retired_at=AT)
        reported(site, "g03", 8, unlisted_at=AT)
        discrepancies.compare_register(at=AT)
        assert found() == []

    def test_nothing_is_said_where_a_source_contradicts_or_a_site_never_reported(self, centre, site):
        registered(centre, "H100", 880, source_group="two-sources")
        registered(centre, "A100", None)
        reported(site, "g01", 8)
        silent = make_centre("조용한 센터")
        Cluster.objects.create(name_ko="새 사이트", data_centre=silent, owner=silent.owner, connector="push")
        registered(silent, "H100", 8)
        discrepancies.compare_register(at=AT)
        assert found() == []

    def test_what_was_explained_stays_closed_until_the_figures_change(self, centre, site, cast):
        registered(centre, "H100", 16)
        reported(site, "g01", 8)
        discrepancies.compare_register(at=AT)
        discrepancies.explain(Discrepancy.objects.get(), " 한 대는 수리 중 ", actor=cast.gpu_operator, at=AT)
        discrepancies.compare_register(at=AT + timedelta(days=1))
        assert found() == []
        NodeGpus.objects.update(installed=4)
        discrepancies.compare_register(at=AT + timedelta(days=2))
        assert found() == [("missing", "H100", 16, 4)]


@pytest.mark.feature("E31")
class TestAccounting:
    def used(self, site, name, seconds, *, hour=0):
        account, _made = SiteAccount.objects.get_or_create(cluster=site, name=name)
        start = MIDNIGHT + timedelta(hours=hour)
        UsageHour.objects.create(cluster=site, account=account, type_name="h100", hour=start, gpu_seconds=seconds)

    def test_a_hundredth_or_an_hour_apart_is_no_discrepancy(self, site):
        self.used(site, "kaist", 1_000_000)
        self.used(site, "gist", 3000)
        discrepancies.compare_accounting(site, DAY, {"kaist": 1_006_000, "gist": 0}, at=AT)
        assert found() == []

    def test_more_is_one_with_the_rows_that_differ_furthest_first(self, site):
        self.used(site, "kaist", 500_000)
        self.used(site, "kaist", 500_000, hour=23)
        self.used(site, "gist", 10_000)
        self.used(site, "dgist", 700)
        theirs = {"kaist": 1_000_000, "gist": 20_000, "unist": 10}
        discrepancies.compare_accounting(site, DAY, theirs, at=AT)
        assert found() == [("accounting", "2026-11-22", 1_010_700, 1_020_010)]
        assert Discrepancy.objects.get().rows == [
            {"account": "gist", "ours": 10_000, "theirs": 20_000},
            {"account": "dgist", "ours": 700, "theirs": 0},
            {"account": "unist", "ours": 0, "theirs": 10},
        ]
        discrepancies.compare_accounting(site, DAY, {"kaist": 1_000_000, "gist": 10_000, "dgist": 700}, at=AT + MINUTE)
        assert found() == []

    def test_accounts_that_make_up_for_each_other_are_found(self, site):
        self.used(site, "kaist", 100_000)
        discrepancies.compare_accounting(site, DAY, {"gist": 100_000}, at=AT)
        assert [row["account"] for row in Discrepancy.objects.get().rows] == ["gist", "kaist"]

    def test_of_a_day_that_goes_on_the_hours_that_are_over_count(self, site):
        self.used(site, "kaist", 36_000, hour=24)
        self.used(site, "kaist", 36_000, hour=36)
        noon = date(2026, 11, 23)
        discrepancies.compare_accounting(site, noon, {"kaist": 36_000}, at=AT)
        assert found() == []
        discrepancies.compare_accounting(site, noon, {}, at=MIDNIGHT + timedelta(hours=24))
        assert found() == []


@pytest.mark.feature("E31")
class TestRunaways:
    def run(self, site, job="7", **values):
        account, _made = SiteAccount.objects.get_or_create(cluster=site, name="kaist")
        start = {"state": "RUNNING", "gpus": {"h100": 4}, "started_at": AT - timedelta(hours=2), "observed_at": AT}
        return Attempt.objects.create(
            cluster=site, key=f"{job}@1", job_id=job, account=account, digest="", **{**start, **values}
        )

    def watch(self, site, at):
        heard(site, at)
        discrepancies.watch_runaways(at=at)

    def test_after_ten_minutes_unknown_to_the_queue(self, site):
        attempt = self.run(site)
        self.watch(site, AT)
        self.watch(site, AT + 10 * MINUTE)
        attempt.refresh_from_db()
        assert (attempt.runaway_since, found()) == (AT, [])
        self.watch(site, AT + 11 * MINUTE)
        self.watch(site, AT + 12 * MINUTE)
        runaway = Discrepancy.objects.get()
        assert (runaway.kind, runaway.key, runaway.rows[0]["job"], runaway.rows[0]["gpus"]) == (
            "runaway",
            "7@1",
            "7",
            4,
        )
        Attempt.objects.update(ended_at=AT)
        self.watch(site, AT + 13 * MINUTE)
        attempt.refresh_from_db()
        assert (attempt.runaway_since, found()) == (None, [])

    def test_one_that_the_queue_knows_is_none(self, site):
        attempt = self.run(site)
        Job.objects.create(
            cluster=site, key="7", account=attempt.account, state="RUNNING", is_running=True, observed_at=AT
        )
        self.watch(site, AT)
        attempt.refresh_from_db()
        assert attempt.runaway_since is None

    def test_a_queue_that_is_not_read_accuses_nobody(self, site):
        self.run(site)
        heard(site, AT - 30 * MINUTE, "queue")
        discrepancies.watch_runaways(at=AT)
        StreamState.objects.filter(stream="usage").delete()
        heard(site, AT, "queue")
        discrepancies.watch_runaways(at=AT)
        assert not Attempt.objects.filter(runaway_since__isnull=False).exists()


class TestExplaining:
    def test_it_closes_with_a_reason_and_an_act(self, site, cast):
        one = Discrepancy.objects.create(cluster=site, kind="missing", key="H100", found_at=AT, checked_at=AT)
        for note in ("", "  ", "가" * 501):
            with pytest.raises(InvalidInput) as refusal:
                discrepancies.explain(one, note, actor=cast.gpu_operator, at=AT)
            assert list(refusal.value.fields) == ["note"]
        discrepancies.explain(one, "수리 중", actor=cast.gpu_operator, at=AT)
        one.refresh_from_db()
        assert (one.note, one.closed_at) == ("수리 중", AT)
        assert Act.objects.get(action="gpu.discrepancy.explained").detail == {"kind": "missing", "key": "H100"}
        with pytest.raises(WrongState):
            discrepancies.explain(one, "다시", actor=cast.gpu_operator, at=AT)

    def test_the_work_list_has_the_open_ones_first(self, site):
        for key, closed in (("A", AT), ("B", None), ("C", AT - timedelta(days=40))):
            Discrepancy.objects.create(
                cluster=site, kind="missing", key=key, found_at=AT - timedelta(days=50), checked_at=AT, closed_at=closed
            )
        assert [row.key for row in work_list(site, at=AT)] == ["B", "A"]
