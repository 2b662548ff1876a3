"""How long what sites report is kept."""

import threading
from datetime import UTC, timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.db.models import F

from axportal.core import clock
from gpu.models import DirtyBucket, Job, Rollup, Snapshot
from gpu.services import retention, rollups
from tests.gpu.ingesting import give, job, make_site, node, rows, sample

pytestmark = pytest.mark.feature("E14")


def days() -> set[str]:
    found = rows("SELECT relname FROM pg_class WHERE relname ~ '^gpu_gpusample_[0-9]{8}$'")
    return {name[-8:] for (name,) in found}


def day(offset: int) -> str:
    return (clock.now().astimezone(UTC) + timedelta(days=offset)).strftime("%Y%m%d")


def older() -> None:
    """Three days that are no longer kept."""
    today = clock.now().astimezone(UTC).date()
    rows("SELECT gpu_open_days(%s, %s)", today - timedelta(days=17), today - timedelta(days=15))


@pytest.mark.django_db
def test_days_are_opened_ahead_and_dropped_after_14_days(cast):
    retention.keep(at=clock.now())
    assert days() == {day(offset) for offset in range(-14, 3)}
    older()
    kept = retention.keep(at=clock.now())
    assert (kept.opened, kept.dropped) == (0, 6)
    assert days() == {day(offset) for offset in range(-14, 3)}
    assert retention.keep(at=clock.now() + timedelta(days=1)).opened == 2


@pytest.mark.django_db
@pytest.mark.parametrize("offset", [-12, 0, 900])
def test_no_day_that_is_kept_can_be_dropped(cast, offset):
    """Not by the application's role either, which may call the function with any day."""
    retention.keep(at=clock.now())
    with pytest.raises(InternalError, match="13 days"), transaction.atomic():
        rows("SELECT gpu_drop_days(%s)", (clock.now().astimezone(UTC) + timedelta(days=offset)).date())
    assert days() == {day(offset) for offset in range(-14, 3)}


@pytest.mark.django_db
def test_functions_of_the_owner_look_at_temporary_names_last(cast):
    found = rows("SELECT proconfig FROM pg_proc WHERE proname IN ('gpu_open_days', 'gpu_drop_days')")
    assert len(found) == 2
    assert all("search_path=pg_catalog, public, pg_temp" in config for (config,) in found)


@pytest.mark.django_db
def test_five_minutes_go_hours_and_days_stay(cast):
    site = make_site()
    give(site, "inventory", [node()], whole=True)
    give(site, "queue", [job()], whole=True)
    give(site, "samples", [sample()])
    rollups.roll_up(at=clock.now())
    DirtyBucket.objects.all().delete()
    ago = timedelta(days=101)
    Rollup.objects.update(starts_at=F("starts_at") - ago)
    Job.objects.update(observed_at=F("observed_at") - ago)
    Snapshot.objects.update(observed_at=F("observed_at") - ago)
    retention.keep(at=clock.now())
    assert set(Rollup.objects.values_list("resolution", flat=True)) == {3600, 86_400}
    assert not site.jobs.exists()
    assert Snapshot.objects.filter(cluster=site).count() == 2
    assert site.nodes.count() == 1


def test_a_day_that_somebody_reads_is_dropped_next_time(committed_db, cast):
    retention.keep(at=clock.now())
    older()
    reading, done = threading.Event(), threading.Event()

    def read():
        try:
            with transaction.atomic():
                rows("SELECT count(*) FROM gpu_gpusample")
                reading.set()
                done.wait(20)
        finally:
            connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait(20)
    try:
        assert retention.keep(at=clock.now()).dropped == 0
        assert rows("SELECT count(*) FROM gpu_nodesample") == [(0,)]
    finally:
        done.set()
        reader.join()
    assert retention.keep(at=clock.now()).dropped == 6
