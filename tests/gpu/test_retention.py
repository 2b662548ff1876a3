"""How long what sites report is kept."""

import threading
from datetime import UTC, timedelta

import pytest
from django.db import connection, transaction

from axportal.core import clock
from gpu.models import DirtyBucket, Rollup, Snapshot
from gpu.services import retention, rollups
from tests.gpu.ingesting import give, job, make_site, node, rows, sample

pytestmark = pytest.mark.feature("E14")


def days() -> set[str]:
    found = rows("SELECT relname FROM pg_class WHERE relname ~ '^gpu_gpusample_[0-9]{8}$'")
    return {name[-8:] for (name,) in found}


def day(offset: int) -> str:
    return (clock.now().astimezone(UTC) + timedelta(days=offset)).strftime("%Y%m%d")


@pytest.mark.django_db
def test_days_are_opened_ahead_and_dropped_after_14_days(cast):
    retention.keep(at=clock.now())
    assert days() == {day(offset) for offset in range(-14, 3)}
    kept = retention.keep(at=clock.now() + timedelta(days=3))
    assert (kept.opened, kept.dropped) == (6, 6)
    assert days() == {day(offset) for offset in range(-11, 6)}


@pytest.mark.django_db
def test_five_minutes_go_hours_and_days_stay(cast):
    site = make_site()
    give(site, "inventory", [node()], whole=True)
    give(site, "queue", [job()], whole=True)
    give(site, "samples", [sample()])
    rollups.roll_up(at=clock.now())
    DirtyBucket.objects.all().delete()
    retention.keep(at=clock.now() + timedelta(days=101))
    assert set(Rollup.objects.values_list("resolution", flat=True)) == {3600, 86_400}
    assert not site.jobs.exists()
    assert Snapshot.objects.filter(cluster=site).count() == 2
    assert site.nodes.count() == 1


def test_a_day_that_somebody_reads_is_dropped_next_time(committed_db, cast):
    retention.keep(at=clock.now())
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
        assert retention.keep(at=clock.now() + timedelta(days=3)).dropped == 0
        assert rows("SELECT count(*) FROM gpu_nodesample") == [(0,)]
    finally:
        done.set()
        reader.join()
    assert retention.keep(at=clock.now() + timedelta(days=3)).dropped == 6
