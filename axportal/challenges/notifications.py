"""Subject, text and recipients of each mail about a challenge."""

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from axportal.accounts.models import User
from axportal.challenges import workflow
from axportal.challenges.models import Challenge, Interest
from axportal.challenges.querysets import MINISTRY, POSTER_ROLES
from axportal.core import clock
from regions.models import Membership


def people_of(challenge: Challenge) -> QuerySet[User]:
    """The active people who post for the challenge's organisation today; of the ministry, whoever wrote it."""
    if challenge.organisation.key == MINISTRY:
        writers = workflow.CHALLENGE.steps(challenge).values("actor")
        return User.objects.filter(is_active=True, pk__in=writers).order_by("pk")
    today = clock.seoul_date(clock.now())
    members = Membership.objects.filter(organisation=challenge.organisation_id, role__in=POSTER_ROLES)
    return User.objects.filter(is_active=True, pk__in=members.in_force(today).values("user")).order_by("pk")


def offered(interest: Interest, recipient: User) -> dict[str, str]:
    """That a laboratory has answered. What it says stays on the page, where its reader is known."""
    challenge = interest.challenge
    with translation.override(recipient.language):
        path = challenge.get_absolute_url()
        link = f"{settings.SITE_URL}{path}"
        text = render_to_string(
            "challenges/mail/offered.txt", {"challenge": challenge, "interest": interest, "link": link}
        )
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n", "path": path}
