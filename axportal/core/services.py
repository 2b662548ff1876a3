"""Writes of the house itself."""

from datetime import datetime, timedelta

from django.db import transaction

from axportal.core.models import FileWalk, IdempotencyKey, MailDelivery, OutboxRow, Upkeep

KEEP_DONE = timedelta(days=14)
KEEP_ANSWERS = timedelta(hours=72)


@transaction.atomic
def prune(*, at: datetime) -> None:
    """Remove work done, mail sent or given up and walks over the files after 14 days, answers after 72 hours.

    A mail that is given up bears the name and the address of whom it did not reach.
    """
    OutboxRow.objects.filter(done_at__lt=at - KEEP_DONE).delete()
    MailDelivery.objects.filter(sent_at__lt=at - KEEP_DONE).delete()
    MailDelivery.objects.filter(state=MailDelivery.State.FAILED, created_at__lt=at - KEEP_DONE).delete()
    FileWalk.objects.filter(started_at__lt=at - KEEP_DONE).delete()
    IdempotencyKey.objects.filter(created_at__lt=at - KEEP_ANSWERS).delete()


def note_upkeep(kind: Upkeep.Kind, *, at: datetime, found: int = 0) -> None:
    """Note that this piece of upkeep was done and how many rows it found amiss.

    An older time never replaces a newer one.
    """
    upkeep, created = Upkeep.objects.get_or_create(kind=kind, defaults={"at": at, "found": found})
    if not created:
        Upkeep.objects.filter(pk=upkeep.pk, at__lt=at).update(at=at, found=found)
