"""Subject and text of each mail about a power of attorney or a role, in the language of who gets it."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from axportal.accounts.models import User
from regions.models import Delegation, Membership
from regions.selectors.authority import ACTS

Letter = dict[str, str]


def delegate_named(delegation: Delegation) -> Letter:
    """What the delegate may do, for whom, and until when."""
    return _letter("delegate_named", delegation)


def delegate_revoked(delegation: Delegation) -> Letter:
    """That it is over."""
    return _letter("delegate_revoked", delegation)


def role_ended(membership: Membership) -> Letter:
    """Which role ends, and its last day."""
    with translation.override(membership.user.language):
        return _rendered("role_ended", {"membership": membership, "organisation": membership.organisation})


def _letter(name: str, delegation: Delegation) -> Letter:
    with translation.override(User.objects.language_of(delegation.email)):
        acts = ", ".join(str(ACTS[act]) for act in ACTS if act in delegation.acts)
        return _rendered(name, {"delegation": delegation, "organisation": delegation.organisation, "acts": acts})


def _rendered(name: str, context: dict[str, Any]) -> Letter:
    path = reverse("regions:company-list")
    text = render_to_string(f"regions/mail/{name}.txt", {**context, "link": f"{settings.SITE_URL}{path}"})
    subject, _, body = text.strip().partition("\n")
    return {"subject": subject, "body": body.strip() + "\n", "path": path}
