"""What an administrator does from the command line: the first people of an installation, and signing people out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from axportal.accounts.models import User
from axportal.accounts.services import create_person, end_all_sessions, end_sessions
from axportal.audit import services as audit
from regions.models import Membership


@transaction.atomic
def create_administrator(*, email: str, name: str, password: str, at: datetime) -> User:
    """Make a person who administers the whole portal. The address must be new."""
    user = create_person(email=email, name=name, password=password)
    membership = Membership.objects.create(user=user, role="platform_admin", starts_on=at.date())
    audit.record(actor=user, action="regions.membership.granted", target=membership, detail={"by": "createadmin"})
    return user


@transaction.atomic
def sign_out(*, user: User, close: bool, at: datetime) -> None:
    """End a person's sessions wherever they are; `close` also shuts the account, its tokens with it."""
    end_sessions(user=user)
    if close:
        User.objects.filter(pk=user.pk).update(is_active=False)
    action = "accounts.account.closed" if close else "accounts.sessions.ended"
    audit.record(actor=None, action=action, target=user, detail={"by": "sign_out"}, at=at)


@transaction.atomic
def sign_out_everybody(*, at: datetime) -> None:
    """End every session there is."""
    end_all_sessions()
    audit.record(actor=None, action="accounts.sessions.ended", detail={"by": "sign_out", "of": "everybody"}, at=at)
