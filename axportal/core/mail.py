"""Mail: every message becomes a delivery row in the transaction of its cause and is sent by a worker.

A delivery's Message-ID is made from its key, so that a receiver can tell a repeat after a crash during sending.
"""

import hashlib
import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db import connection, transaction

from axportal.core import outbox
from axportal.core.models import MailDelivery, MailHold
from axportal.core.uuid7 import uuid7

KEEP_TRYING = timedelta(hours=72)
LONGEST_WAIT = timedelta(hours=1)


@transaction.atomic
def owe(*, key: str, recipient: str, subject: str, body: str, unsubscribe_url: str = "") -> MailDelivery:
    """Owe one mail to one address and return its row; a second call with the same key is no second mail.

    `unsubscribe_url` takes a POST without sign-in that ends such mails (RFC 8058).
    """
    from axportal.core.tasks import deliver_mail

    digest = hashlib.sha256(f"{key}:{recipient}".encode()).hexdigest()[:40]
    delivery, created = MailDelivery.objects.get_or_create(
        dedup_key=f"{key}:{digest[:12]}",
        defaults={
            "message_id": f"<{digest}@{_domain()}>",
            "recipient": recipient,
            "subject": " ".join(subject.split())[:300],
            "body": body,
            "unsubscribe_url": unsubscribe_url,
        },
    )
    if created:
        outbox.enqueue(deliver_mail, key=f"core.deliver_mail:{delivery.uuid}", delivery_id=delivery.pk)
    return delivery


def deliver(*, delivery_id: int, at: datetime) -> None:
    """Try to send; on a mail server's fault owe another try later, for 72 hours. While mails are held, leave it."""
    if _held():
        return
    delivery = MailDelivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state in {MailDelivery.State.SENT, MailDelivery.State.FAILED}:
        return
    delivery.attempts += 1
    try:
        _send(delivery)
    except (OSError, smtplib.SMTPException) as error:
        _try_later(delivery, error, at)
    else:
        delivery.state, delivery.sent_at, delivery.last_error = MailDelivery.State.SENT, at, ""
        delivery.body = delivery.unsubscribe_url = ""
    delivery.save()


def hold(*, reason: str) -> None:
    """Let no mail leave until a person says so."""
    MailHold.objects.get_or_create(reason=reason, released_at=None)


def _held() -> bool:
    """Whether mails are held now; a release waits until we have finished, so that it sees every mail we leave."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM core_mailhold WHERE released_at IS NULL FOR SHARE")
        return cursor.fetchone() is not None


@transaction.atomic
def release(*, discard: bool, at: datetime) -> int:
    """Let mails leave again and owe those that waited, or give these up; returns how many there were."""
    from axportal.core.tasks import deliver_mail

    holds = list(MailHold.objects.select_for_update().filter(released_at=None))
    MailHold.objects.filter(pk__in=[hold.pk for hold in holds]).update(released_at=at)
    waiting = MailDelivery.objects.filter(state__in=[MailDelivery.State.WAITING, MailDelivery.State.SENDING])
    if not holds:
        return 0
    if discard:
        return waiting.update(
            state=MailDelivery.State.FAILED, body="", unsubscribe_url="", last_error="given up after a restore"
        )
    deliveries = list(waiting.order_by("id"))
    for delivery in deliveries:
        key = f"core.deliver_mail:{delivery.uuid}:released:{holds[0].pk}"
        outbox.enqueue(deliver_mail, key=key, delivery_id=delivery.pk)
    return len(deliveries)


def _send(delivery: MailDelivery) -> None:
    message = EmailMessage(
        subject=delivery.subject,
        body=delivery.body,
        to=[delivery.recipient],
        headers={"Message-ID": delivery.message_id, **_unsubscribing(delivery.unsubscribe_url)},
        connection=get_connection(settings.DELIVERY_BACKEND),
    )
    message.send()


def _unsubscribing(url: str) -> dict[str, str]:
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _try_later(delivery: MailDelivery, error: Exception, at: datetime) -> None:
    from axportal.core.tasks import deliver_mail

    delivery.last_error = f"{type(error).__name__}: {error}"[:500]
    if at - delivery.created_at > KEEP_TRYING:
        delivery.state = MailDelivery.State.FAILED
        return
    wait = min(timedelta(seconds=10 * 2**delivery.attempts), LONGEST_WAIT)
    outbox.enqueue(
        deliver_mail,
        key=f"core.deliver_mail:{delivery.uuid}:{delivery.attempts}",
        available_at=at + wait,
        delivery_id=delivery.pk,
    )


def _domain() -> str:
    return sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8").rsplit("@", 1)[-1].rstrip(">")


class OutboxEmailBackend(BaseEmailBackend):
    """Django's and allauth's mails take the same way: a delivery row, never a connection from a request."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Owe each message to each of its recipients."""
        for message in email_messages:
            for recipient in message.recipients():
                owe(key=f"mail:{uuid7()}", recipient=recipient, subject=str(message.subject), body=str(message.body))
        return len(email_messages)
