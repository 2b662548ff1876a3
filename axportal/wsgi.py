"""WSGI entry point for gunicorn."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "axportal.settings")

django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """The portal. A charset of the caller's choice is taken out: everything here is UTF-8.

    Django decodes the address by it before any middleware runs, and some names stand for packings, not for text.
    """
    parts = environ.get("CONTENT_TYPE", "").split(";")
    environ["CONTENT_TYPE"] = ";".join(part for part in parts if not part.strip().lower().startswith("charset="))
    return django(environ, start_response)
