"""Telling the result, at the moment that was set, to everybody at once: decisions, letters, statuses, clocks."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from axportal.audit import services as audit
from axportal.calls import selectors as calls
from axportal.calls import workflow as intake
from axportal.calls.models import Application, Call
from axportal.core import locks, outbox, periods
from axportal.decisions import tasks, workflow
from axportal.decisions.models import Decision, Letter, Objection, Selection
from axportal.decisions.selectors.letters import compose, material_of

_STEPS = {"selected": "select", "reserve": "reserve", "not_selected": "reject"}


def publish_due(*, at: datetime) -> int:
    """Tell every approved selection whose moment has come; returns how many. Safe to run twice, and beside itself."""
    due = Selection.objects.filter(status=Selection.Status.APPROVED, publish_at__lte=at).order_by("publish_at", "id")
    return sum(_publish(selection, at=at) for selection in due)


@transaction.atomic
def _publish(selection: Selection, *, at: datetime) -> bool:
    call = locks.update(selection.call)
    selection = locks.update(selection)
    if selection.status != Selection.Status.APPROVED:  # another process was first
        return False
    before = Selection.objects.filter(call=call, status=Selection.Status.PUBLISHED).first()
    if before is not None:
        workflow.SELECTION.advance(locks.update(before), "supersede", actor=None, at=at)
    workflow.SELECTION.advance(selection, "publish", actor=None, at=at)
    carry_out(selection, call, before=before, at=at)
    _answer_objections(selection)
    audit.record(actor=None, action="decisions.selection.published", target=selection, at=at)
    return True


def carry_out(selection: Selection, call: Call, *, before: Selection | None, at: datetime) -> None:
    """Decisions for all, the applications' own statuses, and a letter to each whose place is new.

    Where the reserve moves up, everybody below it gets another rank, but only an outcome is news.
    """
    until = _start_the_clock(call, at=at)
    is_whole = selection.cause != Selection.Cause.MOVED_UP
    told = {one.application_id: _told(one, is_whole=is_whole) for one in before.decisions.all()} if before else {}
    for decision in _decide(selection, at=at):
        _move(decision, at=at)
        if told.get(decision.application_id) != _told(decision, is_whole=is_whole):
            _tell(decision, call, until=until, at=at)


def _told(decision: Decision, *, is_whole: bool) -> tuple[object, ...]:
    """What a letter says of a place: its outcome, and where the whole is reckoned anew its rank and score."""
    return (decision.outcome, decision.rank, Decimal(decision.score)) if is_whole else (decision.outcome,)


def _start_the_clock(call: Call, *, at: datetime) -> datetime:
    """The ten days to object begin with the notice; a later notice of the same call gives its addressees theirs."""
    until = periods.end(at, calls.rules_in_force(call).after.objection.days)
    if call.notified_at is None:
        Call.objects.filter(pk=call.pk).update(notified_at=at, objections_until=until)
        call.refresh_from_db(fields=["notified_at", "objections_until", "version", "updated_at"])
        intake.CALL.advance(call, "notify", actor=None, at=at)
    else:
        Call.objects.filter(pk=call.pk, objections_until__lt=until).update(objections_until=until)
        call.refresh_from_db(fields=["objections_until", "version", "updated_at"])
    return until


def _answer_objections(selection: Selection) -> None:
    """Objections upheld before this selection was reckoned are answered by it."""
    upheld = Objection.objects.filter(
        application__call=selection.call,
        status=Objection.Status.UPHELD,
        answered_by=None,
        decided_at__lte=selection.made_at,
    )
    upheld.update(answered_by=selection)


def _decide(selection: Selection, *, at: datetime) -> list[Decision]:
    applications = {str(one.uuid): one for one in Application.objects.filter(call=selection.call)}
    return Decision.objects.bulk_create(
        [
            Decision(
                selection=selection,
                application=applications[place["application"]],
                outcome=place["outcome"],
                ground=place["ground"],
                rank=place["rank"],
                score=place["final"],
                decided_at=at,
            )
            for place in selection.places
        ]
    )


def _move(decision: Decision, *, at: datetime) -> None:
    """The application's own status follows; one that was withdrawn meanwhile stays withdrawn."""
    application = locks.update(decision.application)
    step = _STEPS[decision.outcome]
    if application.status in intake.APPLICATION.rows[step].sources and application.status != decision.outcome:
        intake.APPLICATION.advance(application, step, actor=None, at=at)


def _tell(decision: Decision, call: Call, *, until: datetime, at: datetime) -> None:
    words: Mapping[str, Any] = compose(material_of(decision, call, until=until))
    letter = Letter.objects.create(decision=decision, issued_at=at, **words)
    key = f"decisions.notify_decided:{letter.uuid}"
    outbox.enqueue(tasks.notify_decided, key=key, letter_id=letter.pk)
    outbox.enqueue(tasks.make_letter_files, key=f"decisions.make_letter_files:{letter.uuid}", letter_id=letter.pk)
