"""How old the oldest work is that nobody does: what banner, metric and /readyz tell."""

import uuid
from datetime import timedelta

import pytest

from axportal.core import clock
from axportal.core.models import OutboxRow
from axportal.core.selectors import outbox_state

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R14")]
HOUR = timedelta(hours=1)


def oldest(**fields) -> int:
    """The age that a row of an hour ago gives, in seconds."""
    OutboxRow.objects.all().delete()
    OutboxRow.objects.create(task="t", dedup_key="t:1", created_at=clock.now() - HOUR, **fields)
    return round(outbox_state()["ax_outbox_oldest_seconds"], -1)


def test_due_work_counts():
    assert oldest(available_at=clock.now() - HOUR) == 3600


def test_published_work_counts_although_its_lease_runs():
    assert oldest(available_at=clock.now() + HOUR, published_at=clock.now()) == 3600


def test_work_of_later_a_running_long_job_and_what_has_ended_do_not():
    later = clock.now() + HOUR
    assert oldest(available_at=later) == 0
    assert oldest(available_at=later, published_at=clock.now(), claim=uuid.uuid4()) == 0
    assert oldest(available_at=later, published_at=clock.now(), done_at=clock.now()) == 0
    assert oldest(available_at=later, published_at=clock.now(), dead_at=clock.now()) == 0
