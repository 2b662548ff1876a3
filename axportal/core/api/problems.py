"""Errors as problem+json (RFC 9457): `code` for programs, `title` for people, `errors` per field."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.views import set_rollback

from axportal.core import room, time_limits
from axportal.core.errors import DATABASE_AWAY, DomainError

CONTENT_TYPE = "application/problem+json"
AWAY_RETRY_AFTER = "10"  # seconds
_TITLES = {
    400: gettext_lazy("보내신 값에 고칠 곳이 있습니다."),
    401: gettext_lazy("토큰이 없거나 쓸 수 없습니다."),
    403: gettext_lazy("이 일을 할 권한이 없습니다."),
    404: gettext_lazy("찾을 수 없습니다."),
    405: gettext_lazy("이 주소에서는 할 수 없는 일입니다."),
    406: gettext_lazy("이 형식으로는 답할 수 없습니다."),
    415: gettext_lazy("이 형식의 본문은 받지 않습니다."),
    429: gettext_lazy("요청이 너무 잦습니다. 잠시 뒤 다시 보내 주세요."),
}


def problem_response(
    *,
    status: int,
    code: str,
    title: str,
    errors: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> HttpResponse:
    """One problem+json answer; `errors` maps field names to lists of sentences."""
    body: dict[str, Any] = {**extra, "type": "about:blank", "title": title, "status": status, "code": code}
    if errors:
        body["errors"] = errors
    response = HttpResponse(orjson.dumps(body), status=status, content_type=CONTENT_TYPE)
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def exception_handler(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Turn what a view raised into a problem; None lets Django log and answer 500."""
    set_rollback()
    if isinstance(error, DomainError):
        return problem_response(
            status=error.status, code=error.code, title=error.message, errors=error.fields, **error.detail
        )
    if isinstance(error, exceptions.APIException):
        return _from_drf(error)
    if isinstance(error, Http404):
        return problem_response(status=404, code="not_found", title=str(_TITLES[404]))
    if isinstance(error, PermissionDenied):
        return problem_response(status=403, code="not_allowed", title=str(_TITLES[403]))
    if isinstance(error, RequestDataTooBig):
        return problem_response(status=413, code="too_large", title=_("본문이 너무 큽니다."))
    if isinstance(error, DjangoValidationError):
        errors = error.message_dict if hasattr(error, "error_dict") else {"non_field_errors": error.messages}
        return problem_response(status=400, code="invalid", title=str(_TITLES[400]), errors=errors)
    if isinstance(error, IntegrityError):
        return problem_response(status=409, code="conflict", title=_("같은 것이 이미 있거나 함께 쓸 수 없는 값입니다."))
    if isinstance(error, DATABASE_AWAY):
        return database_problem(error)
    return None


def database_problem(error: BaseException) -> HttpResponse:
    """503: the database is away, or ended the statement; says which, and when to try again."""
    code, wait, title = "unavailable", AWAY_RETRY_AFTER, _("지금은 답하지 못합니다. 잠시 뒤 다시 보내 주세요.")
    if time_limits.took_too_long(error):
        code, wait, title = "too_slow", "5", _("정한 시간 안에 답을 찾지 못했습니다. 조건을 줄여 다시 보내 주세요.")
    elif time_limits.waited_for_others(error):
        code, wait, title = "busy", "1", _("다른 사람이 같은 것을 고치고 있습니다. 잠시 뒤 다시 보내 주세요.")
    elif room.is_missing(error):
        code, wait, title = "no_room", "60", _("저장 공간이 없어 아무것도 저장하지 못합니다. 읽는 일은 그대로 됩니다.")
    return problem_response(status=503, code=code, title=title, headers={"Retry-After": wait})


def _from_drf(error: exceptions.APIException) -> HttpResponse:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    if getattr(error, "wait", None) is not None:
        headers["Retry-After"] = str(int(error.wait) + 1)  # type: ignore[attr-defined]
    title = str(getattr(error, "title", None) or _TITLES.get(error.status_code, error.default_detail))
    errors = None
    if isinstance(error, exceptions.ValidationError):
        errors = dict(_by_field(error.detail, ""))
    elif isinstance(error, exceptions.ParseError):
        title = str(error.detail)
    code = "invalid" if errors else str(getattr(error, "default_code", "error"))
    return problem_response(status=error.status_code, code=code, title=title, errors=errors, headers=headers)


def _by_field(detail: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    """The sentences by field; a field within another is named `weights.price`, one of a list `items.0`."""
    if isinstance(detail, dict):
        for key, within in detail.items():
            yield from _by_field(within, f"{name}.{key}" if name else str(key))
    elif isinstance(detail, list) and any(isinstance(one, (dict, list)) for one in detail):
        for number, within in enumerate(detail):
            yield from _by_field(within, f"{name}.{number}" if name else str(number))
    elif detail:
        sentences = detail if isinstance(detail, list) else [detail]
        yield name or "non_field_errors", [str(sentence) for sentence in sentences]
