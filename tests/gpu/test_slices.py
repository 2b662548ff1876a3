"""Slices of GPUs: a seventh of a card is a seventh of a GPU, in every figure, whoever says it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from axportal.core import clock
from gpu.models import Cluster, GpuModel, GpuModelAlias, NodeGpus, Outage, Rollup, UsageHour
from gpu.selectors.figures import ALLOCATED, IN_SERVICE, INSTALLED, of_site
from gpu.selectors.queue import holders, queues
from gpu.selectors.rates import rates
from gpu.selectors.sites import sites_of
from gpu.selectors.slices import milli_of, slices
from gpu.services import rollups, streams
from tests.gpu.ingesting import AT, after, give, job, make_site, node, run

pytestmark = [pytest.mark.feature("E1"), pytest.mark.feature("E15")]
SLICE = "a100_1g.5gb"


@pytest.fixture
def site(cast):
    whole = GpuModel.objects.create(code="A100-40", name="A100 40GB", origin="entered")
    piece = GpuModel.objects.create(code="A100-1G", name="A100 1g.5gb", parent=whole, parts=7, origin="entered")
    GpuModelAlias.objects.create(kind="slurm", name=SLICE, gpu_model=piece)
    made = make_site(poll_seconds=300)
    give(made, "inventory", [
        node("m01", gpus={SLICE: 14, "a100-40": 2}, allocated=None), node("m02", gpus={SLICE: 7}, allocated=3),
    ], whole=True)  # fmt: skip
    return made


def heard(site, at):
    for stream in ("inventory", "queue", "usage"):
        streams.succeeded(site, stream, at=at, observed_at=at, rows=1)
    return sites_of(Cluster.objects.filter(pk=site.pk), at=at)


def test_figures_count_cards(site):
    heard(site, clock.now())
    figures = of_site(site, at=clock.now())
    assert figures.total[INSTALLED].gpus == 5
    assert figures.total[IN_SERVICE].gpus == 5
    assert figures.total[ALLOCATED].gpus == Decimal("0.4")  # three sevenths of the only card of which anybody knows
    assert (figures.total[ALLOCATED].known_gpus, figures.total[ALLOCATED].of_gpus) == (1, 5)
    assert {tally.label: tally[INSTALLED].gpus for tally in figures.by_model} == {"A100 1g.5gb": 3, "A100 40GB": 2}
    assert NodeGpus.objects.get(node__name="m02").installed == 7  # as the site says it


def test_rollups_hold_the_seconds_of_cards(site):
    rollups.roll_up(at=after(3600))
    (found,) = Rollup.objects.filter(cluster=site, resolution=300, starts_at=AT, type_name=SLICE)
    assert (found.expected, found.seen, found.in_service) == (900, 900, 900)
    assert found.allocated == round(300 * 3 / 7)


def test_jobs_hold_and_ask_for_parts_of_cards(site):
    waiting = {"is_running": False, "state": "PENDING"}
    give(site, "queue", [job("1", gpus={SLICE: 7, "a100-40": 1}), job("2", gpus={SLICE: 10}, **waiting)], whole=True)
    (found,) = queues(heard(site, clock.now()))
    assert (found.running_gpus, found.waiting_gpus) == (2, Decimal("1.4"))
    (holder,) = holders(heard(site, clock.now()), since=AT, until=after(3600))
    assert holder.gpus == 2


def test_hours_of_organisations_are_those_of_cards(site):
    give(site, "attempts", [run(gpus={SLICE: 7, "a100-40": 1}, start=0, end=3600)], at=3600)
    assert set(UsageHour.objects.values_list("type_name", "gpu_seconds")) == {(SLICE, 25_200), ("a100-40", 3600)}
    (holder,) = holders(heard(site, clock.now()), since=AT, until=after(3600))
    assert holder.gpu_hours == Decimal("2.0")


def test_sharing_is_of_cards_as_its_base_is(site):
    for minute in range(0, 60, 5):
        told = [node("m01", gpus={SLICE: 14}, allocated=0), node("m02", gpus={SLICE: 7}, allocated=7)]
        give(site, "inventory", told, at=60 * minute + 1)
    rollups.roll_up(at=after(7200))
    give(site, "attempts", [run(gpus={SLICE: 7}, start=0, end=3600, account="kaist")], at=3600)
    account = site.accounts.get()
    account.organisation = other_than(site.owner)
    account.save(update_fields=["organisation"])
    found = rates(heard(site, clock.now()), since=AT, until=after(3600))
    assert found.sharing.part == 3600


def other_than(owner):
    return type(owner).objects.exclude(pk=owner.pk).order_by("pk").first()


def test_an_outage_is_of_cards(site):
    for second in (60, 120, 180):
        give(site, "inventory", [node("m02", gpus={SLICE: 7}, allocated=0, in_service=False)], at=second)
    assert Outage.objects.get().gpus == 1


def test_slices_are_known_by_alias_code_and_name(site):
    assert slices() == {SLICE: 7, "a100-1g": 7, "a100-1g.5gb": 7}
    GpuModelAlias.objects.create(kind="slurm", name="a100-1g", gpu_model=GpuModel.objects.get(code="A100-40"))
    assert "a100-1g" not in slices()  # an alias says more than a code
    assert sum(milli_of(1, 7) for _slice in range(7)) == 1001  # so counts are cut into parts once, not one by one
    assert milli_of(7, 7) == 1000


def test_pages_name_the_slices(site, sign_in):
    heard(site, clock.now() - timedelta(seconds=5))
    client = sign_in("gpu_operator")
    page = client.get(f"/gpu/nodes/?site={site.uuid}").content.decode()
    assert "한 장의 1/7인 조각 14개" in page
    assert client.get(f"/gpu/sites/{site.uuid}/").status_code == 200
    figures = client.get(f"/api/v1/gpu-figures/?site={site.uuid}")
    assert figures.status_code in {200, 404}
