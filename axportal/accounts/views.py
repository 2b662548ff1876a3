"""One's own account: profile, tokens, sessions, and the way in."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts import services
from axportal.accounts.access import SignInRequired, keep_typed
from axportal.accounts.forms import LanguageForm, TokenForm
from axportal.accounts.models import ApiToken, SignIn
from axportal.accounts.scoping import scope_of
from axportal.core import clock
from axportal.core.api.problems import problem_response
from axportal.core.requests import is_api, return_address


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: the same page for existing and missing accounts."""
    return render(request, "account/locked.html", status=429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token has changed, as it does at sign-in: what was typed is shown, to be sent once more."""
    if is_api(request):
        return problem_response(status=403, code="csrf", title=_("화면을 새로 열고 다시 보내 주세요."))
    return keep_typed(request, status=403)


class LandingView(SignInRequired, View):
    """After sign-in, to where one's work is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Staff go to the dashboard, companies to their applications, all others home."""
        scope = scope_of(request.user)
        if scope.is_staff:
            return HttpResponseRedirect(reverse("dashboard:national"))
        return HttpResponseRedirect(reverse("calls:application-list"))


class ProfileView(SignInRequired, View):
    """Who one is here, with which roles and in which language."""

    def get(self, request: Any) -> HttpResponse:
        """The page."""
        context = {
            "grants": scope_of(request.user).grants,
            "form": LanguageForm(initial={"language": request.user.language}),
        }
        return render(request, "accounts/profile.html", context)


class LanguageView(SignInRequired, View):
    """The language of one's pages and mails."""

    def post(self, request: Any) -> HttpResponse:
        """Keep it and go back to the page it was chosen on, in that language."""
        language = request.POST.get("language", "")
        services.choose_language(user=request.user, language=language)
        return HttpResponseRedirect(translate_url(return_address(request), language))


class TokenListView(SignInRequired, View):
    """One's tokens, and a form for a new one. The key is in the answer to the form, once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list with an empty form."""
        return self._page(request, TokenForm())

    def post(self, request: Any) -> HttpResponse:
        """Issue a token."""
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=400)
        _token, key = services.issue_token(
            user=request.user,
            label=form.cleaned_data["label"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at(),
            at=clock.now(),
        )
        return self._page(request, TokenForm(), key=key)

    def _page(self, request: HttpRequest, form: TokenForm, *, key: str = "", status: int = 200) -> HttpResponse:
        tokens = ApiToken.objects.visible_to(request.user).filter(revoked_at=None)
        context = {"tokens": tokens, "form": form, "key": key, "now": clock.now()}
        return render(request, "accounts/tokens.html", context, status=status)


class TokenRevokeView(SignInRequired, View):
    """End one token."""

    def post(self, request: HttpRequest, uuid: str) -> HttpResponse:
        """Revoke and go back to the list."""
        token = get_object_or_404(ApiToken.objects.visible_to(request.user), uuid=uuid)
        services.revoke_token(token=token, at=clock.now())
        messages.success(request, _("토큰을 없앴습니다. 이 토큰을 쓰던 프로그램은 더 들어오지 못합니다."))
        return redirect("accounts:tokens")


class SessionListView(SignInRequired, View):
    """Where one is signed in. To end a session the password is asked for once more."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the present browser marked."""
        sign_ins = SignIn.objects.visible_to(request.user).order_by("-last_seen_at")
        context = {"sign_ins": sign_ins, "present": request.session.session_key}
        return render(request, "accounts/sessions.html", context)

    @method_decorator(reauthentication_required)
    def post(self, request: Any) -> HttpResponse:
        """Sign out one of one's browsers, or all but this one."""
        if "others" in request.POST:
            services.end_sessions(user=request.user, except_key=request.session.session_key or "")
            messages.success(request, _("이곳을 뺀 모든 곳에서 로그아웃했습니다."))
            return redirect("accounts:sessions")
        handle = request.POST.get("session", "")
        own = SignIn.objects.visible_to(request.user)
        sign_in = next((candidate for candidate in own if candidate.handle == handle), None)
        if sign_in is None:
            raise Http404
        services.end_session(sign_in=sign_in)
        messages.success(request, _("그 브라우저에서 로그아웃했습니다."))
        return redirect("accounts:sessions")
