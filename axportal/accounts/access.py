"""Pages for signed-in people. A form whose sign-in has run out is shown again with what was typed, never dropped."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

NEVER_REPEATED = ("csrfmiddlewaretoken", "password", "secret_")


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, without tokens, passwords and secrets; files cannot be repeated."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in NEVER_REPEATED)
        for value in values
    ]


def keep_typed(request: HttpRequest, *, status: int) -> HttpResponse:
    """The page that shows what was typed and sends it again after signing in."""
    context = {"typed": typed_fields(request), "files": bool(request.FILES), "signed_in": request.user.is_authenticated}
    return render(request, "typed_kept.html", context, status=status)


class SignInRequired:
    """Mixin for views: visitors are led to the sign-in page and back; their POSTs are kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let signed-in people through."""
        if request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if request.method == "POST":
            return keep_typed(request, status=403)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
