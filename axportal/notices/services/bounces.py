"""Reports of mail that came back: which addresses fail, and which notices with legal effect did not arrive."""

from datetime import datetime, timedelta

from django.db import transaction

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import mail
from axportal.core.models import MailDelivery
from axportal.notices import notifications
from axportal.notices.models import Bounce, MailAddress, Notice
from axportal.notices.rules.bounces import SOFT_LIMIT, SOFT_WITHIN, Failure, read_report

#: A delivery is given up after three days; older ones were noted long ago.
LOOKED_BACK = timedelta(days=14)


def take_report(*, raw: bytes, at: datetime) -> int:
    """Take one report in; returns how many failures were new.

    Anybody can write a report. So one counts only for a Message-ID of ours, and only for the address that mail went to.
    """
    return sum(_take(failure, at=at) for failure in read_report(raw))


@transaction.atomic
def _take(failure: Failure, *, at: datetime) -> bool:
    recipient = _recipient_of(failure.message_id)
    if recipient is None or recipient not in failure.recipients:
        return False
    address, _made = MailAddress.objects.get_or_create(address=recipient)
    address = MailAddress.objects.select_for_update().get(pk=address.pk)
    _bounce, created = Bounce.objects.get_or_create(
        mail_address=address,
        message_id=failure.message_id,
        is_hard=failure.is_hard,
        defaults={"status": failure.status, "diagnostic": failure.diagnostic, "reported_at": at},
    )
    if not created:
        return False
    if failure.is_hard:
        why = f"{failure.status} {failure.diagnostic}".strip()[:600]
        Notice.objects.filter(message_id=failure.message_id).update(undelivered_at=at, undelivered_why=why)
    _judge(address, at=at)
    return True


def _recipient_of(message_id: str) -> str | None:
    """Where the mail with this Message-ID went; None when it is none of ours, or too long ago."""
    found = MailDelivery.objects.filter(message_id=message_id).values_list("recipient", flat=True).first()
    return found.strip().lower() if found else None


def _judge(address: MailAddress, *, at: datetime) -> None:
    """One failure for good, or too many passing ones: ordinary mail stops."""
    if address.failing_since is not None:
        return
    recent = address.bounces.filter(reported_at__gt=at - SOFT_WITHIN)
    if recent.filter(is_hard=True).exists() or recent.count() >= SOFT_LIMIT:
        address.failing_since = at
        address.save(update_fields=["failing_since"])
        person = User.objects.filter(email=address.address).first()
        audit.record(actor=None, action="notices.address.failing", target=person, at=at)


@transaction.atomic
def note_given_up(*, at: datetime) -> int:
    """Note the notices whose mail the mail server did not take for three days; returns how many."""
    given_up = MailDelivery.objects.filter(state=MailDelivery.State.FAILED, created_at__gt=at - LOOKED_BACK)
    waiting = Notice.objects.filter(message_id__in=given_up.values("message_id"), undelivered_at=None)
    return waiting.update(undelivered_at=at)


@transaction.atomic
def trust_address(*, user: User, at: datetime) -> None:
    """The person says that the address works again: past failures are forgotten and a mail is tried at once."""
    address = MailAddress.objects.select_for_update().filter(address=user.email).first()
    if address is None or address.failing_since is None:
        return
    since = address.failing_since
    address.bounces.all().delete()
    address.failing_since = None
    address.save(update_fields=["failing_since"])
    words = notifications.address_works(user)
    mail.owe(key=f"notices.address_works:{user.uuid}:{since.isoformat()}", recipient=user.email, **words)
    audit.record(actor=user, action="notices.address.trusted", target=user, at=at)
