"""Who may do what with calls and applications."""

from typing import Any

from axportal.accounts.scoping import scope_of
from axportal.calls.models import Application, Call
from axportal.calls.querysets import CONTENT_ROLES, WRITER_ROLES


def can_manage_call(user: Any, call: Call) -> bool:
    """Keeps the call: the call managers of its institute, and whoever runs the portal."""
    scope = scope_of(user)
    return scope.has("platform_admin") or call.organisation_id in scope.organisations("call_manager")


def can_write_for(user: Any, organisation_id: int) -> bool:
    """Writes applications of this organisation."""
    return organisation_id in scope_of(user).organisations(*WRITER_ROLES)


def can_write(user: Any, application: Application) -> bool:
    """Belongs to the applicant and writes in the application."""
    return can_write_for(user, application.organisation_id)


def can_submit(user: Any, application: Application) -> bool:
    """Hands in and withdraws: the representative of the applicant alone."""
    return application.organisation_id in scope_of(user).organisations("company_representative")


def can_read_content(user: Any, application: Application) -> bool:
    """Reads what was handed in, beyond that it was."""
    scope = scope_of(user)
    manages = application.call.organisation_id in scope.organisations("call_manager")
    return manages or scope.has(*CONTENT_ROLES) or can_write(user, application)
