"""When sheets do not come: reminding, and giving a seat to somebody else."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.permissions import can_manage_call
from axportal.core import clock, locks, outbox
from axportal.core.errors import NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.reviews import permissions, tasks
from axportal.reviews.models import Assignment, ReviewRound
from axportal.reviews.workflow import ASSIGNMENT


@transaction.atomic
def remind(*, review_round: ReviewRound, actor: User, at: datetime) -> int:
    """Owe a mail to everybody who still owes a sheet, at most one a day each; returns how many owe one."""
    if not permissions.can_lead(actor, review_round.call):
        raise NotAllowed(_("이 평가를 이끄는 사람만 할 수 있습니다."))
    review_round = locks.share(review_round)
    if review_round.closed_at is not None:
        raise WrongState(_("이미 닫은 회차입니다."))
    owing = review_round.assignments.live().exclude(status=Assignment.Status.HANDED_IN)
    reviewers = sorted(set(owing.values_list("reviewer_id", flat=True)))
    day = clock.seoul_date(at).isoformat()
    for reviewer in reviewers:
        key = f"reviews.notify_owing:{review_round.uuid}:{day}:{reviewer}"
        outbox.enqueue(tasks.notify_owing, key=key, round_id=review_round.pk, reviewer_id=reviewer, day=day)
    detail = {"reviewers": len(reviewers)}
    audit.record(actor=actor, action="reviews.round.reminded", target=review_round, at=at, detail=detail)
    return len(reviewers)


@transaction.atomic
def release(*, assignment: Assignment, reason: str, actor: User, at: datetime) -> Assignment:
    """Take a seat from somebody who does not hand in, with the reason, so that the next plan fills it.

    Raises `WrongState` for a sheet that is handed in: it counts, unless a conflict sets it aside.
    """
    if not can_manage_call(actor, assignment.application.call):
        raise NotAllowed(_("이 공고의 평가를 관리하는 사람만 할 수 있습니다."))
    refuse_personal_numbers({"reason": reason})
    locks.update(assignment.application)
    assignment = locks.update(assignment)
    if assignment.status == Assignment.Status.ENDED:
        return assignment
    if assignment.status == Assignment.Status.HANDED_IN:
        raise WrongState(_("이미 낸 평가표의 자리는 풀 수 없습니다."))
    if assignment.round.closed_at is not None:
        raise WrongState(_("이미 닫은 회차입니다."))
    ASSIGNMENT.advance(assignment, "end", actor=actor, at=at, reason=reason)
    audit.record(actor=actor, action="reviews.assignment.released", target=assignment, at=at, detail={"reason": reason})
    return assignment
