"""Notices about powers of attorney and roles, told once for each cause."""

from axportal.notices.services import telling
from regions import notifications
from regions.models import Delegation, Membership


def tell_named(*, delegation_id: int) -> None:
    """Tell the delegate what they may do, and until when."""
    delegation = Delegation.objects.select_related("organisation").get(pk=delegation_id)
    _write("delegate_named", notifications.delegate_named(delegation), delegation)


def tell_revoked(*, delegation_id: int) -> None:
    """Tell the delegate that it is over."""
    delegation = Delegation.objects.select_related("organisation").get(pk=delegation_id)
    _write("delegate_revoked", notifications.delegate_revoked(delegation), delegation)


def tell_ended(*, membership_id: int) -> None:
    """Tell somebody that their role ends, and on which day; a day that is moved up is told again."""
    membership = Membership.objects.select_related("organisation", "user").get(pk=membership_id)
    telling.tell(
        "regions.role_ended",
        cause=f"{membership.uuid}:{membership.ends_on}",
        recipient=membership.user,
        letter=notifications.role_ended(membership),
    )


def _write(kind: str, letter: notifications.Letter, delegation: Delegation) -> None:
    telling.write_to(f"regions.{kind}", cause=delegation.uuid, address=delegation.email, letter=letter)
