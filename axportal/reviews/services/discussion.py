"""Talking an application over, among those who have handed in and those who lead the review."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.reviews import permissions
from axportal.reviews.models import Assignment, Remark, ReviewRound


@transaction.atomic
def say(
    *,
    application: Application,
    review_round: ReviewRound,
    assignment: Assignment | None,
    text: str,
    actor: User,
    at: datetime,
) -> Remark:
    """Add a remark; what was said stays. A reviewer talks only once their own sheet is handed in."""
    text = text.strip()
    if not text:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={"text": [_("하실 말을 적어 주세요.")]})
    refuse_personal_numbers({"text": text})
    review_round = locks.share(review_round)
    if review_round.closed_at is not None:
        raise WrongState(_("이 회차의 평가가 끝났습니다."))
    if assignment is None:
        _ensure_leads(actor, application)
    elif not permissions.can_judge(actor, assignment) or assignment.status != Assignment.Status.HANDED_IN:
        raise NotAllowed(_("자기 점수를 낸 위원만 토론할 수 있습니다."))
    remark = Remark.objects.create(
        application=application, round=review_round, assignment=assignment, author=actor, text=text, said_at=at
    )
    audit.record(actor=actor, action="reviews.remark.said", target=remark, at=at)
    return remark


def _ensure_leads(actor: User, application: Application) -> None:
    if not permissions.can_lead(actor, application.call):
        raise NotAllowed(_("이 평가를 이끄는 사람만 할 수 있습니다."))
