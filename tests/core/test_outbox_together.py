"""Work of one kind that has gathered is done in one run, and what fails takes nothing else with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import pytest
from django.db import transaction

from axportal.core import clock, outbox
from axportal.core.models import OutboxRow

BROKEN = 3
RUNS: list[list[int]] = []


def gather(number: int, beside: Sequence[Mapping[str, int]] = ()) -> None:
    """Notes what was done together."""
    numbers = [number, *(one["number"] for one in beside)]
    if BROKEN in numbers:
        raise ValueError(BROKEN)
    RUNS.append(numbers)


@pytest.fixture(scope="module")
def declared() -> Iterator[outbox.Task]:
    """Known to the outbox for as long as these tests run."""
    made = outbox.task(lease=15, heavy=True, together=2)(gather)
    yield made
    del outbox.REGISTRY[made.name]


@pytest.fixture
def task(declared: outbox.Task) -> outbox.Task:
    RUNS.clear()
    return declared


def owe(task: outbox.Task, numbers: Sequence[int]) -> list[OutboxRow]:
    with transaction.atomic():
        for number in numbers:
            outbox.enqueue(task, key=f"gather:{number}", number=number)
    return list(OutboxRow.objects.filter(task=task.name).order_by("id"))


def still_open() -> list[int]:
    return [row.kwargs["number"] for row in OutboxRow.objects.filter(done_at=None).order_by("id")]


@pytest.mark.goal("R1")
def test_one_message_does_what_has_gathered_and_the_rest_waits_for_the_next(committed_db, task):
    rows = owe(task, [0, 1, 2, 4, 5])
    publisher = outbox.Publisher()
    try:
        assert [publisher.publish_due(), publisher.publish_due()] == [1, 0]
        task.celery_task(outbox_id=rows[0].pk)
        task.celery_task(outbox_id=rows[0].pk)
        assert (RUNS, still_open()) == ([[0, 1, 2]], [4, 5])
        assert publisher.publish_due() == 1
    finally:
        publisher.close()
    task.celery_task(outbox_id=rows[3].pk)
    assert (RUNS[1:], still_open()) == ([[4, 5]], [])


@pytest.mark.goal("R1")
def test_what_fails_is_tried_alone_and_all_else_gets_done(committed_db, task):
    rows = owe(task, [0, 1, BROKEN, 4])
    for row in rows * 2:
        OutboxRow.objects.filter(task=task.name).update(available_at=clock.now())  # all that failed is due again
        if OutboxRow.objects.filter(pk=row.pk, done_at=None).exists():
            try:
                task.celery_task(outbox_id=row.pk)
            except ValueError:
                continue
    assert still_open() == [BROKEN]
    assert sorted(number for numbers in RUNS for number in numbers) == [0, 1, 4]
    assert OutboxRow.objects.get(done_at=None).last_error == f"ValueError: {BROKEN}"


def test_what_is_owed_for_later_is_not_taken_along(committed_db, task):
    rows = owe(task, [0, 1, 2])
    OutboxRow.objects.filter(pk=rows[1].pk).update(available_at=clock.now() + timedelta(days=1))
    task.celery_task(outbox_id=rows[0].pk)
    assert RUNS == [[0, 2]]
