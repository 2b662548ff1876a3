"""Who orders reports and who stops them."""

from typing import Any

from axportal.accounts.scoping import scope_of


def can_order(user: Any) -> bool:
    """People who work for the ministry, an institute or a site."""
    return scope_of(user).is_staff


def may_still_have(user: Any, run: Any) -> bool:
    """Whether who ordered the run could order it today: rights may have gone since."""
    scope = scope_of(user)
    if not user.is_active or not scope.is_staff:
        return False
    organisations = {grant.organisation_id for grant in scope.grants}
    return scope.is_national or run.organisation_id in organisations


def can_cancel(user: Any, run: Any) -> bool:
    """Whoever ordered it, and platform administrators."""
    return run.requested_by_id == user.pk or scope_of(user).has("platform_admin")


def is_machine(user: Any, run: Any) -> bool:
    """Steps that only a worker takes; it acts for nobody."""
    return user is None


def report_organisation(user: Any) -> int | None:
    """The organisation whose staff shares a report: the first that gives this person a role, none for the ministry."""
    grants = scope_of(user).grants
    return next((grant.organisation_id for grant in grants if grant.organisation_id is not None), None)
