"""Opening and closing rounds of review."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application, Call
from axportal.calls.permissions import can_manage_call
from axportal.calls.selectors import rules_in_force
from axportal.calls.workflow import APPLICATION, CALL
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.formats import number as formatted
from axportal.reviews.models import Assignment, ReviewRound
from axportal.reviews.services.rechecks import take_off_conflicted
from axportal.reviews.workflow import ASSIGNMENT

_UNSCREENED = (Application.Status.SUBMITTED, Application.Status.RETURNED)


@transaction.atomic
def open_round(*, call: Call, key: str, due_at: datetime, actor: User, at: datetime) -> ReviewRound:
    """Open a round of the call's rules; the first moves the call and its screened applications into review.

    Raises `WrongState` while an application waits for its screening or an earlier round is still open.
    """
    call = locks.update(call)
    _ensure_manages(actor, call)
    keys = [one.key for one in rules_in_force(call).after.review.rounds]
    if key not in keys:
        raise InvalidInput(_("이 공고의 규칙에 없는 회차입니다."), fields={"key": [_("목록에 있는 값을 골라 주세요.")]})
    _ensure_ahead(due_at, at)
    _ensure_in_turn(call, key, keys)
    if call.status == Call.Status.SCREENING:
        _begin_review(call, actor=actor, at=at)
    if call.status != Call.Status.REVIEWING:
        raise WrongState(_("사전검토를 시작한 뒤에 평가 회차를 열 수 있습니다."))
    round_ = ReviewRound.objects.create(call=call, key=key, due_at=due_at, opened_by=actor, opened_at=at)
    take_off_conflicted(call, actor=actor, at=at)
    audit.record(actor=actor, action="reviews.round.opened", target=round_, at=at, detail={"key": key})
    return round_


def _ensure_in_turn(call: Call, key: str, keys: list[str]) -> None:
    rounds = {one.key: one for one in call.review_rounds.all()}
    if key in rounds:
        raise WrongState(_("이미 연 회차입니다."))
    if any(before not in rounds or rounds[before].closed_at is None for before in keys[: keys.index(key)]):
        raise WrongState(_("앞선 회차를 닫은 뒤에 열 수 있습니다."))


def _begin_review(call: Call, *, actor: User, at: datetime) -> None:
    waiting = call.applications.filter(status__in=_UNSCREENED).count()
    if waiting:
        raise WrongState(_("사전검토가 끝나지 않은 신청이 %(n)s건 있습니다.") % {"n": formatted(waiting)})
    CALL.advance(call, "review", actor=actor, at=at)
    for application in call.applications.filter(status=Application.Status.SCREENED).select_for_update():
        APPLICATION.advance(application, "review", actor=actor, at=at)


@transaction.atomic
def move_due(*, review_round: ReviewRound, due_at: datetime, reason: str, actor: User, at: datetime) -> ReviewRound:
    """Give the reviewers of an open round another day, with the reason in the log."""
    review_round = locks.update(review_round)
    _ensure_manages(actor, review_round.call)
    _ensure_open(review_round)
    _ensure_ahead(due_at, at)
    review_round.due_at = due_at
    review_round.save(update_fields=["due_at"])
    detail = {"due_at": due_at.isoformat(), "reason": reason}
    audit.record(actor=actor, action="reviews.round.due_moved", target=review_round, at=at, detail=detail)
    return review_round


@transaction.atomic
def close_round(*, review_round: ReviewRound, reason: str, actor: User, at: datetime) -> ReviewRound:
    """Take no more sheets. Those still missing need a reason, and their assignments end with it.

    Conflicts are looked for once more: the sheets of somebody who has one by now are set aside. Closing the last round
    of the rules finishes the applications' review, and the call goes on to the decision.
    """
    call = locks.update(review_round.call)
    review_round = locks.update(review_round)
    _ensure_manages(actor, call)
    _ensure_open(review_round)
    take_off_conflicted(call, actor=actor, at=at)
    _end_missing(review_round, reason=reason, actor=actor, at=at)
    review_round.closed_at = at
    review_round.save(update_fields=["closed_at"])
    audit.record(actor=actor, action="reviews.round.closed", target=review_round, at=at)
    if review_round.key == rules_in_force(call).after.review.rounds[-1].key:
        for application in call.applications.filter(status=Application.Status.UNDER_REVIEW).select_for_update():
            APPLICATION.advance(application, "evaluate", actor=actor, at=at)
        if call.status == Call.Status.REVIEWING:  # a round that was opened again for one let in late ends elsewhere
            CALL.advance(call, "deliberate", actor=actor, at=at)
    return review_round


def _end_missing(review_round: ReviewRound, *, reason: str, actor: User, at: datetime) -> None:
    missing = review_round.assignments.live().exclude(status=Assignment.Status.HANDED_IN)
    rows = list(missing.select_for_update(of=("self",)).select_related("application__call", "reviewer"))
    if rows and not reason:
        raise InvalidInput(
            _("내지 않은 평가표가 %(n)s건 있습니다. 그대로 닫는 까닭을 적어 주세요.") % {"n": formatted(len(rows))},
            code="sheets_missing",
            fields={"reason": [_("까닭을 적어 주세요.")]},
        )
    for assignment in rows:
        ASSIGNMENT.advance(assignment, "end", actor=actor, at=at, reason=reason)


def _ensure_ahead(due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        sentence = _("지금보다 뒤의 때를 적어 주세요.")
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={"due_at": [sentence]})


def _ensure_open(review_round: ReviewRound) -> None:
    if review_round.closed_at is not None:
        raise WrongState(_("이미 닫은 회차입니다."))


def _ensure_manages(actor: User, call: Call) -> None:
    if not can_manage_call(actor, call):
        raise NotAllowed(_("이 공고의 평가를 관리하는 사람만 할 수 있습니다."))
