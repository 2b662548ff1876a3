"""Pages whose heart is asked for again every few seconds: made once for each change, 304 while nothing has."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views import View

from axportal.accounts.scoping import scope_of
from axportal.core import clock
from axportal.core.api import etags
from axportal.core.process_cache import Remembered
from gpu.selectors.pages import mark

TARGET = "live"
SECONDS = 10

#: Hearts of pages by everything they are made from.
_made: Remembered[str] = Remembered(most=100)


class LiveView(View):
    """A page with a heart. Subclasses name both templates and make the heart's context."""

    page_template: str
    live_template: str

    def answer(self, request: HttpRequest, make: Callable[[datetime], dict[str, Any]], **context: Any) -> HttpResponse:
        """The whole page, or its heart alone where htmx asks for it; 304 when the heart is as the caller has it."""
        at = clock.now()
        tag = self._tag(request, at)
        alone = bool(request.htmx) and request.htmx.target == TARGET  # type: ignore[attr-defined]
        if alone and etags.matches(request.headers.get("If-None-Match", ""), tag):
            return self._tagged(HttpResponseNotModified(), request, tag)
        live = _made(tag, lambda: render_to_string(self.live_template, {**make(at), "at": at}))
        if alone:
            return self._tagged(HttpResponse(live), request, tag)
        frame = {"live": mark_safe(live), "live_tag": tag, "seconds": SECONDS, **context}  # noqa: S308 - our template's
        return self._tagged(render(request, self.page_template, frame), request, "")

    def _tag(self, request: HttpRequest, at: datetime) -> str:
        made_from = (
            mark(at),
            self.live_template,
            request.user.pk,
            scope_of(request.user).key,
            get_language(),
            request.get_full_path(),
        )
        return f'"{hashlib.sha256(repr(made_from).encode()).hexdigest()[:32]}"'

    def _tagged(self, response: HttpResponse, request: HttpRequest, tag: str) -> HttpResponse:
        if tag:
            response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache" if request.user.is_authenticated else "no-cache"
        patch_vary_headers(response, ["Accept-Language", "Cookie", "HX-Request", "HX-Target"])
        return response
