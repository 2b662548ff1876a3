"""Pages whose heart is asked for again every few seconds: made once for each change, 304 while it stays the same."""

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

from axportal.core import clock
from axportal.core.api import etags
from axportal.core.process_cache import Remembered
from gpu.querysets import viewer_key
from gpu.selectors.pages import mark

TARGET = "live"
SECONDS = 10

#: Hearts of pages by everything they are made from.
_made: Remembered[str] = Remembered(most=100)
#: Their tags, of more people than hearts are kept for.
_tags: Remembered[str] = Remembered(most=5000)


class LiveView(View):
    """A page with a heart. Subclasses name both templates and make the heart's context."""

    page_template: str
    live_template: str

    def answer(self, request: HttpRequest, make: Callable[[datetime], dict[str, Any]], **context: Any) -> HttpResponse:
        """The whole page, or its heart alone where htmx asks for it; 304 when the heart is as the caller has it."""
        at = clock.now()
        made_from = self._made_from(request, at)

        def heart() -> str:
            return _made(made_from, lambda: render_to_string(self.live_template, {**make(at), "at": at}))

        tag = _tags(made_from, lambda: _tag_of(heart()))
        alone = bool(request.htmx) and request.htmx.target == TARGET  # type: ignore[attr-defined]
        if alone and etags.matches(request.headers.get("If-None-Match", ""), tag):
            return self._tagged(HttpResponseNotModified(), request, tag)
        if alone:
            return self._tagged(HttpResponse(heart()), request, tag)
        frame = {"live": mark_safe(heart()), "live_tag": tag, "seconds": SECONDS, **context}  # noqa: S308 - our template's
        return self._tagged(render(request, self.page_template, frame), request, "")

    def _made_from(self, request: HttpRequest, at: datetime) -> str:
        """Differs whenever the heart may, also when a site changes that this person does not see.

        The same for all who see, keep and are told the same: it is made once for them.
        """
        made_from = (
            mark(at),
            self.live_template,
            viewer_key(request.user),
            get_language(),
            request.get_full_path(),
        )
        return repr(made_from)

    def _tagged(self, response: HttpResponse, request: HttpRequest, tag: str) -> HttpResponse:
        if tag:
            response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache" if request.user.is_authenticated else "no-cache"
        patch_vary_headers(response, ["Accept-Language", "Cookie", "HX-Request", "HX-Target"])
        return response


def _tag_of(live: str) -> str:
    """By what is shown alone: a tag that told of other changes would tell of sites that this person does not see."""
    return f'"{hashlib.sha256(live.encode()).hexdigest()[:32]}"'
