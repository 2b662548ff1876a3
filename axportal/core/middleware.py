"""Middleware: the request's id and log line, and domain errors turned into pages."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve

from axportal.core import budgets, metrics, time_limits
from axportal.core.errors import DomainError
from axportal.core.logs import get_logger
from axportal.core.requests import client_address, is_api, is_program_read

logger = get_logger("axportal.request")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Give each request an id, bind it to logs, history and outbox rows, and write one line when it ends."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = str(uuid.uuid4())
        request.request_id = request_id  # type: ignore[attr-defined]
        started = time.perf_counter()
        stopwatch = budgets.Stopwatch()
        with (
            structlog.contextvars.bound_contextvars(request_id=request_id),
            connection.execute_wrapper(stopwatch),
            budgets.measuring(stopwatch),
            connection.execute_wrapper(time_limits.StatementLimit(time_limits.limit_of(request))),
        ):
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            if caller := getattr(request, "caller", None):
                budgets.charge(caller, stopwatch.seconds)
            self._finish(request, response, seconds=time.perf_counter() - started, statements=stopwatch.statements)
        return response

    def _finish(self, request: HttpRequest, response: HttpResponse, *, seconds: float, statements: int) -> None:
        match = request.resolver_match
        route = match.view_name if match else "unmatched"
        metrics.observe_request(route=route, method=request.method or "", status=response.status_code, seconds=seconds)
        user = getattr(request, "_cached_user", None)
        logger.info(
            "request",
            route=route,
            target=str(match.kwargs["uuid"]) if match and "uuid" in match.kwargs else None,
            method=request.method,
            status=response.status_code,
            address=client_address(request),
            ms=round(seconds * 1000, 1),
            sql=statements,
            actor=str(user.uuid) if user is not None and user.is_authenticated else None,
        )


class RefusedRequestMiddleware:
    """Refuse what no view should see: methods nobody uses here, and programs that send their token in clear."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if settings.SECURE_SSL_REDIRECT and is_api(request) and not request.is_secure():
            # A redirect would hide that the token has already travelled in clear.
            return HttpResponse("https only\n", status=403, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


def _viewed(request: HttpRequest) -> HttpResponse:
    """What the view of the request's address answers. Raises Http404 where there is none."""
    match = request.resolver_match = resolve(request.path_info)
    response: Any = match.func(request, *match.args, **match.kwargs)
    return response if getattr(response, "is_rendered", True) else response.render()


class ProgramReadMiddleware:
    """What a program reads with a token goes straight to its view: all that follows here is for browsers.

    Sessions, CSRF, messages, sign-in and htmx have no part in such a request; what the view raises is answered as
    ever. Pages get their content policy further on, answers for programs one that allows nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_program_read(request):
            return self.get_response(request)
        answered: Any = convert_exception_to_response(_viewed)
        response: HttpResponse = answered(request)
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        return response


class DomainErrorMiddleware:
    """A domain error that a page did not handle becomes the page of its status; what took too long says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render 404 and 403 with their own templates, all other refusals with the plain 400 page."""
        if is_api(request):
            return None
        if time_limits.took_too_long(exception) or time_limits.waited_for_others(exception):
            too_long = time_limits.took_too_long(exception)
            page = render_to_string("503_busy.html", {"too_long": too_long})
            return HttpResponse(page, status=503, headers={"Retry-After": "5"})
        if not isinstance(exception, DomainError):
            return None
        template = {403: "403.html", 404: "404.html"}.get(exception.status, "400.html")
        return render(request, template, {"error": exception}, status=exception.status)
