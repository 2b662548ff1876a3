"""What was measured, rolled up: five minutes, hours, days; always anew, and no gap counted as nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from axportal.core import clock, invariants
from gpu.models import DeviceRollup, DirtyBucket, GpuModel, GpuModelAlias, Node, Rollup
from gpu.services import ingest, rollups
from tests.gpu.ingesting import AT, after, give, make_site, node, rolled, rows, sample, statements

pytestmark = pytest.mark.feature("E14")


@pytest.fixture
def site(cast):
    return make_site()


def roll(at=3600) -> int:
    return rollups.roll_up(at=after(at))


def values(site, resolution=300, starts_at=AT, type_name="h100") -> dict:
    names = ("expected", "seen", "in_service", "allocated", "stranded", "measured", "measured_allocated", "active")
    found = Rollup.objects.filter(cluster=site, resolution=resolution, starts_at=starts_at, type_name=type_name)
    return dict(zip(names, found.values_list(*names).get(), strict=True))


def broken() -> list[str]:
    return [name for name in invariants.violations() if name.startswith(("G2", "G3"))]


def test_five_minutes_are_the_means_of_what_was_reported(site):
    give(site, "inventory", [node(), node("g02", allocated=8)])
    give(site, "inventory", [node(allocated=4, in_service=False)], at=60)
    roll(300)
    assert values(site) == {
        "expected": 16 * 300, "seen": 16 * 300, "in_service": 12 * 300, "allocated": 11 * 300, "stranded": None,
        "measured": None, "measured_allocated": None, "active": None,
    }  # fmt: skip


def test_what_is_not_known_is_none(site):
    give(site, "inventory", [node(allocated=None, in_service=None)])
    roll(300)
    found = values(site)
    assert (found["seen"], found["in_service"], found["allocated"]) == (2400, None, None)


def test_a_silent_server_counts_as_expected_alone(site):
    give(site, "inventory", [node(), node("g02")])
    give(site, "inventory", [node()], at=310)
    roll(590)
    assert {name: values(site, starts_at=after(300))[name] for name in ("expected", "seen")} == {
        "expected": 4800, "seen": 2400,
    }  # fmt: skip


def test_a_silent_site_leaves_a_gap_of_which_the_size_is_known(site):
    give(site, "inventory", [node()])
    roll(10)
    roll(3590)
    hour = values(site, 3600)
    assert (hour["expected"], hour["seen"], hour["allocated"]) == (12 * 2400, 2400, 600)
    assert Rollup.objects.filter(resolution=300, seen=0).count() == 11
    assert broken() == []


def test_an_unlisted_server_is_expected_no_more(site):
    give(site, "inventory", [node(), node("g02")], whole=True)
    for minute in (1, 2, 3, 6):
        give(site, "inventory", [node("g02")], at=60 * minute, whole=True)
    roll(600)
    assert values(site)["expected"] == 4800
    assert values(site, starts_at=after(300))["expected"] == 2400


def test_a_list_kept_by_hand_holds_until_the_next(cast):
    site = make_site(connector="hand")
    give(site, "inventory", [node(allocated=None)], whole=True)
    roll(10)
    roll(3600)
    hour = values(site, 3600)
    assert (hour["expected"], hour["seen"], hour["in_service"], hour["allocated"]) == (28800, 28800, 28800, None)


def test_telemetry_counts_what_was_measured(site):
    give(site, "inventory", [node(allocated=4)])
    samples = [
        sample(f"GPU-{n}", index=n, active=active, at=at) for n, active in enumerate((950, 400, 0)) for at in (0, 60)
    ]
    give(site, "samples", [*samples, sample("GPU-3", active=None)])
    roll(300)
    found = values(site)
    assert (found["measured"], found["active"], found["measured_allocated"]) == (900, 405, 450)
    assert broken() == []


def test_slices_of_a_gpu_count_as_their_part(site):
    whole = GpuModel.objects.get(code="H100")
    part = GpuModel.objects.create(code="H100-1G", name="H100 1g.10gb", parent=whole, parts=7, origin="entered")
    GpuModelAlias.objects.create(kind="dcgm", name="H100-MIG-1g", gpu_model=part)
    give(site, "inventory", [node()])
    give(site, "samples", [sample(f"GPU-1/{n}", active=700, model_name="H100 MIG 1g") for n in range(7)])
    roll(300)
    assert (values(site)["measured"], values(site)["active"]) == (300, 210)


@pytest.mark.parametrize(("index", "measured", "active"), [(0, 300, 150), (None, 7 * 300, 7 * 150)])
def test_slices_that_go_by_the_name_of_the_whole_card_share_it(site, index, measured, active):
    give(site, "inventory", [node()])
    card = {"index": index, "mig_profile": "1g.10gb", "model_name": "NVIDIA H100 80GB HBM3"}
    give(site, "samples", [sample(f"GPU-1/{n}", active=500, **card) for n in range(7)])
    roll(300)
    assert (values(site)["measured"], values(site)["active"]) == (measured, active)


def test_cards_and_slices_of_several_cards_add_up(site):
    give(site, "inventory", [node(allocated=8)])
    slices = [sample(f"GPU-{c}/{n}", index=c, mig_profile="3g.40gb", active=800) for c in (0, 1) for n in (0, 1)]
    give(site, "samples", [*slices, sample("GPU-2", index=2, active=100)])
    roll(300)
    found = values(site)
    assert (found["measured"], found["active"], found["measured_allocated"]) == (900, 480 + 30, 900)


def test_activity_counts_only_with_what_jobs_held_at_the_same_time(site):
    give(site, "inventory", [node(allocated=8), node("g02", allocated=8)])
    give(site, "inventory", [node(allocated=8)], at=310)
    give(site, "samples", [sample("A", at=310, active=500), sample("B", node="g02", at=310, active=900)])
    give(site, "samples", [sample("A", at=610), sample("B", node="g02", at=610)])
    roll(900)
    found = values(site, starts_at=after(300))
    assert (found["measured"], found["measured_allocated"], found["active"]) == (600, 300, 150)
    found = values(site, starts_at=after(600))
    assert (found["measured"], found["measured_allocated"], found["active"]) == (600, None, None)


def test_a_sample_of_a_server_that_no_report_named_is_kept(site):
    give(site, "samples", [sample()])
    roll(300)
    assert values(site, type_name="")["measured"] == 300
    assert values(site, type_name="")["expected"] == 0
    give(site, "inventory", [node()])
    assert Node.objects.get().observed_at == Node.objects.get().first_seen_at == AT


def test_a_gpu_has_its_hour_and_its_day(site):
    give(site, "samples", [sample(at=30 * n, active=10 * n, power=360_000) for n in range(100)])
    roll()
    hour = DeviceRollup.objects.get(resolution=3600)
    assert (hour.samples, hour.slots, hour.mean_permille, hour.p95_permille, hour.most_permille) == (
        100,
        50,
        495,
        940,
        990,
    )
    assert hour.energy_j == 360 * 50 * 60
    day = DeviceRollup.objects.get(resolution=86_400)
    assert day.starts_at == AT.astimezone(clock.SEOUL).replace(hour=0)
    assert (day.samples, day.mean_permille, day.most_permille, day.energy_j) == (100, 495, 990, hour.energy_j)


def test_a_late_sample_makes_its_five_minutes_hour_and_day_anew(site):
    for at in (0, 400):
        give(site, "inventory", [node()], at=at)
    give(site, "samples", [sample(at=n) for n in (0, 400)])
    roll()
    before = rolled(site)
    give(site, "samples", [sample(at=60, active=1000)])
    assert roll() == 2  # the late sample's and those that run
    assert values(site)["active"] == 225
    assert values(site, 3600)["active"] == 225 + 150
    assert DeviceRollup.objects.get(resolution=86_400).samples == 3
    assert rolled(site) != before
    roll()
    assert not DirtyBucket.objects.filter(starts_at__lt=after(3600)).exists()


def test_five_minutes_that_run_are_rolled_up_and_stay_marked(site):
    give(site, "inventory", [node()], now=after(10))
    assert (roll(10), roll(10)) == (1, 1)
    assert DirtyBucket.objects.get().starts_at == AT
    assert roll(300) == 2
    assert DirtyBucket.objects.get().starts_at == after(300)


def test_days_are_those_of_korea_and_add_up(site):
    for hour in range(-24, 1, 3):
        give(site, "inventory", [node()], at=3600 * hour)
    rollups.roll_up(at=after(300))
    days = Rollup.objects.filter(cluster=site, resolution=86_400).order_by("starts_at")
    assert {day.starts_at.astimezone(clock.SEOUL).hour for day in days} == {0}
    assert sum(day.seen for day in days) == 9 * 2400
    hours = Rollup.objects.filter(cluster=site, resolution=3600)
    assert sum(day.expected for day in days) == sum(hour.expected for hour in hours)
    assert broken() == []


def test_rolling_up_twice_changes_nothing(site):
    give(site, "inventory", [node()])
    give(site, "samples", [sample(at=n) for n in (0, 400)])
    roll(900)
    before = rolled(site)
    DirtyBucket.objects.bulk_create(
        [DirtyBucket(cluster=site, starts_at=after(n)) for n in (0, 300)], ignore_conflicts=True
    )
    roll(899)
    assert rolled(site) == before


def test_one_server_costs_as_many_statements_as_500(cast):
    def cost(count):
        site = make_site(name_ko=f"사이트 {count}")
        give(site, "inventory", [node(f"n{number}") for number in range(count)])
        give(site, "samples", [sample(f"GPU-{number}", node=f"n{number}") for number in range(count)])
        found = statements(lambda: roll(300))
        DirtyBucket.objects.all().delete()
        site.stopped_at = after(0)
        site.save()
        return found

    assert cost(1) == cost(500)


def test_samples_cost_as_many_statements_as_one(cast):
    def cost(count):
        site = make_site(name_ko=f"사이트 {count}")
        batch = [sample(f"GPU-{number}", node=f"n{number}", at=number % 50) for number in range(count)]
        return [statements(lambda: give(site, "samples", batch)) for _round in range(2)]

    assert cost(1) == cost(500)


def test_a_mark_that_somebody_holds_is_left(committed_db, cast):
    """Samples that are not committed yet must not lose their mark to a roller that cannot see them."""
    site = make_site()
    give(site, "samples", [sample()])

    def roll_elsewhere():
        try:
            return roll(300)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            ingest.samples(site, [sample("GPU-2")], at=clock.now())
            assert pool.submit(roll_elsewhere).result() == 0
        assert pool.submit(roll_elsewhere).result() == 1
    assert values(site, type_name="")["measured"] == 600
    assert rows("SELECT count(*) FROM gpu_dirtybucket WHERE starts_at = %s", AT) == [(0,)]


def test_the_future_waits(site):
    give(site, "samples", [sample()])
    assert rollups.roll_up(at=AT - timedelta(minutes=1)) == 0
