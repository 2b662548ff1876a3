"""Who may do what in reviews."""

from typing import Any

from axportal.accounts.scoping import scope_of
from axportal.calls.models import Call
from axportal.calls.permissions import can_manage_call
from axportal.reviews.models import Assignment
from axportal.reviews.querysets import KEEPER_ROLES, NATIONAL_READERS


def can_keep_pool(user: Any) -> bool:
    """Keeps the pool of reviewers and their ties."""
    return scope_of(user).has(*KEEPER_ROLES)


def can_read_pool(user: Any) -> bool:
    """Also the auditor."""
    return scope_of(user).has(*KEEPER_ROLES, "auditor")


def can_lead(user: Any, call: Call) -> bool:
    """Leads the review of a call: its managers, its institute's panel chair."""
    return can_manage_call(user, call) or call.organisation_id in scope_of(user).organisations("panel_chair")


def can_read_review(user: Any, call: Call) -> bool:
    """Reads who judges what and how: those who lead, the agency and the auditor."""
    return can_lead(user, call) or scope_of(user).has(*NATIONAL_READERS)


def is_reviewer(user: Any) -> bool:
    """Reviews at all."""
    return scope_of(user).has("reviewer")


def can_judge(user: Any, assignment: Assignment) -> bool:
    """The reviewer of this assignment."""
    return is_reviewer(user) and assignment.reviewer.user_id == user.pk


def can_end(user: Any, assignment: Assignment) -> bool:
    """Takes a reviewer off: who manages the call, or the reviewer by stepping down."""
    return can_manage_call(user, assignment.application.call) or can_judge(user, assignment)
