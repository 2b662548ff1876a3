"""Idempotency-Key: key, effect and stored answer in one transaction, so that a repeat has no second effect."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import orjson
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.core.api.renderers import plain
from axportal.core.errors import DomainError, InvalidInput
from axportal.core.models import IdempotencyKey

HEADER = "Idempotency-Key"
KEY_PATTERN = r"^[!-~]{1,200}$"


class OtherBody(DomainError):
    """The key was used for another request."""

    status = 422
    code = "idempotency_key_reused"


def answer(
    request: Request, effect: Callable[[], tuple[int, Any, dict[str, str]]], *, body: Any = None
) -> HttpResponse:
    """Run `effect` (status, body, headers) once for this caller and key; without a key simply run it.

    A second request waits on the unique index for the first and then gets its stored answer. Errors are raised by
    `effect` and roll everything back, so they are never stored. Raises `OtherBody` for the same key with another body;
    `body` stands for one that is no JSON.
    """
    key = request.headers.get(HEADER)
    if key is None:
        with transaction.atomic():
            return _response(*effect())
    if not re.fullmatch(KEY_PATTERN, key):
        message = _("Idempotency-Key는 빈칸 없이 영문·숫자·기호 200자까지 됩니다.")
        raise InvalidInput(message, code="idempotency_key_invalid")
    fingerprint = hashlib.sha256(
        json.dumps(request.data if body is None else body, sort_keys=True).encode()
    ).hexdigest()
    with transaction.atomic():
        row, created = IdempotencyKey.objects.get_or_create(
            actor=request.user,
            key=key,
            defaults={"method": request.method, "path": request.path[:500], "body_hash": fingerprint},
        )
        if not created:
            return _stored(row, request, fingerprint)
        status, body, headers = effect()
        row.status, row.headers = status, headers
        row.answer = orjson.loads(orjson.dumps(body, default=plain))
        row.save(update_fields=["status", "answer", "headers"])
    return _response(status, body, headers)


def _stored(row: IdempotencyKey, request: Request, fingerprint: str) -> HttpResponse:
    if (row.method, row.path, row.body_hash) != (request.method, request.path[:500], fingerprint):
        raise OtherBody(_("이 Idempotency-Key는 다른 요청에 쓰였습니다."))
    return _response(row.status or 200, row.answer, {**row.headers, "Idempotent-Replay": "true"})


def _response(status: int, body: Any, headers: dict[str, str]) -> HttpResponse:
    return Response(body, status=status, headers=headers)
