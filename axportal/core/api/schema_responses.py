"""The answers of requests as OpenAPI says them: page envelopes, problems and headers."""

from functools import lru_cache
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_serializer
from rest_framework import serializers

from axportal.core.api import etags

PROBLEM = "application/problem+json"
_MEANINGS = {
    400: "A parameter, header or field is wrong; `errors` names each.",
    401: "No token where one is needed, or one that is unknown, expired or revoked.",
    403: "Visible to this caller, but not theirs to change; or the token lacks the scope.",
    404: "There is no such object for this caller.",
    406: "None of the formats in Accept can be given.",
    409: "The object's state, or another row, does not allow this.",
    412: "Changed since the version in If-Match; `version` is the present one.",
    413: "The body is larger than this installation takes.",
    415: "The body is not JSON.",
    422: "The Idempotency-Key was used for another request.",
    428: "If-Match is missing.",
    429: "Too many requests (`throttled`) or too costly ones (`budget_spent`); Retry-After says how long to wait.",
    503: "Something needed is down; Retry-After says when to try again.",
}
_ALWAYS = (400, 401, 403, 406, 429, 503)
_BY_METHOD = {"GET": (), "POST": (409, 413, 415, 422), "PATCH": (409, 412, 413, 415, 428)}


class ConflictSerializer(serializers.Serializer):
    """A field that somebody else changed too."""

    field = serializers.CharField()
    mine = serializers.CharField(required=False)
    theirs = serializers.CharField(required=False)
    base = serializers.CharField(required=False)


class ProblemSerializer(serializers.Serializer):
    """An error (RFC 9457): `code` for programs, `title` for people, `errors` by field."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    next = serializers.URLField(required=False)
    state = serializers.CharField(required=False)
    version = serializers.IntegerField(required=False)
    conflicts = ConflictSerializer(many=True, required=False)


@lru_cache
def page_of(row: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The envelope of a list of these rows."""
    body: dict[str, Any] = {
        "__doc__": "A page of rows with the addresses of its neighbours.",
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "count": serializers.IntegerField(required=False),
        "count_is_exact": serializers.BooleanField(required=False),
        "results": row(many=True),
    }
    name = f"{row.__name__.removesuffix('Serializer')}PageSerializer"
    return extend_schema_serializer(many=False)(type(name, (serializers.Serializer,), body))


def problems(method: str, *, on_one: bool, also: tuple[int, ...] = ()) -> dict[Any, OpenApiResponse]:
    """Every refusal that a request of this kind can meet."""
    statuses = sorted({*_ALWAYS, *_BY_METHOD[method], *((404,) if on_one else ()), *also})
    return {(status, PROBLEM): OpenApiResponse(ProblemSerializer, _MEANINGS[status]) for status in statuses}


def _answer(name: str, schema: Any, statuses: list[int] | bool, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, response=statuses, description=description)


def headers(method: str, action: str, *, tagged_as_list: bool) -> list[OpenApiParameter]:
    """The headers of answers."""
    pattern = etags.LIST_PATTERN if action == "list" or tagged_as_list else etags.OBJECT_PATTERN
    found = [
        _answer("X-Request-ID", OpenApiTypes.UUID, True, "Names this request in the portal's records."),
        _answer("ETag", {"type": "string", "pattern": pattern}, [200, 201, 304], "The version of what you got."),
        _answer("Retry-After", OpenApiTypes.INT, [429, 503], "Seconds to wait."),
        _answer("WWW-Authenticate", OpenApiTypes.STR, [401], "`Bearer`."),
    ]
    if action == "create":
        found.append(_answer("Location", OpenApiTypes.URI, [201], "The address of the new object."))
    if method == "POST":
        text = "`true` on a stored answer, given for an Idempotency-Key seen before."
        found.append(_answer("Idempotent-Replay", {"type": "string", "enum": ["true"]}, [200, 201], text))
    return found
