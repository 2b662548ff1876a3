"""System checks: misconfiguration is found at start, with an id and a hint."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name
from django.db import connections

from axportal.core.models import BaseModel
from axportal.core.triggers import BumpVersion


@register(Tags.models)
def every_model_is_versioned(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A model that defines its own Meta.triggers must keep the version trigger."""
    return [
        Error(
            f"{model._meta.label} has lost the bump_version trigger.",
            hint="Let Meta inherit BaseModel.Meta and list `*BaseModel.Meta.triggers` in `triggers`.",
            obj=model,
            id="core.E001",
        )
        for model in apps.get_models()
        if issubclass(model, BaseModel)
        and not any(isinstance(trigger, BumpVersion) for trigger in getattr(model._meta, "triggers", []))
    ]


@register(Tags.database)
def database_knows_korean(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Trigram search of Korean dies silently under the C locale of old servers."""
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        if not cursor.fetchone()[0]:
            return [Error("The extension pg_trgm is missing.", hint="manage.py db_roles --print", id="core.E002")]
        cursor.execute("SELECT show_trgm('조선')")
        if not cursor.fetchone()[0]:
            return [
                Error(
                    "This database's locale cannot split Korean into trigrams.",
                    hint="Create the database with ENCODING UTF8 and a UTF-8 locale such as C.UTF-8.",
                    id="core.E003",
                )
            ]
    return []


@register(Tags.database)
def application_role_is_small(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The application must not connect as a superuser, and better not as the owner."""
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            return [
                Error(
                    "The application connects as a database superuser.",
                    hint="manage.py db_roles --print shows the roles it needs.",
                    id="core.E005",
                )
            ]
    if settings.DATABASES["default"]["USER"] == settings.DATABASES["owner"]["USER"]:
        return [
            Warning(
                "One database role does everything.",
                hint="Set DATABASE_OWNER_URL to a role of its own: manage.py db_roles --print",
                id="core.W006",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def cookies_are_secure(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Plain http is for loopback only."""
    if settings.SITE_IS_SECURE or settings.SITE_IS_LOOPBACK:
        return []
    return [Error("SITE_URL is plain http.", hint="Put the portal behind TLS and set SITE_URL.", id="core.E004")]


@register(Tags.security, deploy=True)
def no_password_of_the_example(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """deploy/env.example says `change-me` where a password belongs."""
    given = [database["PASSWORD"] for database in settings.DATABASES.values()]
    if not any("change-me" in str(value) for value in [*given, settings.EMAIL_HOST_PASSWORD]):
        return []
    hint = "Make a password for each of them: openssl rand -base64 24"
    return [Error("A password of deploy/env.example is in use.", hint=hint, id="core.E007")]


@register(Tags.security, deploy=True)
def connections_to_other_machines_are_encrypted(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sockets and loopback may be plain; to other machines TLS with a certificate that is checked."""
    return [
        Warning(
            f"The connection to {what} leaves this machine in clear or to whoever answers.",
            hint="?sslmode=verify-full, rediss://, https:// or smtp+tls:// in its address",
            id="core.W008",
        )
        for what, host, is_safe in _connections()
        if host and not is_safe and not host.startswith(("/", "127.", "::1", "localhost"))
    ]


def _connections() -> Iterator[tuple[str, str, bool]]:
    """Each server the portal talks to: its name, its host (empty or a path for a socket), whether TLS is asked for."""
    database: Any
    for name, database in settings.DATABASES.items():
        options = database["OPTIONS"]
        yield f"the database ({name})", options.get("host") or database["HOST"], options.get("sslmode") == "verify-full"
    broker = urlsplit(settings.CELERY_BROKER_URL)
    yield "the broker", "" if "socket" in broker.scheme else broker.hostname or "", broker.scheme == "rediss"
    storage: Any = settings.STORAGES["default"]
    store = urlsplit(storage.get("OPTIONS", {}).get("endpoint_url") or "")
    yield "the file store", store.hostname or "", store.scheme == "https"
    yield "the mail server", settings.EMAIL_HOST, bool(settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
