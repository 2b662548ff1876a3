"""Error pages, and problem+json for callers under /api/."""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from axportal.core import room
from axportal.core.api.problems import AWAY_RETRY_AFTER, database_problem, problem_response
from axportal.core.errors import DATABASE_AWAY
from axportal.core.requests import is_api


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    if is_api(request):
        return problem_response(status=400, code="bad_request", title=_("요청을 읽지 못했습니다."))
    return render(request, "400.html", {"error": None}, status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or one the caller may not see; the answer does not tell which."""
    if is_api(request):
        return problem_response(status=404, code="not_found", title=_("찾을 수 없습니다."))
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: visible, but not to be changed by this caller."""
    if is_api(request):
        return problem_response(status=403, code="not_allowed", title=_("이 일을 할 권한이 없습니다."))
    return render(request, "403.html", {"error": exception}, status=403)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away: pages that need neither the database nor a context processor."""
    reference = str(getattr(request, "request_id", ""))[:8]
    error = sys.exc_info()[1]
    if isinstance(error, DATABASE_AWAY):
        return database_problem(error) if is_api(request) else _database_away(error, reference)
    if is_api(request):
        return problem_response(status=500, code="server_error", title=_("일을 마치지 못했습니다."))
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def _database_away(error: BaseException, reference: str) -> HttpResponse:
    context = {"reference": reference, "no_room": room.is_missing(error), "phone": settings.SUPPORT_PHONE}
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": AWAY_RETRY_AFTER})
