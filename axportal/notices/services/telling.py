"""Telling people: a notice on the portal always, a mail as they chose and as their address allows."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from axportal.accounts.models import User
from axportal.core import clock, mail
from axportal.notices.models import Notice, Way
from axportal.notices.rules.kinds import Kind, kinds
from axportal.notices.selectors import is_failing, way_of


@transaction.atomic
def tell(
    kind: str, *, cause: object, recipient: User, letter: Mapping[str, str], organisation_id: int | None = None
) -> None:
    """Tell one person one thing once; a second call of the same kind and cause tells nothing.

    `kind` must be declared; `cause` is the uuid of the row that caused it; `letter` holds subject, body and path. What
    has legal effect is mailed even to an address that fails, and noted as not arrived.
    """
    declared = kinds()[kind]
    way, key = way_of(recipient, declared), f"{kind}:{cause}"
    notice, created = Notice.objects.get_or_create(
        dedup_key=f"{key}:{recipient.pk}",
        defaults={
            "user": recipient,
            "kind": kind,
            "subject": " ".join(letter["subject"].split())[:300],
            "body": letter["body"],
            "path": letter["path"],
            "organisation_id": organisation_id,
            "way": way,
            "read_at": clock.now() if way == Way.NOT else None,
        },
    )
    if created and way == Way.AT_ONCE:
        _mail(notice, declared, key=key, recipient=recipient)


def _mail(notice: Notice, kind: Kind, *, key: str, recipient: User) -> None:
    """Owe the notice's own mail."""
    fails = is_failing(recipient.email)
    if fails and not kind.is_legal:
        return
    delivery = mail.owe(key=key, recipient=recipient.email, subject=notice.subject, body=notice.body)
    notice.message_id = delivery.message_id
    if fails:
        notice.undelivered_at = clock.now()
    notice.save(update_fields=["message_id", "undelivered_at"])


@transaction.atomic
def write_to(kind: str, *, cause: object, address: str, letter: Mapping[str, str]) -> None:
    """Mail somebody who may have no account, unless the address fails; who has one is told like everybody else."""
    person = User.objects.filter(email=address.strip().lower(), is_active=True).first()
    if person is not None:
        tell(kind, cause=cause, recipient=person, letter=letter)
    else:
        mail_to(address, key=f"{kind}:{cause}", letter=letter)


@transaction.atomic
def mail_to(address: str, *, key: str, letter: Mapping[str, str]) -> None:
    """Mail an address that no account stands behind or that asked for it itself, unless mail to it comes back."""
    if not is_failing(address):
        words = {name: letter[name] for name in ("subject", "body", "unsubscribe_url") if name in letter}
        mail.owe(key=key, recipient=address, **words)


@transaction.atomic
def open_notice(*, notice: Notice, at: datetime) -> None:
    """Note that its person has looked at it; the first look counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


@transaction.atomic
def read_all(*, user: User, at: datetime) -> int:
    """Note that the person has seen the list; returns how many were new."""
    return Notice.objects.visible_to(user).unread().update(read_at=at)
