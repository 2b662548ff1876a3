"""Hearing of new calls by mail: asked for, confirmed by the owner of the address, ended with one click."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from axportal.audit import services as audit
from axportal.calls import notifications, tasks
from axportal.calls.models import Call, CallDeadline, CallRules, CallSubscription, SubscriptionRequest
from axportal.calls.rules.tokens import ANSWER_WITHIN
from axportal.core import outbox
from axportal.notices.services import telling
from regions.models import Zone

#: Nobody is asked oftener, however often others type the address.
QUESTIONS_A_DAY = 3
#: Mails owed by one task; the next task goes on after them.
BATCH = 500
#: What is told, by the model that caused it.
CAUSES: dict[str, type[models.Model]] = {
    "announced": Call,
    "corrected": CallRules,
    "moved": CallDeadline,
    "cancelled": Call,
}


@transaction.atomic
def ask_for_subscription(*, email: str, zone: Zone | None, programme: str, language: str) -> None:
    """Note what was typed. The work is the same whoever owns the address; a worker asks them."""
    request = SubscriptionRequest.objects.create(email=email.lower(), zone=zone, programme=programme, language=language)
    outbox.enqueue(tasks.question_subscriber, key=f"calls.question_subscriber:{request.uuid}", request_id=request.pk)


def owe_question(*, request_id: int, at: datetime) -> None:
    """Ask the owner of the address, unless they were asked often enough today."""
    request = SubscriptionRequest.objects.filter(pk=request_id).first()
    if request is None:
        return
    today = SubscriptionRequest.objects.filter(email=request.email, created_at__gt=at - timedelta(days=1))
    if today.filter(pk__lt=request.pk).count() < QUESTIONS_A_DAY:
        letter = notifications.question(request)
        telling.mail_to(request.email, key=f"calls.question:{request.uuid}", letter=letter)


@transaction.atomic
def confirm_subscription(*, request: UUID, at: datetime) -> CallSubscription | None:
    """The owner said yes: what they chose replaces what they chose before. None once the question is forgotten."""
    asked = SubscriptionRequest.objects.filter(uuid=request, created_at__gt=at - ANSWER_WITHIN).first()
    if asked is None:
        return None
    chosen = {"zone": asked.zone, "programme": asked.programme, "language": asked.language}
    subscription, _created = CallSubscription.objects.update_or_create(email=asked.email, defaults=chosen)
    SubscriptionRequest.objects.filter(email=asked.email).delete()
    audit.record(actor=None, action="calls.subscription.confirmed", target=subscription, at=at)
    return subscription


@transaction.atomic
def end_subscription(*, subscription: UUID, at: datetime) -> None:
    """Forget the address. Doing it again does nothing more."""
    found = CallSubscription.objects.filter(uuid=subscription).first()
    if found is not None:
        audit.record(actor=None, action="calls.subscription.ended", target=found, at=at)
        found.delete()


def forget_requests(*, at: datetime) -> None:
    """Forget the addresses whose owners did not answer."""
    SubscriptionRequest.objects.filter(created_at__lte=at - ANSWER_WITHIN).delete()


def enqueue_news(kind: str, cause: Any) -> None:
    """Let subscribers be told, in the transaction of the cause."""
    _enqueue(kind, cause, after=0)


def tell_subscribers(*, kind: str, cause_id: int, after: int) -> None:
    """Owe the mail to the next subscribers; the rest is for the task after this one.

    Of a made-up call that was removed meanwhile nobody is told.
    """
    cause = _cause(kind, cause_id)
    if cause is None:
        return
    call = cause if isinstance(cause, Call) else cause.call
    if call.is_demo and not settings.MAIL_CATCHER:  # what is made up leaves no machine
        return
    subscribers = list(CallSubscription.objects.of_call(call).filter(pk__gt=after).order_by("pk")[:BATCH])
    for subscription in subscribers:
        letter = notifications.news(kind, cause, call, subscription)
        telling.mail_to(subscription.email, key=f"calls.news:{kind}:{cause.uuid}", letter=letter)
    if len(subscribers) == BATCH:
        _enqueue(kind, cause, after=subscribers[-1].pk)


def _cause(kind: str, cause_id: int) -> Any:
    model = CAUSES[kind]
    related = [] if model is Call else ["call"]
    return model._default_manager.select_related(*related).filter(pk=cause_id).first()


def _enqueue(kind: str, cause: Any, *, after: int) -> None:
    outbox.enqueue(
        tasks.tell_subscribers,
        key=f"calls.tell_subscribers:{kind}:{cause.uuid}:{after}",
        kind=kind,
        cause_id=cause.pk,
        after=after,
    )
