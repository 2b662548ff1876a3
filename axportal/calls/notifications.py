"""Subject, text and recipients of each mail about an application."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from axportal.accounts.models import User
from axportal.calls.models import Application, ConsortiumMember, Submission
from axportal.calls.querysets import WRITER_ROLES
from axportal.core import clock
from regions.models import Membership

Letter = dict[str, str]


def people_of(application: Application) -> QuerySet[User]:
    """The active people who write for the applicant today."""
    today = clock.seoul_date(clock.now())
    members = Membership.objects.filter(organisation_id=application.organisation_id, role__in=WRITER_ROLES)
    return User.objects.filter(is_active=True, pk__in=members.in_force(today).values("user")).order_by("pk")


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
    path = application.get_absolute_url
    return _letter("withdrawn", recipient.language, path, application=application, call=application.call)


def invited(member: ConsortiumMember) -> Letter:
    """An invitation to a partner, who may not have an account yet."""
    application, language = member.application, User.objects.language_of(member.email)
    path = application.get_absolute_url
    return _letter("invited", language, path, member=member, application=application, call=application.call)


def _letter(name: str, language: str, path: Callable[[], str], **context: object) -> Letter:
    """Subject (first line) and body (the rest) of a template, with a link to a page, all in one language."""
    with translation.override(language):
        text = render_to_string(f"calls/mail/{name}.txt", {**context, "link": f"{settings.SITE_URL}{path()}"})
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n"}
