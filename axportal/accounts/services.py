"""Writes about people, tokens and sessions."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import ApiToken, SignIn, User
from axportal.core.errors import InvalidInput

TOKEN_PREFIX = "axp_"  # noqa: S105 - the public beginning of every key
LONGEST_LIFE = timedelta(days=365)
LAST_USE_EVERY = timedelta(minutes=10)


def digest_of(key: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def issue_token(
    *,
    user: User,
    label: str,
    scopes: Sequence[str],
    expires_at: datetime,
    at: datetime,
    addresses: Sequence[str] = (),
) -> tuple[ApiToken, str]:
    """Make a token; returns its row and the key, which is never readable again.

    Raises `InvalidInput` for a life beyond one year or an unknown scope.
    """
    if not at < expires_at <= at + LONGEST_LIFE + timedelta(days=1):
        raise InvalidInput(
            _("만료일을 고쳐 주세요."), fields={"expires_at": [_("오늘부터 1년 안의 날짜를 적어 주세요.")]}
        )
    unknown = set(scopes) - set(ApiToken.Scope.values)
    if unknown or not scopes:
        raise InvalidInput(_("권한을 골라 주세요."), fields={"scopes": [_("읽기나 쓰기 가운데 골라 주세요.")]})
    key = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        label=label,
        prefix=key[:10],
        digest=digest_of(key),
        scopes=sorted(scopes),
        addresses=list(addresses),
        expires_at=expires_at,
    )
    return token, key


@transaction.atomic
def revoke_token(*, token: ApiToken, at: datetime) -> None:
    """End a token at once."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Write to this person in this language from now on. Raises `InvalidInput` for one the portal does not speak."""
    if language not in User.Language.values:
        raise InvalidInput(_("언어를 골라 주세요."), fields={"language": [_("언어를 골라 주세요.")]})
    User.objects.filter(pk=user.pk).update(language=language)


def note_token_use(*, token: ApiToken, at: datetime) -> None:
    """Remember the last use, at most every ten minutes."""
    if token.last_used_at is None or at - token.last_used_at > LAST_USE_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


def note_session(*, user: User, session_key: str, address: str, browser: str, at: datetime) -> None:
    """Remember where a person is signed in; the time moves at most every ten minutes."""
    SignIn.objects.update_or_create(
        session_key=session_key,
        defaults={"last_seen_at": at, "address": address},
        create_defaults={
            "user": user,
            "address": address,
            "browser": browser[:200],
            "started_at": at,
            "last_seen_at": at,
        },
    )


@transaction.atomic
def end_session(*, sign_in: SignIn) -> None:
    """Sign out one browser of the person."""
    Session.objects.filter(session_key=sign_in.session_key).delete()
    sign_in.delete()


@transaction.atomic
def end_sessions(*, user: User, except_key: str = "") -> None:
    """Sign the person out everywhere, one browser excepted: after a change of password or rights."""
    others = SignIn.objects.filter(user=user).exclude(session_key=except_key)
    Session.objects.filter(session_key__in=others.values("session_key")).delete()
    others.delete()


@transaction.atomic
def end_all_sessions() -> None:
    """Sign everybody out everywhere."""
    Session.objects.all().delete()
    SignIn.objects.all().delete()


@transaction.atomic
def create_person(*, email: str, name: str, password: str | None, is_demo: bool = False) -> User:
    """A person whose address counts as confirmed: made by an administrator, not by signing up."""
    user = User.objects.create_user(email=email, password=password, name=name, is_demo=is_demo)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
