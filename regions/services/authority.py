"""Holding on to somebody's right to act until the act is committed."""

from axportal.accounts.models import User
from axportal.core import clock
from axportal.core.errors import NotAllowed
from regions.selectors import authority


def hold(*, actor: User, organisation_id: int, act: str) -> None:
    """Lock what lets the actor act, so that it cannot end before the act is done; to be called in its transaction.

    Judged by the present clock, as a person's roles are. Raises `NotAllowed` that says why not, and who may.
    """
    at = clock.now()
    offices = authority.offices_for(act, organisation_id, at).filter(user=actor)
    if offices.select_for_update(of=("self",)).order_by("id").first() is not None:
        return
    delegations = authority.delegations_for(act, organisation_id, at).filter(email=actor.email)
    if delegations.select_for_update(of=("self",)).order_by("id").first() is not None:
        return
    raise NotAllowed(authority.why_not(actor, organisation_id, act, at=at), code="not_representative")
