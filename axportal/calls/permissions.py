"""Who may do what with calls and applications."""

from typing import Any

from django.db.models import QuerySet

from axportal.accounts.scoping import scope_of
from axportal.calls.models import Application, Call
from axportal.calls.querysets import CONTENT_ROLES, writer_organisations
from regions.models import Organisation


def can_manage_call(user: Any, call: Call) -> bool:
    """Keeps the call: the call managers of its institute, and whoever runs the portal."""
    scope = scope_of(user)
    return scope.has("platform_admin") or call.organisation_id in scope.organisations("call_manager")


def keeps_calls(user: Any) -> bool:
    """Keeps the calls of some institute, or runs the portal."""
    return scope_of(user).has("call_manager", "platform_admin")


def kept_organisations(user: Any) -> QuerySet[Organisation]:
    """The institutes whose calls this user keeps."""
    scope = scope_of(user)
    if scope.has("platform_admin"):
        return Organisation.objects.filter(kind=Organisation.Kind.INSTITUTE)
    return Organisation.objects.filter(pk__in=scope.organisations("call_manager"))


def can_manage(user: Any, application: Application) -> bool:
    """Keeps the call that this application was made to."""
    return can_manage_call(user, application.call)


def can_decide(user: Any, call: Call) -> bool:
    """Approves a selection for the programme. That the last approval lies outside the institute follows from this."""
    return scope_of(user).has("ministry_approver")


def can_decide_on(user: Any, application: Application) -> bool:
    """Approves the selection that this application is part of."""
    return can_decide(user, application.call)


def can_write_for(user: Any, organisation_id: int) -> bool:
    """Writes applications of this organisation: its people, and whoever writing is delegated to."""
    scope = scope_of(user)
    people = scope.organisations("company_representative", "company_member")
    return organisation_id in people | scope.delegated("edit")


def can_write(user: Any, application: Application) -> bool:
    """Belongs to the applicant and writes in the application."""
    return can_write_for(user, application.organisation_id)


def belongs_to(user: Any, application: Application) -> bool:
    """Is one of the applicant's people, whether they write or not: they see all of it."""
    return application.organisation_id in writer_organisations(scope_of(user))


def can_write_part(user: Any, application: Application, organisation_id: int) -> bool:
    """Writes what stands for this organisation: the applicant's people everything, a partner's people their own.

    Of a partner institute its administrators; the institute that runs the call is no partner.
    """
    if can_write(user, application):
        return True
    return organisation_id != application.call.organisation_id and can_write_as(user, organisation_id)


def can_write_as(user: Any, organisation_id: int) -> bool:
    """Is one of the organisation's own who write: of an institute its administrators."""
    return can_write_for(user, organisation_id) or organisation_id in scope_of(user).organisations("institute_admin")


def can_submit(user: Any, application: Application) -> bool:
    """Hands in and withdraws: the representative of the applicant, or whom they delegated it to."""
    scope = scope_of(user)
    allowed = scope.organisations("company_representative") | scope.delegated("submit")
    return application.organisation_id in allowed


def can_read_content(user: Any, application: Application) -> bool:
    """Reads what was handed in, beyond that it was."""
    scope = scope_of(user)
    manages = application.call.organisation_id in scope.organisations("call_manager")
    return manages or scope.has(*CONTENT_ROLES) or belongs_to(user, application)


def can_sign_for(user: Any, organisation_id: int) -> bool:
    """Signs for this organisation: its representative, of an institute its administrators, or their delegate."""
    scope = scope_of(user)
    allowed = scope.organisations("company_representative", "institute_admin") | scope.delegated("sign")
    return organisation_id in allowed


def can_read_screening(user: Any, call: Call) -> bool:
    """Reads what screening found: the managers of the call, and national staff who read contents."""
    scope = scope_of(user)
    return scope.has(*CONTENT_ROLES) or call.organisation_id in scope.organisations("call_manager")
