"""Handing in, and withdrawing."""

import uuid
from datetime import datetime

from django.db import connection, transaction

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import rules, selectors, tasks, workflow
from axportal.calls.models import Application, Call, PartRevision, Submission
from axportal.calls.rules.completeness import asked_won, read_application
from axportal.calls.services.parts import keep_revisions
from axportal.core import locks, outbox
from regions.services import authority


@transaction.atomic
def submit_application(*, application: Application, request_key: uuid.UUID, actor: User, at: datetime) -> Submission:
    """Hand the application in as it stands: complete and before the deadline; the newest submission in time counts.

    What screening sent back may be handed in once more until its own deadline. `request_key` belongs to the form that
    was sent: a repeat of it gets the first submission, also after the deadline. Raises `WrongState` when it comes too
    early or too late, `InvalidInput` when something is missing.
    """
    call = locks.share(application.call)  # a deadline that is being moved waits for us
    application = locks.update(application)
    application.call = call
    earlier = dict(application.submissions.values_list("request_key", "pk"))
    if request_key in earlier:
        return application.submissions.get(pk=earlier[request_key])
    authority.hold(actor=actor, organisation_id=application.organisation_id, act="submit")
    rules.ensure_in_time(application, call, at=at)
    frozen = call.rules.latest("number")
    written = read_application(application, rules.read_rules(frozen.body))
    rules.ensure_complete(written)
    snapshot = selectors.snapshot_of(written, rules_number=frozen.number)
    submission = Submission.objects.create(
        application=application,
        number=len(earlier) + 1,
        request_key=request_key,
        submitted_at=at,
        submitted_by=actor,
        rules=frozen,
        snapshot=snapshot,
        asked_won=asked_won(written),
        sha256=selectors.fingerprint(snapshot),
    )
    submission.files.add(*written.files)
    keep_revisions(parts=written.parts.values(), reason=PartRevision.Reason.SUBMISSION, actor=actor, at=at)
    audit.record(actor=actor, action="calls.application.submitted", target=submission, at=at)
    key = f"calls.notify_submitted:{submission.uuid}"
    outbox.enqueue(tasks.notify_submitted, key=key, submission_id=submission.pk)
    outbox.enqueue(tasks.find_similar, key=f"calls.find_similar:{submission.uuid}", submission_id=submission.pk)
    _number(application, call)  # late: everybody who hands in to this call waits for its lock
    workflow.APPLICATION.advance(application, "submit", actor=actor, at=at)
    return submission


def _number(application: Application, call: Call) -> None:
    """Give the receipt number at the first submission, in the order in which the counter's lock is won."""
    if application.number:
        return
    with connection.cursor() as cursor:
        cursor.execute("UPDATE calls_callcounter SET last = last + 1 WHERE call_id = %s RETURNING last", [call.pk])
        (last,) = cursor.fetchone()
    application.number = f"{call.number}-{last:04d}"
    application.save(update_fields=["number"])


@transaction.atomic
def withdraw_application(*, application: Application, actor: User, at: datetime, reason: str = "") -> Application:
    """Take an application back, until the results are told; while the call is open it may be handed in again.

    After the deadline that is final. A second click finds it withdrawn and changes nothing. Raises `WrongState` once
    the results are told.
    """
    call = locks.share(application.call)
    application = locks.update(application)
    if application.status == Application.Status.WITHDRAWN:
        return application
    authority.hold(actor=actor, organisation_id=application.organisation_id, act="submit")
    rules.ensure_before_notice(call)
    workflow.APPLICATION.advance(application, "withdraw", actor=actor, at=at, reason=reason)
    act = audit.record(actor=actor, action="calls.application.withdrawn", target=application, at=at)
    key = f"calls.notify_withdrawn:{act.uuid}"
    outbox.enqueue(tasks.notify_withdrawn, key=key, application_id=application.pk, act=str(act.uuid))
    return application
