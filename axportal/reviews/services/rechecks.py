"""Looking for conflicts again in reviews that are under way: who joined, what was learnt, where people work now."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application, Call
from axportal.calls.permissions import can_manage_call
from axportal.calls.selectors import rules_in_force
from axportal.core import locks
from axportal.core.errors import NotAllowed, WrongState
from axportal.reviews.models import Assignment, Recusal, Reviewer
from axportal.reviews.services.conflicts import record_found, take_off
from axportal.reviews.services.participants import gather_participants


@transaction.atomic
def recheck_review(*, call: Call, actor: User, at: datetime) -> int:
    """Asked for by a person. Returns how many assignments ended. Raises `WrongState` when no round is open."""
    if not can_manage_call(actor, call):
        raise NotAllowed(_("이 공고의 평가를 관리하는 사람만 할 수 있습니다."))
    call = locks.update(call)
    if not call.review_rounds.filter(closed_at=None).exists():
        raise WrongState(_("열려 있는 회차가 없습니다."))
    return take_off_conflicted(call, actor=actor, at=at)


def recheck_all(*, reviewers: Iterable[Reviewer] | None, actor: User, at: datetime) -> int:
    """Every call in which these reviewers (all when None) judge now; returns how many assignments ended.

    Call inside a transaction.
    """
    seats = Assignment.objects.live().filter(application__status=Application.Status.UNDER_REVIEW)
    if reviewers is not None:
        seats = seats.filter(reviewer__in=list(reviewers))
    calls = Call.objects.filter(pk__in=seats.values("application__call")).order_by("pk").select_for_update()
    return sum(take_off_conflicted(call, actor=actor, at=at) for call in calls)


def take_off_conflicted(call: Call, *, actor: User | None, at: datetime) -> int:
    """End the assignments of whoever has a conflict by now and set their sheets aside, the reason kept with both.

    A finished review is not touched: what was decided from it is changed by its own steps alone. Call inside a
    transaction that holds the call.
    """
    applications = list(call.applications.filter(status=Application.Status.UNDER_REVIEW).order_by("pk"))
    gather_participants(applications)
    live = Assignment.objects.live().filter(application__in=applications)
    pairs = set(live.values_list("application_id", "reviewer_id"))
    if not pairs:
        return 0
    rules = rules_in_force(call).after.review
    record_found(
        reviewers={reviewer for _application, reviewer in pairs},
        applications=sorted({application for application, _reviewer in pairs}),
        rules=rules,
        at=at,
        only=pairs,
    )
    ended = 0
    for recusal in Recusal.objects.open().filter(application__in=applications).order_by("application", "id"):
        if (recusal.application_id, recusal.reviewer_id) in pairs:
            ended += take_off(recusal, actor=actor, at=at)
            pairs.discard((recusal.application_id, recusal.reviewer_id))
    if ended:
        audit.record(actor=actor, action="reviews.call.rechecked", target=call, at=at, detail={"ended": ended})
    return ended
