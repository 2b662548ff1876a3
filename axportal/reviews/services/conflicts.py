"""Recording why somebody stays out: found by rule, asked for by the applicant, or said by the reviewer."""

from collections.abc import Container, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application
from axportal.calls.permissions import can_manage, can_write
from axportal.calls.rules.selection import ReviewRules
from axportal.calls.selectors import rules_in_force
from axportal.core import clock, locks
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.reviews import permissions
from axportal.reviews.models import Assignment, Challenge, Recusal, Reviewer, ScoreSheet, SetAside
from axportal.reviews.rules.kinds import LABELS, is_excusable
from axportal.reviews.selectors.conflicts import Found, found_conflicts
from axportal.reviews.workflow import ASSIGNMENT

_FILING = (
    Application.Status.SUBMITTED,
    Application.Status.RETURNED,
    Application.Status.SCREENED,
    Application.Status.UNDER_REVIEW,
)


def record_found(
    *,
    reviewers: Iterable[int],
    applications: Sequence[int],
    rules: ReviewRules,
    at: datetime,
    only: Container[tuple[int, int]] | None = None,
) -> list[Found]:
    """Look for conflicts and record each as an exclusion by rule, once; returns what was found.

    `only`: the pairs of application and reviewer to record, all when None. An exclusion that was excused stays
    excused. Call inside a transaction.
    """
    found = found_conflicts(
        reviewers=reviewers,
        applications=applications,
        kinds=rules.conflict_kinds,
        years=rules.conflict_years,
        today=clock.seoul_date(at),
    )
    if only is not None:
        found = [one for one in found if (one.application_id, one.reviewer_id) in only]
    Recusal.objects.bulk_create(
        [
            Recusal(
                application_id=one.application_id,
                reviewer_id=one.reviewer_id,
                way=Recusal.Way.EXCLUDED,
                kind=one.kind,
                tie_id=one.tie_id,
                reason=str(LABELS[one.kind]),
                recorded_at=at,
            )
            for one in found
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )
    return found


def clear_conflict(assignment: Assignment, *, at: datetime) -> Recusal | None:
    """Check once more before a file opens; the recusal that keeps the reviewer out, after they were taken off.

    None when they may look. Call inside a transaction.
    """
    rules = rules_in_force(assignment.application.call).after.review
    record_found(reviewers=[assignment.reviewer_id], applications=[assignment.application_id], rules=rules, at=at)
    recusal = (
        Recusal.objects.open()
        .filter(application_id=assignment.application_id, reviewer_id=assignment.reviewer_id)
        .order_by("id")
        .first()
    )
    if recusal is not None:
        take_off(recusal, actor=None, at=at)
    return recusal


def take_off(recusal: Recusal, *, actor: User | None, at: datetime) -> int:
    """End the reviewer's assignments to the application and set their handed-in sheets aside; returns how many."""
    live = Assignment.objects.live().filter(application_id=recusal.application_id, reviewer_id=recusal.reviewer_id)
    assignments = list(live.select_for_update(of=("self",)).select_related("application__call", "reviewer"))
    for assignment in assignments:
        ASSIGNMENT.advance(assignment, "end", actor=None, at=at, reason=recusal.reason)
        audit.record(
            actor=actor, action="reviews.assignment.ended", target=assignment, at=at, detail={"way": recusal.way}
        )
    sheets = ScoreSheet.objects.filter(assignment__in=assignments, handed_in_at__isnull=False, set_aside=None)
    for sheet in sheets:
        decided_by = actor or recusal.recorded_by or recusal.reviewer.user
        SetAside.objects.create(
            sheet=sheet, recusal=recusal, reason=recusal.reason, decided_by=decided_by, decided_at=at
        )
    return len(assignments)


@transaction.atomic
def step_down(*, assignment: Assignment, reason: str, actor: User, at: datetime) -> Recusal:
    """회피: the reviewer says that they cannot judge this one, at any time until the round is closed."""
    if not permissions.can_judge(actor, assignment):
        raise NotAllowed(_("이 평가를 맡은 사람만 할 수 있습니다."))
    refuse_personal_numbers({"reason": reason})
    locks.update(assignment.application)
    recusal, created = Recusal.objects.get_or_create(
        application=assignment.application,
        reviewer=assignment.reviewer,
        way=Recusal.Way.STEPPED_DOWN,
        kind="",
        defaults={"reason": reason, "recorded_by": actor, "recorded_at": at},
    )
    if created:
        audit.record(actor=actor, action="reviews.recusal.stepped_down", target=recusal, at=at)
    take_off(recusal, actor=actor, at=at)
    return recusal


@transaction.atomic
def exclude(
    *, application: Application, reviewer: Reviewer, kind: str, reason: str, actor: User, at: datetime
) -> Recusal:
    """제척 that a person knows of and no tie shows; takes the reviewer off where they were seated."""
    _ensure_manages(actor, application)
    refuse_personal_numbers({"reason": reason})
    locks.update(application)
    recusal, _created = Recusal.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        way=Recusal.Way.EXCLUDED,
        kind=kind,
        defaults={"reason": reason, "recorded_by": actor, "recorded_at": at},
    )
    audit.record(actor=actor, action="reviews.recusal.excluded", target=recusal, at=at, detail={"kind": kind})
    if recusal.excused_at is None:
        take_off(recusal, actor=actor, at=at)
    return recusal


@transaction.atomic
def file_challenge(
    *, application: Application, person_name: str, affiliation: str, reason: str, actor: User, at: datetime
) -> Challenge:
    """기피: the applicant names somebody, until the review of the application is over.

    Nothing in the answer depends on whether that person reviews at all.
    """
    if not can_write(actor, application):
        raise NotAllowed(_("신청 기관의 사람만 기피를 신청할 수 있습니다."))
    refuse_personal_numbers({"person_name": person_name, "affiliation": affiliation, "reason": reason})
    application = locks.share(application)
    if application.status not in _FILING:
        raise WrongState(_("기피는 신청서를 낸 뒤 평가가 끝나기 전까지 신청할 수 있습니다."))
    challenge = Challenge.objects.create(
        application=application,
        person_name=person_name,
        affiliation=affiliation,
        reason=reason,
        filed_by=actor,
        filed_at=at,
    )
    audit.record(actor=actor, action="reviews.challenge.filed", target=challenge, at=at)
    return challenge


@transaction.atomic
def decide_challenge(
    *, challenge: Challenge, reviewer: Reviewer, accepted: bool, reason: str, actor: User, at: datetime
) -> Recusal:
    """What becomes of a challenge against a reviewer of the pool; accepted, it takes them off."""
    _ensure_manages(actor, challenge.application)
    refuse_personal_numbers({"reason": reason})
    application = locks.update(challenge.application)
    known = Recusal.objects.filter(application=application, reviewer=reviewer, way=Recusal.Way.CHALLENGED)
    if known.exists():
        raise WrongState(_("이 사람에 대한 기피는 이미 판단했습니다."))
    recusal = Recusal.objects.create(
        application=application,
        reviewer=reviewer,
        way=Recusal.Way.CHALLENGED,
        challenge=challenge,
        accepted=accepted,
        reason=reason,
        recorded_by=actor,
        recorded_at=at,
    )
    audit.record(actor=actor, action="reviews.challenge.decided", target=recusal, at=at, detail={"accepted": accepted})
    if accepted:
        take_off(recusal, actor=actor, at=at)
    return recusal


@transaction.atomic
def excuse(*, recusal: Recusal, reason: str, actor: User, at: datetime) -> Recusal:
    """시행령 제27조제4항: let an expert in all the same, with the reason; never one who takes part in the proposal."""
    _ensure_manages(actor, recusal.application)
    refuse_personal_numbers({"reason": reason})
    recusal = locks.update(recusal)
    if recusal.way != Recusal.Way.EXCLUDED or not is_excusable(recusal.kind):
        raise InvalidInput(
            _("과제에 참여하는 사람과 기피·회피에는 예외가 없습니다(시행령 제27조제4항)."), code="never_excused"
        )
    if recusal.excused_at is None:
        recusal.excuse, recusal.excused_by, recusal.excused_at = reason, actor, at
        recusal.save(update_fields=["excuse", "excused_by", "excused_at"])
        audit.record(
            actor=actor, action="reviews.recusal.excused", target=recusal, at=at, detail={"kind": recusal.kind}
        )
    return recusal


def _ensure_manages(actor: User, application: Application) -> None:
    if not can_manage(actor, application):
        raise NotAllowed(_("이 공고의 평가를 관리하는 사람만 할 수 있습니다."))
