"""The first people of an installation, made from its command line."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from axportal.accounts.models import User
from axportal.accounts.services import create_person
from axportal.audit import services as audit
from regions.models import Membership


@transaction.atomic
def create_administrator(*, email: str, name: str, password: str, at: datetime) -> User:
    """Make a person who administers the whole portal. The address must be new."""
    user = create_person(email=email, name=name, password=password)
    membership = Membership.objects.create(user=user, role="platform_admin", starts_on=at.date())
    audit.record(actor=user, action="regions.membership.granted", target=membership, detail={"by": "createadmin"})
    return user
