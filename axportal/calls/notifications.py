"""Subject, text and recipients of each mail about an application."""

from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from axportal.accounts.models import User
from axportal.calls.models import (
    Application,
    Call,
    CallDeadline,
    CallRules,
    CallSubscription,
    ConsortiumMember,
    PartnerConsent,
    ReturnRequest,
    Submission,
    SubscriptionRequest,
)
from axportal.calls.querysets import WRITER_ROLES
from axportal.calls.rules.changes import changes_between
from axportal.calls.rules.tokens import CONFIRM, END, token_of
from axportal.calls.selectors.screening import Row
from axportal.core import clock
from regions.models import Delegation, Membership, Organisation

Letter = dict[str, str]


def people_of(application: Application) -> QuerySet[User]:
    """The active people who act for the applicant now, delegates included."""
    return _acting_for(Organisation.objects.filter(pk=application.organisation_id))


def managers_of(call: Call) -> QuerySet[User]:
    """The active people who keep the call today."""
    today = clock.seoul_date(clock.now())
    members = Membership.objects.filter(organisation_id=call.organisation_id, role="call_manager")
    return User.objects.filter(is_active=True, pk__in=members.in_force(today).values("user")).order_by("pk")


def people_who_started(call: Call) -> QuerySet[User]:
    """The active people who act for any organisation of an application to this call, whether handed in or not."""
    live = call.applications.exclude(status=Application.Status.WITHDRAWN)
    taking_part = ConsortiumMember.objects.filter(application__in=live).values("organisation")
    return _acting_for(Organisation.objects.filter(pk__in=taking_part))


def _acting_for(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    at = clock.now()
    members = Membership.objects.in_force(clock.seoul_date(at))
    members = members.filter(organisation__in=organisations, role__in=WRITER_ROLES)
    delegates = Delegation.objects.in_force(at).filter(organisation__in=organisations)
    acting = Q(pk__in=members.values("user")) | Q(email__in=delegates.values("email"))
    return User.objects.filter(acting, is_active=True).order_by("pk")


def closing(application: Application, recipient: User) -> Letter:
    """That the deadline is near and the draft is not handed in."""
    path = application.get_absolute_url
    return _letter("closing", recipient.language, path, application=application, call=application.call)


def corrected(version: CallRules, before: CallRules, recipient: User) -> Letter:
    """What changed in the rules, field by field, and why."""
    with translation.override(recipient.language):
        changes = changes_between(before.body, version.body)
    path = version.call.get_absolute_url
    return _letter("corrected", recipient.language, path, version=version, call=version.call, changes=changes)


def cancelled(call: Call, reason: str, recipient: User) -> Letter:
    """That the call ends here, and why."""
    return _letter("cancelled", recipient.language, call.get_absolute_url, call=call, reason=reason)


def moved(deadline: CallDeadline, recipient: User) -> Letter:
    """The new deadline, and why."""
    call = deadline.call
    return _letter("moved", recipient.language, call.get_absolute_url, deadline=deadline, call=call)


def submitted(submission: Submission, recipient: User) -> Letter:
    """The receipt."""
    application = submission.application
    return _letter(
        "submitted",
        recipient.language,
        submission.get_absolute_url,
        submission=submission,
        application=application,
        call=application.call,
    )


def withdrawn(application: Application, recipient: User) -> Letter:
    """The confirmation of a withdrawal."""
    call = application.call
    context = {"application": application, "call": call, "is_final": not call.is_open(at=clock.now())}
    return _letter("withdrawn", recipient.language, application.get_absolute_url, **context)


def invited(member: ConsortiumMember) -> Letter:
    """An invitation to a partner, who may not have an account yet."""
    application, language = member.application, User.objects.language_of(member.email)
    path = application.get_absolute_url
    return _letter("invited", language, path, member=member, application=application, call=application.call)


def consent_missing(member: ConsortiumMember, language: str) -> Letter:
    """The call asks for every partner's consent, and this one's is missing."""
    application = member.application

    def place() -> str:
        return reverse("calls:consent", kwargs={"uuid": application.uuid})

    return _letter("consent_missing", language, place, member=member, application=application, call=application.call)


def signers_of(organisation_id: int) -> QuerySet[User]:
    """The active people who sign for an organisation today."""
    today = clock.seoul_date(clock.now())
    members = Membership.objects.filter(organisation_id=organisation_id, role="company_representative")
    return User.objects.filter(is_active=True, pk__in=members.in_force(today).values("user")).order_by("pk")


def consent_withdrawn(consent: PartnerConsent, recipient: User) -> Letter:
    """A partner has taken its consent back."""
    application = consent.application
    context = {"consent": consent, "application": application, "call": application.call}
    return _letter("consent_withdrawn", recipient.language, application.get_absolute_url, **context)


def returned(request: ReturnRequest, recipient: User) -> Letter:
    """What to correct, and until when."""
    application = request.application
    context = {"request": request, "application": application, "call": application.call}
    return _letter("returned", recipient.language, application.get_absolute_url, **context)


def screened(application: Application, recipient: User) -> Letter:
    """The application goes to review."""
    path = application.get_absolute_url
    return _letter("screened", recipient.language, path, application=application, call=application.call)


def excluded(application: Application, failed: Sequence[Row], recipient: User) -> Letter:
    """The application is left out for these rules."""
    context = {"application": application, "call": application.call, "failed": failed}
    return _letter("excluded", recipient.language, application.get_absolute_url, **context)


def lapsed(application: Application, recipient: User) -> Letter:
    """The time for corrections is over."""
    path = application.get_absolute_url
    return _letter("lapsed", recipient.language, path, application=application, call=application.call)


def question(request: SubscriptionRequest) -> Letter:
    """Whether the owner of this address wants to hear of new calls."""
    token = token_of(request.uuid, act=CONFIRM)
    path = partial(reverse, "calls:subscribe-confirm", kwargs={"token": token})
    return _letter("question", request.language, path, request=request)


def news(kind: str, cause: Call | CallRules | CallDeadline, call: Call, subscription: CallSubscription) -> Letter:
    """A call was announced, corrected, extended or cancelled; with the link that ends such mails."""
    path = partial(reverse, "calls:unsubscribe", kwargs={"token": token_of(subscription.uuid, act=END)})
    with translation.override(subscription.language):
        end = f"{settings.SITE_URL}{path()}"
    letter = _letter("news", subscription.language, call.get_absolute_url, kind=kind, cause=cause, call=call, end=end)
    return {**letter, "unsubscribe_url": end}


def _letter(name: str, language: str, path: Callable[[], str], **context: object) -> Letter:
    """Subject (first line) and body (the rest) of a template, with a link to a page, all in one language."""
    with translation.override(language):
        place = path()
        text = render_to_string(f"calls/mail/{name}.txt", {**context, "link": f"{settings.SITE_URL}{place}"})
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n", "path": place}
