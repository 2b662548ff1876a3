"""Tokens with which a site's own program sends data: bound to one site, to its kinds of data and to a time."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from axportal.accounts.services import digest_of
from axportal.audit import services as audit
from axportal.core.errors import InvalidInput, WrongState
from gpu.models import Cluster, SiteToken
from gpu.rules.pushing import streams_for

PREFIX = "axs_"
MOST_LIVE = 2
"""Two, so that a new one can be put in place before the old one is taken away."""
LONGEST_LIFE = timedelta(days=365)
USE_NOTED_EVERY = REFUSAL_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def issue_token(
    *, cluster: Cluster, label: str, streams: Sequence[str], expires_at: datetime, actor: Any, at: datetime
) -> tuple[SiteToken, str]:
    """Make a token; returns its row and the key, which is never readable again.

    Raises `WrongState` while two are live, and `InvalidInput` for a life beyond a year or data that this site does
    not send.
    """
    cluster = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    if SiteToken.objects.filter(cluster=cluster, revoked_at=None, expires_at__gt=at).count() >= MOST_LIVE:
        raise WrongState(_("쓸 수 있는 토큰이 이미 둘 있습니다. 하나를 없앤 뒤 만들어 주세요."), code="two_live")
    if not at < expires_at <= at + LONGEST_LIFE + timedelta(days=1):
        raise InvalidInput(
            _("만료일을 고쳐 주세요."), fields={"expires_on": [_("오늘부터 1년 안의 날짜를 적어 주세요.")]}
        )
    if not streams or set(streams) - streams_for(cluster.connector, telemetry_address=cluster.telemetry_address):
        message = _("이 사이트가 보낼 수 있는 자료를 골라 주세요.")
        raise InvalidInput(message, fields={"streams": [message]})
    key = PREFIX + secrets.token_urlsafe(32)
    token = SiteToken.objects.create(
        cluster=cluster,
        label=label,
        digest=digest_of(key),
        streams=sorted(streams),
        created_by=actor,
        expires_at=expires_at,
    )
    audit.record(actor=actor, action="gpu.token.issued", target=cluster, detail={"token": str(token.uuid)}, at=at)
    return token, key


@transaction.atomic
def revoke_token(*, token: SiteToken, actor: Any, at: datetime) -> None:
    """End a token at once. Ending it again does nothing."""
    if SiteToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        audit.record(
            actor=actor, action="gpu.token.revoked", target=token.cluster, detail={"token": str(token.uuid)}, at=at
        )


def live_token(*, key: str, at: datetime) -> SiteToken | None:
    """The token of this key with its site, unless it is unknown, expired or revoked. Notes its use once a minute."""
    live = SiteToken.objects.filter(digest=digest_of(key), revoked_at=None, expires_at__gt=at)
    token: SiteToken | None = live.select_related("cluster").first()
    if token is not None and (token.last_used_at is None or at - token.last_used_at > USE_NOTED_EVERY):
        SiteToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def note_wrong_site(*, token: SiteToken, at: datetime) -> None:
    """Count that the token was tried on another site, once a minute: whoever did may have it from somebody else.

    The operator of the token's own site is told of it (`gpu.services.alerts`).
    """
    rested = models.Q(refused_at=None) | models.Q(refused_at__lt=at - REFUSAL_NOTED_EVERY)
    SiteToken.objects.filter(rested, pk=token.pk).update(refusals=models.F("refusals") + 1, refused_at=at)
