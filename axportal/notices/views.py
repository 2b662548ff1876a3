"""One's own notices and choices, and for those who answer for calls what did not arrive."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.core import clock
from axportal.core.errors import InvalidInput
from axportal.notices import permissions, selectors
from axportal.notices.forms import ChoicesForm
from axportal.notices.models import Notice
from axportal.notices.services import bounces, choices, telling

PAGE = 30
#: How many pages back the list goes; older ones are reached through the API.
PAGES = 20


class NoticeListView(SignInRequired, View):
    """What one has been told, the newest first."""

    def get(self, request: Any) -> HttpResponse:
        """A page of the list."""
        number = _page_number(request)
        rows = list(Notice.objects.visible_to(request.user)[(number - 1) * PAGE : number * PAGE + 1])
        context = {
            "notices": rows[:PAGE],
            "number": number,
            "previous_url": f"?page={number - 1}" if number > 1 else "",
            "next_url": f"?page={number + 1}" if len(rows) > PAGE and number < PAGES else "",
            "address": request.user.email,
            "is_failing": selectors.is_failing(request.user.email),
        }
        return render(request, "notices/notice_list.html", context)

    def post(self, request: Any) -> HttpResponse:
        """Note all of them as read."""
        telling.read_all(user=request.user, at=clock.now())
        return redirect("notices:notice-list")


class NoticeView(SignInRequired, View):
    """One notice as it was mailed. That it was looked at is noted, as with every other access."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        notice = get_object_or_404(Notice.objects.visible_to(request.user), uuid=uuid)
        telling.open_notice(notice=notice, at=clock.now())
        return render(request, "notices/notice_detail.html", {"notice": notice})


class ChoicesView(SignInRequired, View):
    """How each kind of notice reaches one."""

    def get(self, request: Any) -> HttpResponse:
        """The form."""
        return self._page(ChoicesForm(user=request.user))

    def post(self, request: Any) -> HttpResponse:
        """Keep what was chosen."""
        form = ChoicesForm(request.POST, user=request.user)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            choices.choose_ways(user=request.user, ways=form.cleaned_data)
        except InvalidInput as error:
            for key, sentences in error.fields.items():
                form.add_error(key if key in form.fields else None, sentences)
            return self._page(form, status=400)
        messages.success(request, _("알림을 받는 방법을 저장했습니다."))
        return redirect("notices:choices")

    def _page(self, form: ChoicesForm, *, status: int = 200) -> HttpResponse:
        request = cast(Any, self).request
        context = {"form": form, "address": request.user.email, "is_failing": selectors.is_failing(request.user.email)}
        return render(request, "notices/choices.html", context, status=status)


class AddressView(SignInRequired, View):
    """One's address works again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A reload leads back to the list."""
        return redirect("notices:notice-list")

    def post(self, request: Any) -> HttpResponse:
        """Forget past failures and try a mail."""
        bounces.trust_address(user=request.user, at=clock.now())
        messages.success(request, _("이 주소로 메일을 다시 보냅니다. 시험 메일이 오는지 보아 주세요."))
        return redirect("notices:notice-list")


class NotArrivedView(SignInRequired, View):
    """Notices with legal effect that came back: whoever answers for the call has to reach these people otherwise."""

    def get(self, request: Any) -> HttpResponse:
        """The list; there is none for others."""
        if not permissions.can_read_not_arrived(request.user):
            raise Http404
        found = selectors.not_arrived(cast(User, request.user)).select_related("user")
        return render(request, "notices/not_arrived.html", {"notices": found[: PAGE * PAGES]})


def _page_number(request: HttpRequest) -> int:
    value = request.GET.get("page", "1")
    return min(max(int(value), 1), PAGES) if value.isascii() and value.isdigit() else 1
