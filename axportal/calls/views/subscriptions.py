"""Hearing of calls: by mail without an account, and as a calendar."""

import hashlib
import time
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from axportal.calls.forms.subscriptions import SubscribeForm
from axportal.calls.rules.tokens import ANSWER_WITHIN, CONFIRM, END, read_token
from axportal.calls.selectors.calendar_files import calendar_file, public_calls, recent_calls
from axportal.calls.services import subscriptions
from axportal.core import clock
from axportal.core.api import etags
from axportal.core.requests import client_address

#: Forms one address of the network may send in an hour.
MOST_AN_HOUR = 20
HOUR = 3600


class SubscribeView(View):
    """Asking for mails about new calls. The answer is the same for every address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; links may bring the choice of zone and programme."""
        chosen = {name: request.GET.get(name, "") for name in ("zone", "programme")}
        return self._page(SubscribeForm(initial=chosen))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note the address; a worker asks its owner."""
        form = SubscribeForm(request.POST)
        if _too_often(request):
            form.add_error(None, _("이 곳에서 너무 여러 번 보냈습니다. 한 시간 뒤에 다시 해 주세요."))
            return self._page(form, status=429)
        if not form.is_valid():
            return self._page(form, status=400)
        subscriptions.ask_for_subscription(**form.cleaned_data, language=get_language() or "ko")
        return self._page(None)

    def _page(self, form: SubscribeForm | None, *, status: int = 200) -> HttpResponse:
        return render(self.request, "calls/subscribe.html", {"form": form}, status=status)


def _too_often(request: HttpRequest) -> bool:
    hour = int(time.time()) // HOUR
    key = f"calls.subscribe:{client_address(request)}:{hour}"
    _before, now = cache.count(key, after=key, lifetime=HOUR)  # type: ignore[attr-defined]
    return bool(now > MOST_AN_HOUR)


class SubscribeConfirmView(View):
    """The link of the question. Opening it changes nothing: mail programs open links, too."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """A button."""
        known = read_token(token, act=CONFIRM, within=ANSWER_WITHIN) is not None
        return self._page("ask" if known else "over", status=200 if known else 404)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Begin."""
        public_id = read_token(token, act=CONFIRM, within=ANSWER_WITHIN)
        subscription = public_id and subscriptions.confirm_subscription(request=public_id, at=clock.now())
        return self._page("done" if subscription else "over", status=200 if subscription else 404)

    def _page(self, step: str, *, status: int) -> HttpResponse:
        return render(self.request, "calls/subscribe_confirm.html", {"step": step}, status=status)


@method_decorator(csrf_exempt, name="dispatch")  # mail programs send the form themselves (RFC 8058)
class UnsubscribeView(View):
    """The link that ends the mails. It works without sign-in, and says the same when they have ended before."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """A button."""
        self._read(token)
        return render(request, "calls/unsubscribe.html", {"done": False})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """End them."""
        subscriptions.end_subscription(subscription=self._read(token), at=clock.now())
        return render(request, "calls/unsubscribe.html", {"done": True})

    def _read(self, token: str) -> Any:
        public_id = read_token(token, act=END)
        if public_id is None:
            raise Http404
        return public_id


class CalendarView(View):
    """All announced calls as a calendar to subscribe to, also by zone and programme."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        found = public_calls(zone=request.GET.get("zone", ""), programme=request.GET.get("programme", ""))
        calls = recent_calls(found, at=clock.now())
        return _calendar(request, calendar_file(calls, name=_("AX 포털 공고")), name="calls.ics")


class CallCalendarView(View):
    """The dates of one call."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The file; 404 for drafts, to everybody alike."""
        call = public_calls().filter(uuid=uuid).first()
        if call is None:
            raise Http404
        return _calendar(request, calendar_file([call], name=call.title), name=f"{call.uuid}.ics")


def _calendar(request: HttpRequest, content: bytes, *, name: str) -> HttpResponse:
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if etags.matches(request.headers.get("If-None-Match", ""), tag):
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": tag, "Content-Disposition": f'attachment; filename="{name}"'},
    )
