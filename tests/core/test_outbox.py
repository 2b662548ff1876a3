"""The outbox: owed in the transaction of its cause, done in the transaction of its effect."""

from datetime import timedelta

import pytest
from django.db import transaction

from axportal.core import clock, mail, outbox, services
from axportal.core.models import MailDelivery, OutboxRow
from axportal.core.tasks import check_invariants, deliver_mail, prune_outbox


def owe_mail(key: str = "k") -> OutboxRow:
    mail.owe(key=key, recipient="someone@cast.example", subject="제목", body="본문")
    return OutboxRow.objects.get(task=deliver_mail.name)


def test_owing_outside_a_transaction_is_refused(committed_db):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        outbox.enqueue(prune_outbox, key="x", period="p")


@pytest.mark.django_db
def test_the_same_key_is_owed_once():
    with transaction.atomic():
        outbox.enqueue(prune_outbox, key="x", period="p")
        outbox.enqueue(prune_outbox, key="x", period="p")
    assert OutboxRow.objects.filter(dedup_key="x").count() == 1


def test_a_rolled_back_cause_owes_nothing(committed_db):
    with transaction.atomic():
        outbox.enqueue(prune_outbox, key="x", period="p")
        transaction.set_rollback(True)
    assert not OutboxRow.objects.exists()


def test_running_twice_has_one_effect(committed_db):
    with transaction.atomic():
        outbox.enqueue(prune_outbox, key="x", period="p")
    row = OutboxRow.objects.get()
    prune_outbox.celery_task(outbox_id=row.pk)
    first = OutboxRow.objects.get().done_at
    prune_outbox.celery_task(outbox_id=row.pk)
    assert first is not None
    assert OutboxRow.objects.get().done_at == first


def test_work_that_no_request_caused_may_owe_more(committed_db):
    """A scheduled task has no request id to hand on; what it owes has none either."""
    row = owe_mail()
    assert row.request_id is None
    deliver_mail.celery_task(outbox_id=row.pk)
    assert [later.request_id for later in OutboxRow.objects.exclude(pk=row.pk)] == [None]


def test_a_failure_is_counted_and_waits(committed_db):
    with transaction.atomic():
        outbox.enqueue(deliver_mail, key="x", delivery_id=999)
    row = OutboxRow.objects.get()
    before = clock.now()
    with pytest.raises(MailDelivery.DoesNotExist):
        deliver_mail.celery_task(outbox_id=row.pk)
    row.refresh_from_db()
    assert (row.attempts, row.done_at, row.dead_at) == (1, None, None)
    assert row.available_at > before
    assert row.last_error.startswith("DoesNotExist")


def test_ten_failures_end_it_and_retry_starts_anew(committed_db):
    with transaction.atomic():
        outbox.enqueue(deliver_mail, key="x", delivery_id=999)
    row = OutboxRow.objects.get()
    for _attempt in range(outbox.MAX_FAILURES):
        with pytest.raises(MailDelivery.DoesNotExist):
            deliver_mail.celery_task(outbox_id=row.pk)
    row.refresh_from_db()
    assert row.dead_at is not None
    assert outbox.retry_dead(at=clock.now()) == 1
    row.refresh_from_db()
    assert (row.dead_at, row.attempts) == (None, 0)


def test_a_claim_passes_on_when_it_lapses(committed_db):
    with transaction.atomic():
        outbox.enqueue(prune_outbox, key="x", period="p")
    row = OutboxRow.objects.get()
    first = outbox.Claim.take(row.pk, timedelta(seconds=-1))
    second = outbox.Claim.take(row.pk, timedelta(seconds=20))
    assert first is not None
    assert second is not None
    assert outbox.Claim.take(row.pk, timedelta(seconds=20)) is None
    with pytest.raises(outbox.Lost):
        first.renew()
    with pytest.raises(outbox.Lost), first.finishing():
        pass
    with second.finishing():
        pass
    assert OutboxRow.objects.get().done_at is not None


def test_publishing_again_frees_a_lapsed_claim(committed_db):
    """The lease that the relay gives must not look like the dead worker's claim: nobody could ever take it."""
    with transaction.atomic():
        outbox.enqueue(prune_outbox, key="x", period="p")
    row = OutboxRow.objects.get()
    outbox.Claim.take(row.pk, timedelta(seconds=-1))
    publisher = outbox.Publisher()
    assert publisher.publish_due() == 1
    publisher.close()
    assert outbox.Claim.take(row.pk, timedelta(seconds=20)) is not None


@pytest.mark.django_db
def test_one_mail_for_one_key_and_address():
    owe_mail()
    owe_mail()
    delivery = MailDelivery.objects.get()
    assert delivery.state == MailDelivery.State.WAITING
    assert delivery.message_id.endswith("@axportal.invalid>")


def test_publishing_marks_the_row_and_leaves_it_open(committed_db):
    with transaction.atomic():
        outbox.enqueue(prune_outbox, key="x", period="p")
    publisher = outbox.Publisher()
    try:
        assert publisher.publish_due() == 1
        assert publisher.publish_due() == 0
    finally:
        publisher.close()
    row = OutboxRow.objects.get()
    assert row.published_at is not None
    assert row.done_at is None
    assert row.available_at > clock.now()


@pytest.mark.goal("R11")
def test_no_more_is_published_than_workers_have_room_for(committed_db, monkeypatch):
    """What waits in the broker longer than its lease would be published again and again, each copy in the way."""
    monkeypatch.setattr(outbox, "IN_FLIGHT", 3)
    with transaction.atomic():
        for number in range(5):
            outbox.enqueue(prune_outbox, key=f"x{number}", period="p")
    publisher = outbox.Publisher()
    try:
        assert [publisher.publish_due(), publisher.publish_due()] == [3, 0]
        done, failed, *_rest = OutboxRow.objects.order_by("id")
        OutboxRow.objects.filter(pk=done.pk).update(done_at=clock.now())
        assert publisher.publish_due() == 1
        OutboxRow.objects.filter(pk=failed.pk).update(attempts=1)  # waits for its time, not for a worker
        assert publisher.publish_due() == 1
    finally:
        publisher.close()


@pytest.mark.goal("R27")
@pytest.mark.django_db
def test_mail_that_was_given_up_goes_as_that_which_was_sent():
    at = clock.now()
    for key, state, age in (("old", "failed", 15), ("new", "failed", 13), ("owed", "waiting", 15)):
        mail.owe(key=key, recipient="someone@cast.example", subject=key, body="본문")
        created_at = at - timedelta(days=age)
        MailDelivery.objects.filter(subject=key).update(state=state, created_at=created_at)
    services.prune(at=at)
    assert set(MailDelivery.objects.values_list("subject", flat=True)) == {"new", "owed"}


@pytest.mark.goal("P14")
def test_a_receipt_does_not_wait_behind_heavy_work(committed_db, monkeypatch):
    """Previews of a thousand uploads keep workers busy for minutes; a mail goes out in between."""
    monkeypatch.setattr(outbox, "HEAVY_IN_FLIGHT", 2)
    with transaction.atomic():
        for number in range(5):
            outbox.enqueue(check_invariants, key=f"x{number}", period="p")
    receipt = owe_mail()
    publisher = outbox.Publisher()
    try:
        assert [publisher.publish_due(), publisher.publish_due()] == [3, 0]
        assert OutboxRow.objects.get(pk=receipt.pk).published_at is not None
        heavy = OutboxRow.objects.filter(task=check_invariants.name, published_at__isnull=False)
        assert list(heavy.order_by("id").values_list("dedup_key", flat=True)) == ["x0", "x1"]
        OutboxRow.objects.filter(dedup_key="x0").update(done_at=clock.now())
        assert publisher.publish_due() == 1
    finally:
        publisher.close()
