"""How allauth behaves here: every mail goes through the outbox, every page is ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from django.utils.crypto import get_random_string

from axportal.core.requests import client_address


def locked_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that failed sign-ins count for: the address, whatever its case."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()[:255]


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open (companies register themselves); the name is asked for, the address confirmed.

    Each mail, and what its links lead to, is in the language of the person it goes to; to an address without an
    account, in that of the page where it was given.
    """

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name given at sign-up, and the language of the page."""
        user.email = form.cleaned_data["email"].strip().lower()
        user.name = form.cleaned_data.get("name", "")
        user.language = translation.get_language()
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to the person in their language."""
        person = context.get("user") or get_user_model().objects.filter(email=email.strip().lower()).first()
        language = person.language if person else translation.get_language()
        links = {name: translate_url(url, language) for name, url in context.items() if name.endswith("_url")}
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, **links})

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner, after the hash that a new account would have cost: else the time would tell the visitor."""
        make_password(get_random_string(20))
        super().send_account_already_exists_mail(email)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller's address as the deployment's proxies know it."""
        return client_address(request)
