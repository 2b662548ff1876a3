"""How allauth behaves here: every mail goes through the outbox, every page is ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from axportal.core.requests import client_address


def locked_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that failed sign-ins count for: the address, whatever its case."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()[:255]


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open (companies register themselves); the name is asked for, the address confirmed."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name given at sign-up."""
        user.email = form.cleaned_data["email"].strip().lower()
        user.name = form.cleaned_data.get("name", "")
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller's address as the deployment's proxies know it."""
        return client_address(request)
