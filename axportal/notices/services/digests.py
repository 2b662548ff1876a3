"""The daily digest: once a day for whoever has something waiting, in their language."""

from datetime import datetime

from django.db import transaction

from axportal.accounts.models import User
from axportal.core import mail, outbox
from axportal.notices import notifications, tasks
from axportal.notices.models import Notice
from axportal.notices.selectors import is_failing, people_with_digests, waiting_for_digest


@transaction.atomic
def send_digests(*, period: str) -> None:
    """Owe one piece of work for each person; `period` is the instant up to which the digest tells, in ISO form."""
    for user_id in people_with_digests(datetime.fromisoformat(period)):
        outbox.enqueue(tasks.send_digest, key=f"notices.send_digest:{period}:{user_id}", user_id=user_id, period=period)


@transaction.atomic
def send_digest(*, user_id: int, period: str) -> None:
    """Owe one mail with everything that waits; to an address that fails none, the list on the portal has it all."""
    at = datetime.fromisoformat(period)
    recipient = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    notices = waiting_for_digest(recipient, at)
    if not notices:
        return
    if not is_failing(recipient.email):
        words = notifications.digest(notices, recipient)
        mail.owe(key=f"notices.digest:{period}:{user_id}", recipient=recipient.email, **words)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(digested_at=at)
