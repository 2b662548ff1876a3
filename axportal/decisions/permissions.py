"""Who prepares, confirms, approves and hears objections. V7: nobody does two of these for one selection."""

from typing import Any

from axportal.accounts.scoping import scope_of
from axportal.calls import permissions as calls
from axportal.calls.models import Call
from axportal.decisions.models import Objection, Selection
from axportal.decisions.querysets import DECIDER_KEEPERS


def can_prepare(user: Any, call: Call) -> bool:
    """Reckons rankings, tries what-ifs, records findings and proposes: call managers and the chair of the panel."""
    scope = scope_of(user)
    return calls.can_manage_call(user, call) or call.organisation_id in scope.organisations("panel_chair")


def can_propose_again(user: Any, selection: Selection) -> bool:
    """Prepares the call of this selection."""
    return can_prepare(user, selection.call)


def can_confirm(user: Any, selection: Selection) -> bool:
    """The first approval, within the programme: the chair of the panel or the agency, never who proposed it."""
    scope = scope_of(user)
    chairs = selection.call.organisation_id in scope.organisations("panel_chair")
    return (chairs or scope.has("agency_officer")) and selection.made_by_id != user.pk


def can_approve(user: Any, selection: Selection) -> bool:
    """The last approval, outside the institute that leads: the ministry's."""
    return calls.can_decide(user, selection.call) and selection.made_by_id != user.pk


def can_return(user: Any, selection: Selection) -> bool:
    """Sends it back with a reason: whoever could approve it next."""
    if selection.status == Selection.Status.PROPOSED:
        return can_confirm(user, selection)
    return can_approve(user, selection)


def can_object(user: Any, objection: Objection) -> bool:
    """Takes back an objection: the representative of the applicant, or whom they delegated handing in to."""
    return calls.can_submit(user, objection.application)


def can_assign(user: Any, objection: Objection) -> bool:
    """Names who handles an objection: the agency and who runs the portal, not the institute that decided."""
    return scope_of(user).has("agency_officer", "platform_admin")


def can_decide_objection(user: Any, objection: Objection) -> bool:
    """Decides it: the handler that was named."""
    return objection.handler_id is not None and objection.handler_id == user.pk


def keeps_deciders(user: Any) -> bool:
    """Says which person somebody is that decides, so that ties are found."""
    return scope_of(user).has(*DECIDER_KEEPERS)


def reads_deciders(user: Any) -> bool:
    """Also the auditor."""
    return scope_of(user).has(*DECIDER_KEEPERS, "auditor")
