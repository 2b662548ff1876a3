"""Subject, text and recipients of the mails about decisions and objections."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from axportal.accounts.models import User
from axportal.core import clock
from axportal.decisions.models import Letter, Objection
from axportal.decisions.selectors.letters import objections_until
from regions.models import Membership

Words = dict[str, str]
#: Of the two roles that name who hears an objection the one whose daily work it is.
NAMING_ROLE = "agency_officer"


def decided(letter: Letter, recipient: User) -> Words:
    """That a letter lies on the portal. The mail itself names no outcome: it may be read by others."""
    until = objections_until(letter)
    return _words("decided", recipient.language, letter.get_absolute_url, letter=letter, until=until)


def objection(kind: str, found: Objection, recipient: User) -> Words:
    """Received, or decided."""
    return _words(f"objection_{kind}", recipient.language, found.get_absolute_url, objection=found)


def objection_due(found: Objection, recipient: User, *, mark: int) -> Words:
    """It has to be decided soon, or should have been."""
    context = {"objection": found, "is_late": mark == 0, "is_assigned": found.handler_id is not None}
    return _words("objection_due", recipient.language, found.get_absolute_url, **context)


def hearers_of(found: Objection) -> QuerySet[User]:
    """Its handler and panel; while there are none, the agency's people, who name them."""
    active = User.objects.filter(is_active=True).order_by("pk")
    if found.handler_id is not None:
        return active.filter(Q(pk=found.handler_id) | Q(pk__in=found.members.values("user")))
    today = clock.seoul_date(clock.now())
    return active.filter(pk__in=Membership.objects.filter(role=NAMING_ROLE).in_force(today).values("user"))


def _words(name: str, language: str, path: Callable[[], str], **context: object) -> Words:
    with translation.override(language):
        place = path()
        text = render_to_string(f"decisions/mail/{name}.txt", {**context, "link": f"{settings.SITE_URL}{place}"})
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n", "path": place}
