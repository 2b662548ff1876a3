"""What one may object to, until when, and which objections still wait for something."""

from datetime import datetime

from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call
from axportal.calls.workflow import APPLICATION
from axportal.core import periods
from axportal.core.models import Transition
from axportal.decisions.models import Objection


def exclusion_of(application: Application) -> Transition | None:
    """The step that left an application out at its screening, with the rule quoted; None where it is not left out."""
    if application.status != Application.Status.EXCLUDED:
        return None
    return APPLICATION.steps(application).filter(name="exclude").last()


def exclusion_until(application: Application, exclusion: Transition) -> datetime:
    """The end of the days within which one may object to an exclusion."""
    return periods.end(exclusion.at, calls.rules_in_force(application.call).after.objection.days)


def live_objection(**of: object) -> Objection | None:
    """The objection to this decision or exclusion that was not taken back."""
    found: Objection | None = (
        Objection.objects.filter(**of).exclude(status=Objection.Status.WITHDRAWN).select_related("application").first()
    )
    return found


def fitting_remedies(objection: Objection, *, has_findings: bool) -> tuple[Objection.Remedy, ...]:
    """What may follow when it is upheld: what keeps an application out is taken back, points are put right."""
    remedies = Objection.Remedy
    if objection.exclusion_id is not None:
        return (remedies.READMIT,)
    return (remedies.RECKON, remedies.READMIT) if has_findings else (remedies.RECKON,)


def has_unanswered(call: Call) -> bool:
    """Whether an objection was upheld and no selection has followed from it."""
    upheld = Objection.objects.filter(application__call=call, status=Objection.Status.UPHELD, answered_by=None)
    return upheld.exists()


def has_open_objections(call: Call) -> bool:
    """Whether one waits for its decision, or for the selection that follows from it."""
    waiting = Objection.objects.filter(application__call=call, status__in=["filed", "handling"])
    return waiting.exists() or has_unanswered(call)
