"""The numbers of now against worlds counted by hand; rows that add up to them; who is late, lost or silent."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from axportal.core import clock
from gpu.models import Attempt, GpuModel, IngestBatch, Job, Node, Outage, SiteAccount, UsageHour
from gpu.models.sites import NEVER
from gpu.rules.freshness import Freshness
from gpu.selectors.figures import STATES, national, of_site, value_of
from gpu.selectors.pages import national_page
from gpu.selectors.queue import holders, queues
from gpu.selectors.rates import last_hours, rates
from gpu.selectors.rows import NodeFilter, node_rows
from regions.models import Organisation
from tests.gpu.figures_world import MINUTE, cards, open_site, rollup, server

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def at(cast):
    return clock.now()


def world(at):
    """Four sites: one fresh with a monitor, one stale without, one lost, one that never reported, one by hand."""
    gist = open_site("gist", "가 GIST", at - MINUTE)
    first = server(gist, "g01", at, 8, 6, cpus=64, cpus_allocated=64)
    cards(first, at - MINUTE, 900, 800, 0, 0, 500, 300)  # two of eight are not measured
    server(gist, "g02", at, 8, 0, in_service=False, reason="power")
    server(gist, "g03", at, 4, 4, model="A100")
    dgist = open_site("dgist", "나 DGIST", at - timedelta(hours=26), "inventory")
    server(dgist, "d01", at - timedelta(hours=26), 16, 10)
    unist = open_site("unist", "다 UNIST", at - timedelta(hours=80), "inventory")
    server(unist, "u01", at - timedelta(hours=80), 32, 32)
    never = open_site("kaist", "라 KAIST", None, "inventory")
    hand = open_site("gist", "마 손", at - timedelta(days=40), "inventory", connector="hand")
    server(hand, "h01", at - timedelta(days=40), 2, None, in_service=None, model=None)
    return gist, dgist, unist, never, hand


@pytest.mark.feature("E1", "E3", "E14")
def test_totals_take_late_sites_and_leave_out_lost_and_silent_ones(at):
    world(at)
    found = national(NOBODY, at=at)
    total = found.total
    assert {state: total[state].gpus for state in STATES} == {
        "installed": 38,  # 20 + 16 + 2
        "in_service": 28,  # 12 + 16; the list by hand does not say
        "allocated": 20,  # 6 + 0 + 4 + 10
        "active": Decimal("2.5"),
        "idle_held": Decimal("2.0"),  # six of eight measured, 6 of 8 held: 4.5 held and measured
        "stranded": 2,
    }
    assert sorted(site.name for site in found.left_out) == ["다 UNIST", "라 KAIST"]
    assert [tally.label for tally in found.old] == ["나 DGIST"]
    assert total["installed"].as_of == min(site.inventory.observed_at for site in found.counted)
    assert (total["active"].known_gpus, total["active"].of_gpus, total["active"].is_partial) == (6, 38, True)
    assert set(total["active"].without) == {"나 DGIST", "마 손"}
    assert total["in_service"].without == ("마 손",)
    assert total.causes == (("", 8),)


def test_what_a_site_does_not_say_is_unknown_and_never_zero(at):
    *_others, never, _hand = world(at)
    by_site = {tally.label: tally for tally in national(NOBODY, at=at).by_site}
    assert [by_site["마 손"][state].gpus for state in STATES] == [2, None, None, None, None, None]
    assert [by_site["나 DGIST"][state].gpus for state in STATES] == [16, 16, 10, None, None, None]
    assert [of_site(never, at=at).total[state].gpus for state in STATES] == [None] * 6


def test_shares_come_from_servers_that_know_both(at):
    world(at)
    total = national(NOBODY, at=at).total
    assert total.ratios["in_service"].percent == Decimal("77.8")  # 28 of the 36 that say so
    assert total.ratios["allocated"].percent == Decimal("71.4")  # 20 of 28
    assert total.ratios["active"].percent == Decimal("55.6")  # 2.5 of 4.5


@pytest.mark.feature("E1", "E15")
@pytest.mark.parametrize("state", STATES)
def test_every_figure_opens_rows_that_add_up_to_it(at, state):
    world(at)
    found = national(NOBODY, at=at)
    for tally, query in (
        (found.total, {}),
        *((one, {"site": str(one.site.cluster.uuid)}) for one in found.by_site),
        *((one, {"model": one.key or "-"}) for one in found.by_model),
        *((one, {"zone": one.site.cluster.zone.slug}) for one in found.by_zone if one.site.cluster.zone),
        *((one, {"owner": str(one.site.cluster.owner.uuid)}) for one in found.by_owner),
    ):
        rows = node_rows(found, NodeFilter.of({**query, "state": state})).lines
        known = [value for line in rows if (value := value_of(line, state)) is not None]
        assert (sum(known) if known else None) == tally[state].milli or (not known and not tally[state].milli)


def test_a_server_that_is_gone_from_the_list_stands_but_does_not_run(at):
    site = open_site("gist", "GIST", at)
    server(site, "g01", at, 8, 5)
    server(site, "g02", at, 8, 5, unlisted_at=at)
    server(site, "g03", at, 8, 5, retired_at=at)
    total = national(NOBODY, at=at).total
    assert [total[state].gpus for state in ("installed", "in_service", "allocated")] == [16, 8, 5]


@pytest.mark.feature("E2")
def test_slices_count_as_their_part_of_a_gpu(at):
    site = open_site("gist", "GIST", at)
    node = server(site, "g01", at, 8, 8)
    whole = GpuModel.objects.get(code="H100")
    piece = GpuModel.objects.create(code="H100-1g", name="H100 1/7", parent=whole, parts=7)
    cards(node, at, *[1000] * 7)  # the seven slices of one GPU
    node.devices.update(gpu_model=piece, mig_profile="1g.10gb")
    total = national(NOBODY, at=at).total
    assert (total["active"].gpus, total["active"].known_gpus) == (Decimal("1.0"), 1)


@pytest.mark.feature("E2")
def test_slices_that_go_by_the_name_of_the_whole_card_share_it(at):
    site = open_site("gist", "GIST", at)
    node = server(site, "g01", at, 8, 8)
    cards(node, at, *[500] * 7, *[1000] * 7, 200)  # two GPUs of seven slices each, and a whole one
    node.devices.filter(index__lt=14).update(gpu_model=GpuModel.objects.get(code="H100"), mig_profile="1g.10gb")
    for card, indexes in ((0, range(7)), (1, range(7, 14)), (2, [14])):
        node.devices.filter(uid__in=[f"GPU-{site.pk}-g01-{index}" for index in indexes]).update(index=card)
    active = national(NOBODY, at=at).total["active"]
    assert (active.milli, active.known_gpus) == (500 + 1000 + 200, 3)


@pytest.mark.feature("E2")
@pytest.mark.parametrize(("samples", "profile"), [((1000,), ""), ((1000,) * 7, "1g.10gb")])
def test_a_card_measured_by_its_own_name_stands_for_the_slices_that_the_scheduler_counts(at, samples, profile):
    site = open_site("gist", "GIST", at)
    whole = GpuModel.objects.get(code="H100")
    piece = GpuModel.objects.create(code="H100-1g", name="H100 1/7", parent=whole, parts=7)
    node = server(site, "g01", at, 7, 7)
    node.gpus.update(gpu_model=piece, type_name="h100_1g.10gb")
    cards(node, at, *samples)
    node.devices.update(gpu_model=whole, mig_profile=profile, index=0)
    total = national(NOBODY, at=at).total
    assert (total["installed"].gpus, total["allocated"].gpus) == (1, 1)
    assert (total["active"].gpus, total["active"].known_gpus, total["idle_held"].gpus) == (1, 1, 0)


@pytest.mark.feature("E16")
def test_idle_gpus_of_a_server_that_counts_no_processors_are_not_stranded(at):
    site = open_site("gist", "GIST", at)
    server(site, "g01", at, 8, 2, cpus=0, cpus_allocated=0)
    assert national(NOBODY, at=at).total["stranded"].gpus == 0


@pytest.mark.feature("E14")
def test_a_site_known_by_its_monitor_alone_never_reported(at):
    site = open_site("gist", "GIST", at, "telemetry")
    Node.objects.create(cluster=site, name="g01", observed_at=NEVER, first_seen_at=at)
    (found,) = national(NOBODY, at=at).sites
    assert (found.inventory.freshness, found.inventory.observed_at) == (Freshness.NEVER, None)
    server(site, "g02", at)
    assert national(NOBODY, at=at).sites[0].inventory.observed_at == at


@pytest.mark.feature("E16")
def test_a_gpu_that_fell_silent_is_not_measured_and_a_stale_monitor_keeps_its_value(at):
    site = open_site("gist", "GIST", at)
    node = server(site, "g01", at, 4, 4)
    cards(node, at, 950, 400, None)
    cards(node, at - timedelta(hours=2), 700)  # absent since
    active = national(NOBODY, at=at).total["active"]
    assert (active.milli, active.known_gpus) == (1350, 2)
    later = national(NOBODY, at=at + timedelta(hours=30))
    assert later.total["active"].milli == 1350
    assert later.total.is_old
    assert national(NOBODY, at=at + timedelta(hours=80)).total["active"].milli is None


def test_a_list_by_hand_counts_with_its_day(at):
    hand = open_site("gist", "손", at - timedelta(days=40), "inventory", connector="hand")
    server(hand, "h01", at - timedelta(days=40), 2, None, in_service=None)
    day = clock.seoul_date(at - timedelta(days=40))
    IngestBatch.objects.create(cluster=hand, way="hand", key="1", body_digest="", received_at=at, as_of=day)
    (site,) = national(NOBODY, at=at).sites
    assert (site.as_of, site.is_counted, site.inventory.is_old) == (day, True, False)


def test_drafts_are_counted_for_those_who_see_them(cast, at):
    draft = open_site("gist", "준비 중", at)
    draft.publication = "draft"
    draft.save()
    server(draft, "g01", at, 8, 8)
    seen = {name for name in cast.names if national(cast[name], at=at).total["installed"].gpus == 8}
    national_staff = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin"}
    assert seen == national_staff | {"institute_admin", "gist_colleague", "gpu_operator"}
    assert national(NOBODY, at=at).total["installed"].gpus is None


@pytest.mark.feature("E16")
def test_rates_by_their_formulas_take_only_sites_with_both_values(at):
    gist = open_site("gist", "GIST", at)
    hand = open_site("dgist", "손", at, "inventory", connector="hand")
    since, until = last_hours(at)
    hour = 8 * 3600
    rollup(gist, since, allocated=hour // 2, measured=hour, measured_allocated=hour // 2, active=hour // 8)
    rollup(gist, since + timedelta(hours=1), in_service=hour // 2, allocated=hour // 4, measured=None)
    rollup(gist, since + timedelta(hours=2), seen=hour // 4, in_service=0, allocated=0)  # less than half was seen
    rollup(hand, since, in_service=None)
    ours, theirs = (
        SiteAccount.objects.create(cluster=gist, name=key, organisation=Organisation.objects.get(key=key))
        for key in ("gist", "dgist")
    )
    UsageHour.objects.create(cluster=gist, account=ours, hour=since, gpu_seconds=7000)
    UsageHour.objects.create(cluster=gist, account=theirs, hour=since, gpu_seconds=3600)
    found = rates(national(NOBODY, at=at).counted, since=since, until=until)
    assert (found.operating.part, found.operating.whole) == (hour + hour // 2, 2 * hour)
    assert found.operating.without == ("손",)
    assert (found.allocation.part, found.allocation.whole) == (hour // 2 + hour // 4, hour + hour // 2)
    assert found.activity.percent == Decimal("25.0")
    assert found.idle_held.gpu_hours == Decimal("3.0")
    assert (found.sharing.part, found.sharing.whole, found.sharing.sites) == (3600, hour + hour // 2, 1)


@pytest.mark.feature("E16")
@pytest.mark.parametrize("days", [1, 30])
def test_use_of_hours_in_which_the_servers_were_not_seen_is_in_no_rate(at, days):
    site = open_site("gist", "GIST", at)
    since, until = last_hours(at, 24 * days)
    hour = 8 * 3600
    rollup(site, since)
    rollup(site, since + timedelta(hours=1), seen=hour // 4, in_service=hour // 4)
    rollup(site, since, 86_400)
    theirs = SiteAccount.objects.create(cluster=site, name="theirs", organisation=Organisation.objects.get(key="dgist"))
    for number in range(4):
        UsageHour.objects.create(cluster=site, account=theirs, hour=since + timedelta(hours=number), gpu_seconds=3600)
    sharing = rates(national(NOBODY, at=at).counted, since=since, until=until).sharing
    assert (sharing.part, sharing.whole) == (3600, hour)


def test_rates_of_nothing_are_unknown(at):
    open_site("gist", "GIST", at, "inventory")
    found = rates(national(NOBODY, at=at).counted, since=at - timedelta(days=1), until=at)
    assert [rate.percent for rate in found.listed] == [None] * 4
    assert (found.idle_held.gpu_hours, found.waits.median, found.waits.p90) == (None, None, None)


def test_waits_are_the_median_and_the_ninetieth_percentile(at):
    site = open_site("gist", "GIST", at)
    account = SiteAccount.objects.create(cluster=site, name="a")
    for number in range(11):
        Attempt.objects.create(
            cluster=site, key=str(number), job_id=str(number), account=account, state="RUNNING", observed_at=at,
            started_at=at - MINUTE, submitted_at=at - MINUTE - timedelta(hours=number), digest="",
        )  # fmt: skip
    found = rates(national(NOBODY, at=at).counted, since=at - timedelta(hours=1), until=at)
    assert (found.waits.median, found.waits.p90, found.waits.runs) == (Decimal("5.00"), Decimal("9.00"), 11)


def test_the_queue_and_who_holds_what(at):
    gist, silent = open_site("gist", "GIST", at), open_site("dgist", "DGIST", at, "inventory")
    mapped = SiteAccount.objects.create(cluster=gist, name="m", organisation=Organisation.objects.get(key="dgist"))
    own = SiteAccount.objects.create(cluster=gist, name="o")
    for key, account, is_running, gpus in (("1", mapped, True, {"h100": 3, "a100": 2}), ("2", own, True, {"h100": 1}),
                                           ("3", own, False, {"h100": 64})):  # fmt: skip
        Job.objects.create(cluster=gist, key=key, account=account, is_running=is_running, state="R", gpus=gpus,
                           observed_at=at, submitted_at=at - MINUTE)  # fmt: skip
    server(silent, "d01", at, 8, 0)
    sites = national(NOBODY, at=at).sites
    shown = {
        one.site.cluster.pk: (one.running, one.running_gpus, one.waiting, one.waiting_gpus) for one in queues(sites)
    }
    assert shown == {gist.pk: (2, 6, 1, 64), silent.pk: (None, None, None, None)}
    held = {one.name: one.gpus for one in holders(sites, since=at - timedelta(days=7), until=at)}
    assert held == {mapped.organisation.name_ko: 5, "": 1}


@pytest.mark.feature("E3")
def test_the_national_page_costs_the_same_for_one_site_and_three(at):
    counts = []
    for owner in ("gist", "dgist", "unist"):
        site = open_site(owner, owner, at)
        node = server(site, "n1", at, 8, 4)
        cards(node, at, 0, 100)
        Outage.objects.create(cluster=site, node=node, started_at=at - timedelta(days=2), gpus=8)
        rollup(site, last_hours(at)[0])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            national_page(NOBODY, at=at)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 20
