"""Consents of one application for those who may see them."""

from typing import TYPE_CHECKING

from axportal.calls.models import Application, PartnerConsent

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User


def withdrawn_consents(application: Application, user: "User | AnonymousUser") -> list[PartnerConsent]:
    """Consents of present members that were taken back and not given again; one query."""
    visible = PartnerConsent.objects.visible_to(user).filter(
        application=application, organisation__in=application.members.values("organisation")
    )
    newest = visible.newest().select_related("organisation")
    return [consent for consent in newest if consent.kind == PartnerConsent.Kind.WITHDRAWN]
