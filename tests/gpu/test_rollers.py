"""Several rollers and writers at the same time: nothing is lost, nothing counts twice, nobody waits in a circle."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from axportal.core import clock
from gpu.models import Cluster, DirtyBucket, Rollup
from gpu.models.streams import Stream
from gpu.services import raw, rollups
from tests.gpu.ingesting import after, give, make_site, node, rolled, sample

pytestmark = [pytest.mark.feature("E14", "E31")]


def beside(work) -> threading.Thread:
    """Run this on a connection of its own."""

    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def filled(name="여럿이 마는 사이트") -> Cluster:
    site = make_site(name_ko=name)
    for minute in range(0, 50, 5):
        give(site, "inventory", [node(), node("g02", allocated=8)], at=60 * minute, whole=True)
        give(site, "samples", [sample("GPU-1", at=60 * minute), sample("GPU-2", at=60 * minute, active=100)])
    return site


def test_two_rollers_lose_no_mark_and_count_nothing_twice(committed_db):
    shared, alone = filled(), filled("einer")
    before = rolled(shared)
    rolls, errors = [], []

    def roll():
        try:
            for _time in range(6):
                rolls.append(rollups.roll_up(at=after(3600)))
                give(shared, "samples", [sample("GPU-1", at=90, active=len(rolls))])
        except Exception as error:
            errors.append(error)

    threads = [beside(roll), beside(roll), beside(roll)]
    for thread in threads:
        thread.join()
    assert errors == []
    rollups.roll_up(at=after(3600))
    assert not DirtyBucket.objects.filter(cluster=shared, starts_at__lt=after(3300)).exists()
    Rollup.objects.filter(cluster=alone).delete()
    once = rolled(shared)
    with transaction.atomic():
        raw.mark_dirty(shared, raw.buckets_between(after(0), after(3500)))
    rollups.roll_up(at=after(3600))
    assert rolled(shared) == once != before


def test_a_roller_that_is_killed_leaves_its_marks(committed_db):
    site = filled()
    marks = set(DirtyBucket.objects.values_list("starts_at", flat=True))

    class Killed(BaseException):
        pass

    def alive():
        raise Killed

    with pytest.raises(Killed):
        rollups.roll_up(at=after(3600), alive=alive)
    assert marks <= set(DirtyBucket.objects.values_list("starts_at", flat=True))
    ended = threading.Event()

    def half():
        """Rolled up, not committed: as where the server ends the connection."""
        with transaction.atomic():
            rollups._roll_hour(site.pk, after(0), after(3600))
            transaction.set_rollback(True)
        ended.set()

    beside(half).join()
    assert ended.is_set()
    assert not Rollup.objects.filter(cluster=site).exists()
    assert marks <= set(DirtyBucket.objects.values_list("starts_at", flat=True))
    rollups.roll_up(at=after(3600))
    assert Rollup.objects.filter(cluster=site, resolution=3600).exists()
    assert not DirtyBucket.objects.filter(starts_at__in=marks, starts_at__lt=after(3300)).exists()


def test_a_writer_that_marks_backwards_and_a_roller_do_not_wait_for_each_other(committed_db):
    """The writer has marked a late five minutes and goes on to an early one, while the roller fills up the gap."""
    site = filled()
    rollups.roll_up(at=after(3000))
    DirtyBucket.objects.all().delete()
    Rollup.objects.filter(cluster=site, resolution=300, starts_at__gt=after(1500)).delete()
    rolls = []
    with transaction.atomic():
        raw.lock(site, Stream.INVENTORY, Stream.TELEMETRY)
        raw.mark_dirty(site, [after(2400)])
        roller = beside(lambda: rolls.append(rollups.roll_up(at=after(3600))))
        roller.join(timeout=20)
        assert not roller.is_alive(), "the roller waits for the writer"
        raw.mark_dirty(site, [after(1800)])
    assert rolls == [0]
    rollups.roll_up(at=after(3600))
    found = Rollup.objects.filter(cluster=site, resolution=300).values_list("starts_at", flat=True).distinct()
    assert {after(1800), after(2400)} <= set(found)
    assert set(found) >= {after(60 * minute) for minute in range(0, 50, 5)}


def test_what_a_writer_adds_while_its_five_minutes_are_rolled_up_is_rolled_up_again(committed_db):
    site = filled()
    rollups.roll_up(at=after(3600))
    first = Rollup.objects.get(cluster=site, resolution=300, starts_at=after(0), type_name="h100").active
    with transaction.atomic():
        give(site, "samples", [sample("GPU-1", at=30, active=1000)], now=clock.now() + timedelta(seconds=1))
        beside(lambda: rollups.roll_up(at=after(3600))).join()
        assert Rollup.objects.get(cluster=site, resolution=300, starts_at=after(0), type_name="h100").active == first
    rollups.roll_up(at=after(3600))
    assert Rollup.objects.get(cluster=site, resolution=300, starts_at=after(0), type_name="h100").active > first
