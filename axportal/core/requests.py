"""Facts about a request that more than one module needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def client_address(request: HttpRequest) -> str:
    """The caller's address. `X-Forwarded-For` counts only as far as this deployment's own proxies wrote it."""
    direct = str(request.META.get("REMOTE_ADDR") or "127.0.0.1")
    if not settings.TRUSTED_PROXIES:
        return direct
    chain = [part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if part.strip()]
    position = len(chain) - settings.TRUSTED_PROXIES
    return chain[position] if 0 <= position < len(chain) else direct


def is_api(request: HttpRequest) -> bool:
    """Whether the caller is a program that wants problem+json rather than a page."""
    return request.path.startswith("/api/")


def is_program_read(request: HttpRequest) -> bool:
    """Whether a program reads the API with a token: no session, no form and no page is involved."""
    return (
        request.method in {"GET", "HEAD"} and request.path.startswith("/api/v1/") and "Authorization" in request.headers
    )


def return_address(request: HttpRequest) -> str:
    """Where a small form wants to go back to (`next`); the home page for any address that is not the portal's."""
    target = request.POST.get("next", "/")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else "/"
