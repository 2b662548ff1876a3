"""What every page's frame needs: banners, menu, account, zones, theme."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from axportal.core.views.preferences import THEMES


@lru_cache(maxsize=1)
def _chrome_loader() -> Any:
    return import_string(settings.CHROME_LOADER)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The frame's data. The menu comes from the top of the house through `settings.CHROME_LOADER`."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "system")
    return {
        "demonstration": settings.DEMONSTRATION,
        "theme": theme if theme in THEMES else "system",
        "site_is_open_http": not (settings.SITE_IS_SECURE or settings.SITE_IS_LOOPBACK),
        **_chrome_loader()(request),
    }
