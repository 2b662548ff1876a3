"""Objections: filed within the window, decided in time by people who did not decide before, with what follows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.audit import services as audit
from axportal.calls import permissions as intake
from axportal.calls import selectors as calls
from axportal.calls import workflow as intake_steps
from axportal.calls.models import Application, Call, ScreeningFinding
from axportal.core import formats, locks, outbox, periods
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.decisions import permissions, tasks, workflow
from axportal.decisions.models import Approval, Decision, Finding, Letter, Objection, ObjectionMember
from axportal.decisions.rules.approving import ensure_reason
from axportal.decisions.selectors.impartiality import ensure_may_hear, ensure_stated
from axportal.decisions.selectors.letters import newest_letter, objections_until
from axportal.decisions.selectors.objecting import exclusion_of, exclusion_until, fitting_remedies, live_objection
from axportal.decisions.services.findings import take_back
from axportal.reviews.services.admitting import admit_late
from axportal.reviews.services.participants import gather_participants

#: Who may be asked to hear an objection.
HEARING_ROLES = ("agency_officer", "ministry_approver", "panel_chair", "reviewer", "auditor")
#: Where an application that is let in again is reviewed by itself.
_REVIEWED = (Call.Status.REVIEWING, Call.Status.DELIBERATING, Call.Status.NOTIFIED)


@transaction.atomic
def file_objection(*, decision: Decision, ground: str, text: str, actor: User, at: datetime) -> Objection:
    """Object to a decision. A second click finds the first objection.

    Raises `NotAllowed` for others than the applicant's representative, `WrongState` outside the ten days and once a
    newer letter took the place of this one, `InvalidInput` for a ground that is not heard.
    """
    locks.share(decision.application.call)
    _ensure_representative(actor, decision.application)
    found = live_objection(decision=decision)
    if found is not None:
        return found
    _ensure_open(decision, at=at)
    return _file(decision.application, ground=ground, text=text, actor=actor, at=at, decision=decision)


@transaction.atomic
def object_to_exclusion(*, application: Application, ground: str, text: str, actor: User, at: datetime) -> Objection:
    """Object to having been left out at the screening. A second click finds the first objection.

    Raises like `file_objection`; the ten days begin with the exclusion.
    """
    application.call = locks.share(application.call)
    application = locks.update(application)
    _ensure_representative(actor, application)
    exclusion = exclusion_of(application)
    if exclusion is None:
        raise WrongState(_("지원 대상에서 제외된 신청서가 아닙니다."), code="not_excluded")
    found = live_objection(exclusion=exclusion)
    if found is not None:
        return found
    _ensure_before(exclusion_until(application, exclusion), at=at)
    gather_participants([application])  # so that ties of those who are to hear it are found
    return _file(application, ground=ground, text=text, actor=actor, at=at, exclusion=exclusion)


def _ensure_representative(actor: User, application: Application) -> None:
    if not intake.can_submit(actor, application):
        sentence = _("이의신청은 대표 담당자나 내는 일을 위임받은 사람만 할 수 있습니다.")
        raise NotAllowed(sentence, code="not_representative")


def _file(application: Application, *, ground: str, text: str, actor: User, at: datetime, **target: Any) -> Objection:
    rules = calls.rules_in_force(application.call).after.objection
    if ground not in {one.key for one in rules.grounds}:
        sentence = _("목록에 있는 사유를 골라 주세요.")
        raise InvalidInput(sentence, code="ground_unknown", fields={"ground": [sentence]})
    refuse_personal_numbers({"text": text})
    objection = Objection.objects.create(
        application=application,
        **target,
        ground=ground,
        text=ensure_reason(text, field="text"),
        filed_by=actor,
        filed_at=at,
        due_at=periods.end(at, rules.decide_days),
    )
    workflow.OBJECTION.begin(objection, actor=actor, at=at)
    audit.record(actor=actor, action="decisions.objection.filed", target=objection, at=at)
    _owe(objection, "filed")
    return objection


def _ensure_open(decision: Decision, *, at: datetime) -> None:
    letter = Letter.objects.filter(decision=decision).first()
    if letter is None or at < letter.issued_at:
        raise WrongState(_("아직 결과를 알리지 않았습니다."), code="not_told")
    if newest_letter(decision.application) != letter:
        raise WrongState(_("이 통보를 대신하는 새 통보가 있습니다."), code="letter_replaced")
    _ensure_before(objections_until(letter), at=at)


def _ensure_before(until: datetime, *, at: datetime) -> None:
    if at >= until:
        told = formats.end_of_period(until)
        raise WrongState(_("이의신청은 %(until)s에 끝났습니다.") % {"until": told}, code="objections_closed")


def assign_by_email(
    *, objection: Objection, handler: str, panel: Sequence[str], actor: User, at: datetime
) -> Objection:
    """Name who hears it by their addresses; whether an address has an account is told to who may ask alone."""
    if not permissions.can_assign(actor, objection):
        raise NotAllowed(_("이의신청을 맡을 사람을 정하는 것은 전문기관입니다."), code="not_assigning")
    return assign_objection(
        objection=objection,
        handler=_person(handler),
        panel=[_person(address) for address in panel],
        actor=actor,
        at=at,
    )


def _person(email: str) -> User:
    found: User | None = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        sentence = _("포털에 없는 사람입니다: %(email)s") % {"email": email}
        raise InvalidInput(sentence, code="person_unknown", fields={"handler": [sentence]})
    return found


@transaction.atomic
def assign_objection(
    *, objection: Objection, handler: User, panel: Sequence[User], actor: User, at: datetime
) -> Objection:
    """Name who hears it. Raises `InvalidInput` for people who decided before or whose role does not hear objections."""
    objection = locks.update(objection)
    people = [handler, *panel]
    _ensure_fresh(objection, people)
    ensure_may_hear(people, objection.application.call, at=at)
    workflow.OBJECTION.advance(objection, "assign", actor=actor, at=at)
    objection.handler = handler
    objection.save(update_fields=["handler"])
    ObjectionMember.objects.bulk_create(
        [
            ObjectionMember(objection=objection, user=one, named_by=actor, named_at=at)
            for one in {one.pk: one for one in panel if one.pk != handler.pk}.values()
        ]
    )
    audit.record(actor=actor, action="decisions.objection.assigned", target=objection, at=at)
    return objection


def _ensure_fresh(objection: Objection, people: Sequence[User]) -> None:
    decided = _who_decided(objection)
    if any(one.pk in decided for one in people):
        sentence = _("처음 결정에 참여한 사람은 이의신청을 맡을 수 없습니다.")
        raise InvalidInput(sentence, code="decided_before", fields={"handler": [sentence]})
    if not all(scope_of(one).has(*HEARING_ROLES) for one in people):
        sentence = _("이의신청을 맡을 수 있는 역할이 아닙니다.")
        raise InvalidInput(sentence, code="cannot_hear", fields={"handler": [sentence]})


def _who_decided(objection: Objection) -> set[int | None]:
    """Who proposed or approved the decision, or judged and excluded at the screening."""
    if objection.decision is not None:
        selection = objection.decision.selection
        return {selection.made_by_id, *Approval.objects.filter(selection=selection).values_list("by_id", flat=True)}
    judges = ScreeningFinding.objects.filter(application=objection.application).values_list("judged_by_id", flat=True)
    excluded_by = objection.exclusion.actor_id if objection.exclusion is not None else None
    return {excluded_by, *judges} - {None}


def uphold_objection(
    *,
    objection: Objection,
    reason: str,
    actor: User,
    at: datetime,
    remedy: str = Objection.Remedy.RECKON,
    no_conflict: bool = False,
) -> Objection:
    """The applicant is right; a selection is reckoned anew from what is put right.

    `remedy`: points or records are corrected first, or what kept the application out is taken back at once: its
    exclusion at the screening, after which it is reviewed like all others, or the panel's findings. `no_conflict`: the
    handler states to have no conflict, which is asked of whom no tie could find. Raises `InvalidInput` for a remedy
    that does not fit, and where the statement is asked and not made.
    """
    return _decide(objection, "uphold", _Word(reason, actor, at, no_conflict), remedy=remedy)


def dismiss_objection(
    *, objection: Objection, reason: str, actor: User, at: datetime, no_conflict: bool = False
) -> Objection:
    """The decision stands. `no_conflict` as for the other."""
    return _decide(objection, "dismiss", _Word(reason, actor, at, no_conflict), remedy="")


class _Word(NamedTuple):
    """What the handler says."""

    reason: str
    actor: User
    at: datetime
    no_conflict: bool


@transaction.atomic
def _decide(objection: Objection, step: str, word: _Word, *, remedy: str) -> Objection:
    actor, at = word.actor, word.at
    locks.share(objection.application.call)
    application = locks.update(objection.application)
    objection = locks.update(objection)
    refuse_personal_numbers({"reason": word.reason})
    reason = ensure_reason(word.reason)
    if not permissions.can_decide_objection(actor, objection):
        raise NotAllowed(_("이 이의신청을 맡은 사람이 아닙니다."), code="not_handler")
    ensure_stated(actor, no_conflict=word.no_conflict)
    if objection.status != Objection.Status.HANDLING:
        raise WrongState(_("이미 끝난 이의신청입니다."), code="wrong_state")
    if remedy:
        _remedy(objection, application, remedy, reason=reason, actor=actor, at=at)
    objection.outcome_reason, objection.decided_by, objection.decided_at = reason, actor, at
    objection.save(update_fields=["outcome_reason", "decided_by", "decided_at"])
    workflow.OBJECTION.advance(objection, step, actor=actor, at=at, reason=reason)
    detail = {"remedy": remedy, "no_conflict": word.no_conflict}
    audit.record(actor=actor, action=f"decisions.objection.{objection.status}", target=objection, at=at, detail=detail)
    _owe(objection, "decided")
    return objection


def _remedy(
    objection: Objection, application: Application, remedy: str, *, reason: str, actor: User, at: datetime
) -> None:
    findings = list(Finding.objects.filter(application=application, taken_back_at=None).select_for_update())
    if remedy not in fitting_remedies(objection, has_findings=bool(findings)):
        sentence = _("이 신청서에는 맞지 않는 조치입니다.")
        raise InvalidInput(sentence, code="remedy_unfit", fields={"outcome": [sentence]})
    if remedy == Objection.Remedy.READMIT:
        for finding in findings:
            take_back(finding, reason=reason, actor=actor, at=at)
        if objection.exclusion is not None:
            _readmit(application, reason=reason, at=at)
    Objection.objects.filter(pk=objection.pk).update(remedy=remedy)


def _readmit(application: Application, *, reason: str, at: datetime) -> None:
    """Past its screening again; where the others are being reviewed or have been, it is reviewed after them."""
    intake_steps.APPLICATION.advance(application, "readmit", actor=None, at=at, reason=reason)
    audit.record(actor=None, action="calls.application.readmit", target=application, at=at)
    if application.call.status in _REVIEWED:
        admit_late(application, reason=reason, at=at)


@transaction.atomic
def withdraw_objection(*, objection: Objection, actor: User, at: datetime) -> Objection:
    """Take it back before it is decided; within the window another may be filed."""
    objection = locks.update(objection)
    if not permissions.can_object(actor, objection):
        sentence = _("이의신청은 대표 담당자나 내는 일을 위임받은 사람만 거둘 수 있습니다.")
        raise NotAllowed(sentence, code="not_representative")
    if objection.status == Objection.Status.WITHDRAWN:
        return objection
    workflow.OBJECTION.advance(objection, "withdraw", actor=actor, at=at)
    audit.record(actor=actor, action="decisions.objection.withdrawn", target=objection, at=at)
    return objection


def _owe(objection: Objection, kind: str) -> None:
    key = f"decisions.notify_objection:{kind}:{objection.uuid}"
    outbox.enqueue(tasks.notify_objection, key=key, objection_id=objection.pk, kind=kind)
