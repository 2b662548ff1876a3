"""After the result is told: somebody declines and the reserve moves up; the call is final when nobody objects."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import selectors as calls
from axportal.calls import workflow as intake
from axportal.calls.models import Application, Call
from axportal.core import locks
from axportal.decisions import workflow
from axportal.decisions.models import Selection
from axportal.decisions.rules.reckoning import fingerprint, from_json, places_to_json, reckon, terms_of
from axportal.decisions.selectors.objecting import has_open_objections
from axportal.decisions.services import publication


@transaction.atomic
def decline(*, application: Application, reason: str, actor: User, at: datetime) -> Application:
    """Give up a place, or one in the reserve. The best in reserve moves up at once: their order was approved."""
    call = locks.update(application.call)
    application = locks.update(application)
    intake.APPLICATION.advance(application, "decline", actor=actor, at=at, reason=reason)
    audit.record(actor=actor, action="calls.application.declined", target=application, at=at)
    _return_what_is_at_work(call, at=at)
    in_force = Selection.objects.filter(call=call, status=Selection.Status.PUBLISHED).first()
    if in_force is not None:
        _move_up(in_force, without=application, call=call, at=at)
    return application


def _return_what_is_at_work(call: Call, *, at: datetime) -> None:
    """A selection that was proposed still counts on the one that fell away: it has to be reckoned again."""
    at_work = Selection.objects.filter(call=call, status__in=Selection.AT_WORK).first()
    if at_work is not None:
        reason = _("이 선정안에 든 신청서가 선정을 포기했습니다. 다시 셈해 올려 주세요.")
        workflow.SELECTION.advance(locks.update(at_work), "overtake", actor=None, at=at, reason=reason)
        audit.record(actor=None, action="decisions.selection.returned", target=at_work, at=at)


def _move_up(before: Selection, *, without: Application, call: Call, at: datetime) -> None:
    """The same points, rules and terms without the one that fell away, reckoned anew and told."""
    rules = calls.read_version(before.rules)
    rows = [row for row in before.inputs["applications"] if row["application"] != str(without.uuid)]
    terms = terms_of(rules.after, budget_won=before.inputs["budget_won"], settled=before.inputs["settled"])
    places = places_to_json(reckon(from_json(rows), rules.content, rules.after, terms))
    before = locks.update(before)
    workflow.SELECTION.advance(before, "supersede", actor=None, at=at)
    newest = Selection.objects.filter(call=call).aggregate(number=Max("number"))["number"]
    moved = Selection.objects.create(
        call=call,
        number=newest + 1,
        cause=Selection.Cause.MOVED_UP,
        rules=before.rules,
        status=Selection.Status.PUBLISHED,
        inputs={**before.inputs, "applications": rows},
        places=places,
        sha256=fingerprint(rows, places),
        made_by=before.made_by,
        made_at=at,
        publish_at=at,
    )
    workflow.SELECTION.begin(moved, actor=None, at=at)
    publication.carry_out(moved, call, before=before, at=at)
    audit.record(actor=None, action="decisions.selection.moved_up", target=moved, at=at)


def finalise_due(*, at: datetime) -> int:
    """Make final every call whose window has closed without an open objection; returns how many."""
    due = Call.objects.filter(status=Call.Status.NOTIFIED, objections_until__lte=at).order_by("id")
    return sum(_finalise(call, at=at) for call in due)


@transaction.atomic
def _finalise(call: Call, *, at: datetime) -> bool:
    call = locks.update(call)
    if call.status != Call.Status.NOTIFIED or has_open_objections(call):
        return False
    intake.CALL.advance(call, "finalise", actor=None, at=at)
    audit.record(actor=None, action="calls.call.finalised", target=call, at=at)
    return True
