"""How API callers say who they are: a token in the Authorization header, or the browser's session with CSRF."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from axportal.accounts import services
from axportal.accounts.models import ApiToken, User
from axportal.core import clock
from axportal.core.logs import get_logger
from axportal.core.prepared import Prepared
from axportal.core.requests import client_address

logger = get_logger("axportal.security")
KEYWORD = "Bearer"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer axp_…`; nowhere else, so that no key lands in an address or a log."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's person; None without the header, 401 for a bad token."""
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        keyword, _space, key = header.partition(" ")
        if keyword.lower() != KEYWORD.lower():
            raise exceptions.AuthenticationFailed
        at, address = clock.now(), client_address(request._request)
        token = _token(services.digest_of(key.strip()))
        if token is None or not token.is_usable(at=at) or not token.user.is_active:
            _log_refusal(token, "unknown or ended", address)
            raise exceptions.AuthenticationFailed
        if token.addresses and address not in token.addresses:
            _log_refusal(token, "other address", address)
            raise exceptions.AuthenticationFailed(_("이 주소에서는 쓸 수 없는 토큰입니다."))
        services.note_token_use(token=token, at=at)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return KEYWORD


_TOKEN_FIELDS = tuple(field.attname for field in ApiToken._meta.concrete_fields)
_USER_FIELDS = tuple(field.attname for field in User._meta.concrete_fields)


def _with_digest(*, digest: str) -> QuerySet[ApiToken, Any]:
    fields = (*_TOKEN_FIELDS, *(f"user__{name}" for name in _USER_FIELDS))
    return ApiToken.objects.filter(digest=digest).values_list(*fields)


_tokens = Prepared(_with_digest, digest="digest")


def _token(digest: str) -> ApiToken | None:
    """The token with its person, read anew at each request: a revoked one ends at once."""
    rows = _tokens(digest=digest)
    if not rows:
        return None
    split = len(_TOKEN_FIELDS)
    token = ApiToken.from_db(DEFAULT_DB_ALIAS, _TOKEN_FIELDS, rows[0][:split])
    token.user = User.from_db(DEFAULT_DB_ALIAS, _USER_FIELDS, rows[0][split:])
    return token


def _log_refusal(token: ApiToken | None, reason: str, address: str) -> None:
    person = str(token.user.uuid) if token is not None else None
    logger.warning("key_refused", reason=reason, key=token.prefix if token else None, person=person, address=address)


class BrowserAuthentication(authentication.SessionAuthentication):
    """The portal's own pages calling the API: session plus CSRF."""

    def authenticate_header(self, request: Request) -> Any:
        """A token is what an API caller should use."""
        return KEYWORD


class TokenScheme(OpenApiAuthenticationExtension):
    """The token as OpenAPI says it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of one's own, made at /me/tokens/ or by `manage.py issue_token`.",
        }
