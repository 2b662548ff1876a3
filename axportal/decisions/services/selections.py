"""Proposing a selection, and the two words on it: first within the programme, then outside the institute."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application, Call
from axportal.core import locks
from axportal.core.errors import NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.decisions import permissions, workflow
from axportal.decisions.models import Approval, Selection
from axportal.decisions.rules import approving
from axportal.decisions.rules.reckoning import fingerprint, places_to_json
from axportal.decisions.selectors.impartiality import ensure_impartial, ensure_stated
from axportal.decisions.selectors.objecting import has_unanswered
from axportal.decisions.selectors.standing import Standing, standing_of, stored_inputs

#: Past their screening and not judged yet: one that was let in again is on its way here.
_UNEVALUATED = (Application.Status.SCREENED, Application.Status.UNDER_REVIEW)


@transaction.atomic
def propose_selection(
    *,
    call: Call,
    publish_at: datetime,
    note: str,
    actor: User,
    at: datetime,
    cause: str = "",
) -> Selection:
    """Reckon the ranking as it stands now, keep it for good with all it was made from, and ask for approval.

    A second click finds the selection that is at work. After the notice the cause is an objection that was upheld, else
    a correction, whose `note` says what was wrong. Raises `WrongState` while a sheet is owed, a tie stands at the line,
    nothing was put right or the call is elsewhere; `InvalidInput` for a moment that has passed.
    """
    call = locks.update(call)
    if not permissions.can_prepare(actor, call):
        raise NotAllowed(_("이 공고의 심의를 준비하는 사람이 아닙니다."), code="not_preparing")
    refuse_personal_numbers({"note": note})
    at_work = Selection.objects.filter(call=call, status__in=Selection.AT_WORK).first()
    if at_work is not None:
        return at_work
    approving.ensure_publishable(publish_at, at=at)
    standing = standing_of(call)
    cause = approving.cause_of(call, wanted=cause, has_upheld=has_unanswered(call), note=note)
    approving.ensure_can_be_decided(
        call,
        places=standing.places,
        ties=standing.ties,
        waiting=standing.waiting,
        unevaluated=call.applications.filter(status__in=_UNEVALUATED).count(),
        is_first=cause == Selection.Cause.FIRST,
    )
    if cause == Selection.Cause.CORRECTION:
        _ensure_corrected(standing)
    selection = _keep(standing, publish_at=publish_at, note=note, cause=cause, actor=actor, at=at)
    workflow.SELECTION.begin(selection, actor=actor, at=at)
    audit.record(actor=actor, action="decisions.selection.proposed", target=selection, at=at)
    return selection


def _ensure_corrected(standing: Standing) -> None:
    """Raises `WrongState` where the ranking is made of the same points and records as the one that was told."""
    told = Selection.objects.filter(call=standing.call, status=Selection.Status.PUBLISHED).first()
    if told is not None and told.inputs == stored_inputs(standing):
        sentence = _("알린 순위와 다른 것이 없습니다. 점수나 기록을 먼저 바로잡아 주세요.")
        raise WrongState(sentence, code="nothing_corrected")


def _keep(standing: Standing, *, publish_at: datetime, note: str, cause: str, actor: User, at: datetime) -> Selection:
    """The next version, with all it was reckoned from."""
    inputs, places = stored_inputs(standing), places_to_json(standing.places)
    newest = Selection.objects.filter(call=standing.call).aggregate(number=Max("number"))["number"] or 0
    return Selection.objects.create(
        call=standing.call,
        number=newest + 1,
        cause=cause,
        rules=standing.rules.version,
        inputs=inputs,
        places=places,
        sha256=fingerprint(inputs["applications"], places),  # type: ignore[arg-type]
        note=note,
        made_by=actor,
        made_at=at,
        publish_at=publish_at,
    )


def confirm_selection(
    *, selection: Selection, reason: str, actor: User, at: datetime, no_conflict: bool = False
) -> Selection:
    """The first word: within the programme.

    `no_conflict`: the approver states to have no conflict, which is asked of whom no tie could find. Raises
    `InvalidInput` where it is asked and not stated.
    """
    word = Approval(level=Approval.Level.PROGRAMME, reason=reason, no_conflict=no_conflict, by=actor, at=at)
    return _say_yes(selection, "confirm", word)


def approve_selection(
    *, selection: Selection, reason: str, actor: User, at: datetime, no_conflict: bool = False
) -> Selection:
    """The last word: the ministry's. The result is told at the moment that was set, by the portal itself.

    `no_conflict` as for the first.
    """
    word = Approval(level=Approval.Level.MINISTRY, reason=reason, no_conflict=no_conflict, by=actor, at=at)
    return _say_yes(selection, "approve", word)


@transaction.atomic
def _say_yes(selection: Selection, step: str, word: Approval) -> Selection:
    locks.update(selection.call)
    selection = locks.update(selection)
    ensure_impartial(word.by, selection, at=word.at)
    workflow.SELECTION.advance(selection, step, actor=word.by, at=word.at, reason=word.reason)
    if Approval.objects.filter(selection=selection, by=word.by).exists():
        raise NotAllowed(_("한 사람이 두 번 승인할 수 없습니다."), code="approved_before")
    ensure_stated(word.by, no_conflict=word.no_conflict)
    word.selection, word.is_approved = selection, True
    word.save(force_insert=True)
    audit.record(actor=word.by, action=f"decisions.selection.{selection.status}", target=selection, at=word.at)
    return selection


@transaction.atomic
def return_selection(*, selection: Selection, reason: str, actor: User, at: datetime) -> Selection:
    """Send it back with a reason: a new one is proposed, this one stays as it was."""
    reason = approving.ensure_reason(reason)
    locks.update(selection.call)
    selection = locks.update(selection)
    level = Approval.Level.PROGRAMME if selection.status == Selection.Status.PROPOSED else Approval.Level.MINISTRY
    workflow.SELECTION.advance(selection, "return", actor=actor, at=at, reason=reason)
    Approval.objects.create(selection=selection, level=level, is_approved=False, reason=reason, by=actor, at=at)
    audit.record(actor=actor, action="decisions.selection.returned", target=selection, at=at)
    return selection


@transaction.atomic
def move_publication(*, selection: Selection, publish_at: datetime, actor: User, at: datetime) -> Selection:
    """Another moment for telling, until it has come. Raises `WrongState` once it is told."""
    approving.ensure_publishable(publish_at, at=at)
    selection = locks.update(selection)
    if not permissions.can_propose_again(actor, selection):
        raise NotAllowed(_("이 공고의 심의를 준비하는 사람이 아닙니다."), code="not_preparing")
    if selection.status not in Selection.AT_WORK:
        raise WrongState(_("이미 알린 결과입니다."), code="told_already")
    selection.publish_at = publish_at
    selection.save(update_fields=["publish_at"])
    detail = {"publish_at": publish_at.isoformat()}
    audit.record(actor=actor, action="decisions.publication.moved", target=selection, at=at, detail=detail)
    return selection
