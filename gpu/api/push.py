"""The address to which a site's own program sends what it sees. docs/gpu-push.md tells how."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import authentication, exceptions, serializers
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.viewsets import ViewSet

from axportal.accounts.authentication import KEYWORD
from axportal.core import budgets, clock
from axportal.core.api import queries
from axportal.core.api import schema_responses as responses
from axportal.core.api.idempotency import HEADER, KEY_PATTERN
from axportal.core.api.renderers import OrjsonRenderer
from axportal.core.api.schema_parameters import request_headers
from axportal.core.api.throttling import BudgetSpent, CallerThrottle
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.core.logs import get_logger
from axportal.core.requests import client_address
from gpu.models import SiteToken
from gpu.services import push, tokens

logger = get_logger("axportal.security")
MEDIA_TYPE = "application/x-ndjson"


class SiteTokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer axs_…`: a site's own program, not a person."""

    def authenticate(self, request: Request) -> tuple[Any, SiteToken] | None:
        """Nobody, with the token. None without the header, 401 for a token that is unknown, expired or revoked."""
        keyword, _space, key = request.headers.get("Authorization", "").partition(" ")
        if not keyword:
            return None
        token = tokens.live_token(key=key.strip(), at=clock.now()) if keyword.lower() == KEYWORD.lower() else None
        if token is None:
            address = client_address(request._request)
            logger.warning("key_refused", reason="unknown or ended", key="site", person=None, address=address)
            raise exceptions.AuthenticationFailed
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return KEYWORD


class SiteTokenScheme(OpenApiAuthenticationExtension):
    """The token as OpenAPI says it."""

    target_class = SiteTokenAuthentication
    name = "siteToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of one GPU site, made on the site's console.",
        }


class OwnSite(BasePermission):
    """A token opens its own site alone; that it was tried on another is counted, and the owner is told."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False asks for a token. Raises `NotAllowed` for one of another site."""
        token: Any = request.auth
        if not isinstance(token, SiteToken):
            return False
        if token.cluster.uuid != view.kwargs["uuid"]:
            tokens.note_wrong_site(token=token, at=clock.now())
            logger.warning("site_token_elsewhere", site=str(token.cluster.uuid), tried=str(view.kwargs["uuid"]))
            raise NotAllowed(_("이 사이트의 토큰이 아닙니다."), code="wrong_site")
        return True


class LinesParser(BaseParser):
    """The body as it came, up to 5 MB."""

    media_type = MEDIA_TYPE

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """The bytes. Raises `RequestDataTooBig` before anything is read."""
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        return stream.read()


class SiteThrottle(CallerThrottle):
    """As often as any caller, each token by itself. What a batch costs is bounded by its size."""

    def get_cache_key(self, request: Request, view: Any) -> str:
        """The site's token, or the address of who comes without one."""
        return f"throttle:{_sender(request)}"


class SiteBudgetSpent(BudgetSpent):
    """Nothing of the batch was taken: the same one is sent again once the minute is over."""

    status_code = 503


class SiteBudget(BaseThrottle):
    """How many seconds of the database a token may take in a minute, as any caller of the API."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """True, or `SiteBudgetSpent` with the time to wait, before anything of the body is read."""
        sender = _sender(request)
        request._request.caller = sender  # type: ignore[attr-defined]
        wait = budgets.seconds_to_wait(sender)
        if wait:
            raise SiteBudgetSpent(wait=wait)
        return True


def _sender(request: Request) -> str:
    """The site's token, or the address of who comes without one; never what names a caller of the other API."""
    name = f"token:{request.auth.pk}" if isinstance(request.auth, SiteToken) else client_address(request._request)
    return f"site:{name}"


class LineRunSerializer(serializers.Serializer):
    """Lines that follow each other and got the same answer; the first line of a body is 1."""

    first = serializers.IntegerField()
    last = serializers.IntegerField()
    result = serializers.ChoiceField(choices=("accepted", "duplicate", "superseded", "rejected"))
    code = serializers.CharField(required=False)
    field = serializers.CharField(required=False)


class BatchAnswerSerializer(serializers.Serializer):
    """What became of a batch: how many lines of each answer, and the answer of every line."""

    batch = serializers.UUIDField()
    received_at = serializers.DateTimeField()
    accepted = serializers.IntegerField()
    duplicate = serializers.IntegerField()
    superseded = serializers.IntegerField()
    rejected = serializers.IntegerField()
    lines = LineRunSerializer(many=True)


class BatchViewSet(ViewSet):
    """What a site's own program sends: one JSON object a line, gzip allowed."""

    authentication_classes = (SiteTokenAuthentication,)
    permission_classes = (OwnSite,)
    throttle_classes = (SiteThrottle, SiteBudget)
    parser_classes = (LinesParser,)
    renderer_classes = (OrjsonRenderer,)

    @extend_schema(
        operation_id="clusters_batches",
        summary="Send servers, jobs, runs, outages and samples of one site",
        parameters=[
            *request_headers("POST"),
            *(header for header in responses.headers("POST", "batch", tagged_as_list=False) if header.name != "ETag"),
        ],
        request={MEDIA_TYPE: OpenApiTypes.STR},
        responses={
            (200, "application/json"): OpenApiResponse(BatchAnswerSerializer, "What became of each line."),
            **responses.problems("POST", on_one=True),
        },
    )
    def send(self, request: Request, uuid: Any) -> HttpResponse:
        """Good lines are kept whatever the others are; a repeat under the same key gets the first answer."""
        queries.refuse_all(request)
        body, key = request.data, request.headers.get(HEADER, "")
        if key and not re.fullmatch(KEY_PATTERN, key):
            message = _("Idempotency-Key는 빈칸 없이 영문·숫자·기호 200자까지 됩니다.")
            raise InvalidInput(message, code="idempotency_key_invalid")
        token: Any = request.auth
        received = push.receive(
            token,
            body if isinstance(body, bytes) else b"",
            encoding=request.headers.get("Content-Encoding", "").strip().lower(),
            key=key,
            at=clock.now(),
        )
        return Response(received.answer, headers={"Idempotent-Replay": "true"} if received.is_replay else None)


urlpatterns = [
    path("clusters/<uuid:uuid>/batches/", BatchViewSet.as_view({"post": "send"}), name="clusters-batches"),
]
