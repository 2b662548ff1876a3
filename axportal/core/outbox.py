"""The outbox: PostgreSQL is the queue of record, the broker only wakes workers.

A service calls `enqueue(task, key=..., ids...)` inside its transaction. The relay publishes due rows; the worker
locks its row, runs the task and marks the row done in the transaction of the task's effect. Published is not done:
when a lease runs out the row is published again. This module is the only one that talks to the broker.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import structlog
from celery import current_app, shared_task
from django.db import connection, models, transaction
from django.db.models.functions import Now

from axportal.core import clock, heartbeat
from axportal.core.models import OutboxRow

logger = logging.getLogger(__name__)

MAX_FAILURES = 10
LONGEST_WAIT = timedelta(minutes=4)
#: Published and not yet taken up: what workers finish within the shortest lease, also on a bad day. More would only
#: wait in the broker until its lease runs out and be published again, each copy in the way of the next.
IN_FLIGHT = 100
#: The same for heavy work, which keeps a worker for up to seconds: a receipt waits behind what the broker has already.
HEAVY_IN_FLIGHT = 16
PUBLISH_TIMEOUT = 2.0


class Lost(Exception):
    """The claim on a long job has passed to another worker, or the job was cancelled."""


class Task:
    """A piece of work that the outbox may owe. `lease` is how long a published row waits before it is sent again.

    `heavy` work lets everything else go first. A run of a task with `together` takes that many more of its rows along:
    one message is under way at a time, and `beside` gets the ids of the others.
    """

    def __init__(
        self, function: Callable[..., None], *, lease: timedelta, long: bool, heavy: bool, together: int = 0
    ) -> None:
        self.function = function
        self.lease = lease
        self.heavy = heavy
        self.together = together
        self.name = f"{function.__module__}.{function.__name__}"
        run = self._run_long if long else self._run
        limits = {} if long else _limits(lease)
        # Celery's check of arguments counts the `self` of a bound method.
        self.celery_task = shared_task(name=self.name, typing=False, **limits)(run)
        REGISTRY[self.name] = self

    def _run(self, outbox_id: int) -> None:
        heartbeat.beat()
        try:
            with transaction.atomic():
                row = _lock_open(outbox_id)
                if row is None:
                    return
                others = self._others(row)
                with _bound_context(row):
                    self.function(**row.kwargs, **({"beside": [one.kwargs for one in others]} if others else {}))
                done = [one.pk for one in (row, *others)]
                OutboxRow.objects.filter(pk__in=done).update(done_at=Now(), last_error="")
        except Exception as error:
            _record_failure(outbox_id, error)
            raise

    def _others(self, row: OutboxRow) -> list[OutboxRow]:
        """More rows of this task, locked. What failed once runs alone, so that it cannot fail others again."""
        if not self.together or row.attempts:
            return []
        due = _open_rows().filter(task=self.name, attempts=0, available_at__lte=Now()).exclude(pk=row.pk)
        return list(due.select_for_update(skip_locked=True).order_by("id")[: self.together])

    def _run_long(self, outbox_id: int) -> None:
        heartbeat.beat()
        claim = Claim.take(outbox_id, self.lease)
        if claim is None:
            return
        try:
            with _bound_context(claim.row):
                self.function(claim, **claim.row.kwargs)
        except Lost:
            logger.info("outbox.claim_lost", extra={"task": self.name, "outbox_id": outbox_id})
        except Exception as error:
            _record_failure(outbox_id, error)
            raise


REGISTRY: dict[str, Task] = {}


def _limits(lease: timedelta) -> dict[str, int]:
    """A run must end before its lease does, else the row would be published again beside it."""
    hard = max(int(lease.total_seconds()) - 5, 5)
    return {"time_limit": hard, "soft_time_limit": hard - 1}


def task(*, lease: int = 60, heavy: bool = False, together: int = 0) -> Callable[[Callable[..., None]], Task]:
    """Declare a short task: it runs in one transaction together with its "done". `lease` in seconds."""
    seconds = timedelta(seconds=lease)
    return lambda function: Task(function, lease=seconds, long=False, heavy=heavy, together=together)


def long_task(*, lease: int = 20) -> Callable[[Callable[..., None]], Task]:
    """Declare a long task: it gets a `Claim` first, renews it as it goes and finishes inside `claim.finishing()`."""
    return lambda function: Task(function, lease=timedelta(seconds=lease), long=True, heavy=True)


def enqueue(task: Task, *, key: str, available_at: datetime | None = None, **kwargs: Any) -> None:
    """Owe this work. `key` is the task's name and the uuid of the row that caused it; a second call is no second row.

    Must be called inside the transaction of its cause. `kwargs` are ids (JSON), never personal data.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("outbox.enqueue outside a transaction: the work could be lost or run for nothing")
    context = structlog.contextvars.get_contextvars()
    row = OutboxRow(task=task.name, kwargs=kwargs, dedup_key=key, request_id=context.get("request_id") or None)
    if available_at is not None:
        row.available_at = available_at
    OutboxRow.objects.bulk_create([row], ignore_conflicts=True)


class Claim:
    """The right to run one long job; it lapses when not renewed, and then another worker may take the job."""

    def __init__(self, row: OutboxRow, lease: timedelta) -> None:
        self.row = row
        self.lease = lease

    @classmethod
    def take(cls, outbox_id: int, lease: timedelta) -> "Claim | None":
        """Claim the row, or None when it is done or another worker's claim still runs."""
        at = clock.now()
        with transaction.atomic():
            row = _lock_open(outbox_id)
            if row is None or (row.claim is not None and row.available_at > at):
                return None
            row.claim = uuid.uuid4()
            row.available_at = at + lease
            row.save(update_fields=["claim", "available_at"])
        return cls(row, lease)

    def renew(self) -> None:
        """Say that the job is alive. Raises `Lost` when the claim has passed on."""
        mine = OutboxRow.objects.filter(pk=self.row.pk, claim=self.row.claim, done_at=None, dead_at=None)
        if not mine.update(available_at=clock.now() + self.lease):
            raise Lost

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The transaction of the job's effect; the row is done if and only if it commits. Raises `Lost`."""
        with transaction.atomic():
            row = _lock_open(self.row.pk)
            if row is None or row.claim != self.row.claim:
                raise Lost
            yield
            OutboxRow.objects.filter(pk=row.pk).update(done_at=Now(), last_error="")


def _open_rows() -> models.QuerySet[OutboxRow]:
    return OutboxRow.objects.filter(done_at__isnull=True, dead_at__isnull=True)


def _lock_open(outbox_id: int) -> OutboxRow | None:
    return _open_rows().select_for_update().filter(pk=outbox_id).first()


@contextmanager
def _bound_context(row: OutboxRow) -> Iterator[None]:
    with structlog.contextvars.bound_contextvars(request_id=str(row.request_id or ""), task=row.task):
        yield


def _record_failure(outbox_id: int, error: Exception) -> None:
    """Count a run that raised, double its wait, and give up after ten. Lost work never comes here."""
    with transaction.atomic():
        row = _lock_open(outbox_id)
        if row is None:
            return
        row.attempts += 1
        row.claim = None
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
        at = clock.now()
        if row.attempts >= MAX_FAILURES:
            row.dead_at = at
        else:
            row.available_at = at + min(timedelta(seconds=2**row.attempts), LONGEST_WAIT)
        row.save(update_fields=["attempts", "claim", "last_error", "dead_at", "available_at"])


def retry_dead(*, at: datetime) -> int:
    """Give every dead row ten new tries; returns how many."""
    dead = OutboxRow.objects.filter(dead_at__isnull=False)
    return dead.update(dead_at=None, attempts=0, claim=None, available_at=at)


def owe_again(*, at: datetime) -> int:
    """After a restore: whatever was open is due now, and no worker of before has a claim on it; returns how many."""
    return OutboxRow.objects.filter(done_at=None, dead_at=None, available_at__lt=at).update(
        available_at=at, published_at=None, claim=None
    )


def _is_heavy() -> models.Q:
    return models.Q(task__in=[name for name, task in REGISTRY.items() if task.heavy])


def _room() -> tuple[int, int]:
    """How many more rows of light and of heavy work may wait for a worker.

    Neither those that failed and wait for their time nor long jobs at work are in the way.
    """
    found = _under_way().aggregate(
        light=models.Count("pk", filter=~_is_heavy()), heavy=models.Count("pk", filter=_is_heavy())
    )
    return max(IN_FLIGHT - found["light"], 0), max(HEAVY_IN_FLIGHT - found["heavy"], 0)


def _under_way() -> models.QuerySet[OutboxRow]:
    """Rows that were published and neither taken up nor given back, as far as their lease tells."""
    return _open_rows().filter(claim=None, attempts=0, published_at__isnull=False, available_at__gt=Now())


def _due() -> list[OutboxRow]:
    """The rows to publish now, locked: the light ones first, each kind in the order in which it was owed.

    Of what runs together one at a time, which takes the others along.
    """
    light, heavy = _room()
    due = _open_rows().select_for_update(skip_locked=True).filter(available_at__lte=Now()).order_by("id")
    together = [name for name, task in REGISTRY.items() if task.together]
    under_way = set(_under_way().filter(task__in=together).values_list("task", flat=True))
    apart = due.exclude(task__in=together)
    return [
        *apart.exclude(_is_heavy())[:light],
        *(row for name in together if name not in under_way for row in due.filter(task=name)[:1]),
        *apart.filter(_is_heavy())[:heavy],
    ]


class Publisher:
    """Publishes due rows over a broker connection of its own, so that a broken broker never touches other work."""

    def __init__(self) -> None:
        self._connection = current_app.connection_for_write(connect_timeout=PUBLISH_TIMEOUT)

    def close(self) -> None:
        """Drop the connection; the next publisher makes a new one."""
        self._connection.release()

    def publish_due(self) -> int:
        """Publish due rows, as many as workers have room for, and give each a lease; returns how many.

        Broker errors leave the rows due.
        """
        with transaction.atomic():
            rows = _due()
            at = clock.now()
            for row in rows:
                registered = REGISTRY.get(row.task)
                if registered is None:
                    row.dead_at, row.last_error = at, "unknown task"
                    continue
                registered.celery_task.apply_async(
                    kwargs={"outbox_id": row.pk}, connection=self._connection, retry=False
                )
                # A due row's claim has lapsed; left in place it would keep every other worker out for the new lease.
                row.claim, row.published_at, row.available_at = None, at, at + registered.lease
            OutboxRow.objects.bulk_update(rows, ["claim", "published_at", "available_at", "dead_at", "last_error"])
        return len(rows)
