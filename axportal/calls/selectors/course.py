"""What has happened to a call since it was announced, for everybody to read."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Q

from axportal.calls import workflow
from axportal.calls.models import Call
from axportal.calls.querysets import CallQuerySet
from axportal.calls.rules.changes import Change, changes_between


@dataclass(frozen=True)
class Correction:
    """One correction of the rules: when, why, and what changed, field by field."""

    number: int
    at: datetime
    reason: str
    changes: list[Change]


def corrections_of(call: Call) -> list[Correction]:
    """The corrections of an announced call, oldest first; one query."""
    versions = call.rules.exclude(frozen_at=None).order_by("number")
    return [
        Correction(later.number, later.frozen_at, later.reason, changes_between(earlier.body, later.body))
        for earlier, later in pairwise(versions)
        if later.frozen_at is not None
    ]


def related_to(call: Call, visible: CallQuerySet) -> list[Call]:
    """The call this one goes on from, and those that go on from it, as far as this reader sees them."""
    return list(visible.filter(Q(pk=call.follows_id) | Q(follows=call)).order_by("id"))


def why_cancelled(call: Call) -> str:
    """The reason, of a cancelled call."""
    if call.status != Call.Status.CANCELLED:
        return ""
    return workflow.CALL.steps(call).filter(name="cancel").latest("id").reason
