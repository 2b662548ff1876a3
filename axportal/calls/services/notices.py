"""Mails about applications, owed once for each cause and person."""

from datetime import datetime

from axportal.accounts.models import User
from axportal.calls import notifications, workflow
from axportal.calls.models import (
    Application,
    Call,
    CallDeadline,
    CallRules,
    ConsortiumMember,
    PartnerConsent,
    ReturnRequest,
    Submission,
)
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.consents import standing_of
from axportal.calls.selectors.rules_in_force import rules_in_force
from axportal.calls.selectors.screening import screening_of
from axportal.core import clock
from axportal.notices.services import telling


def owe_submitted(*, submission_id: int) -> None:
    """Tell the applicant's people that their application was received."""
    submission = Submission.objects.select_related("application__call", "submitted_by").get(pk=submission_id)
    for recipient in notifications.people_of(submission.application):
        letter = notifications.submitted(submission, recipient)
        _tell("submitted", letter, recipient, submission.application.call, cause=submission.uuid)


def owe_withdrawn(*, application_id: int, act: str) -> None:
    """Tell the applicant's people that their application was taken back, and after the deadline its managers."""
    application = Application.objects.select_related("call").get(pk=application_id)
    recipients = list(notifications.people_of(application))
    if not application.call.is_open(at=clock.now()):
        recipients += notifications.managers_of(application.call)
    for recipient in recipients:
        letter = notifications.withdrawn(application, recipient)
        _tell("withdrawn", letter, recipient, application.call, cause=act)


def owe_invitation(*, member_id: int) -> None:
    """Invite a partner's person to write their part. A member removed meanwhile gets no mail."""
    member = (
        ConsortiumMember.objects.select_related("application__call", "application__organisation", "organisation")
        .filter(pk=member_id)
        .first()
    )
    if member is not None:
        letter = notifications.invited(member)
        telling.write_to("calls.invited", cause=member.uuid, address=member.email, letter=letter)


def owe_consent_withdrawn(*, consent_id: int) -> None:
    """Tell the applicant's people, and once it was handed in the call's managers, who took a consent back."""
    consent = PartnerConsent.objects.select_related("application__call", "organisation").get(pk=consent_id)
    application = consent.application
    recipients = list(notifications.people_of(application))
    if application.has_been_submitted:
        recipients += notifications.managers_of(application.call)
    for recipient in recipients:
        letter = notifications.consent_withdrawn(consent, recipient)
        _tell("consent_withdrawn", letter, recipient, application.call, cause=consent.uuid)


def owe_returned(*, request_id: int) -> None:
    """Tell the applicant's people what to correct, and until when."""
    request = ReturnRequest.objects.select_related("application__call").get(pk=request_id)
    for recipient in notifications.people_of(request.application):
        letter = notifications.returned(request, recipient)
        _tell("returned", letter, recipient, request.application.call, cause=request.uuid)


def owe_screened(*, application_id: int, act: str) -> None:
    """Tell the applicant's people that their application goes to review."""
    application = Application.objects.select_related("call").get(pk=application_id)
    for recipient in notifications.people_of(application):
        letter = notifications.screened(application, recipient)
        _tell("screened", letter, recipient, application.call, cause=act)


def owe_excluded(*, application_id: int, act: str) -> None:
    """Tell the applicant's people that their application is left out, and for which rules."""
    application = Application.objects.select_related("call").get(pk=application_id)
    for recipient in notifications.people_of(application):
        letter = notifications.excluded(application, screening_of(application).failed, recipient)
        _tell("excluded", letter, recipient, application.call, cause=act)


def owe_lapsed(*, application_id: int, act: str) -> None:
    """Tell the applicant's people and the managers that nothing was corrected in time."""
    application = Application.objects.select_related("call").get(pk=application_id)
    for recipient in [*notifications.people_of(application), *notifications.managers_of(application.call)]:
        letter = notifications.lapsed(application, recipient)
        _tell("lapsed", letter, recipient, application.call, cause=act)


def owe_closing(*, deadline_id: int, hours: int, at: datetime) -> None:
    """Remind the people of each draft that is not handed in; nobody when the deadline has moved or passed meanwhile."""
    deadline = CallDeadline.objects.select_related("call").get(pk=deadline_id)
    call = deadline.call
    if call.closes_at != deadline.closes_at or not call.is_open(at=at):
        return
    for application in call.applications.filter(status=Application.Status.DRAFT).select_related("call"):
        for recipient in notifications.people_of(application):
            letter = notifications.closing(application, recipient)
            _tell("closing", letter, recipient, call, cause=f"{application.uuid}:{deadline.uuid}:{hours}")


def owe_consents_missing(*, deadline_id: int, hours: int, at: datetime) -> None:
    """Remind each partner without a consent that stands, where the call takes no application without it."""
    deadline = CallDeadline.objects.select_related("call").get(pk=deadline_id)
    call, content = deadline.call, rules_in_force(deadline.call).content
    if call.closes_at != deadline.closes_at or not call.is_open(at=at) or not content.consents_required:
        return
    drafts = call.applications.filter(status=Application.Status.DRAFT)
    for application in drafts.select_related("call", "organisation").order_by("id"):
        written = read_application(application, content)
        for member in written.members:
            if not standing_of(written, member).is_settled:
                _remind_partner(member, application, cause=f"{member.uuid}:{deadline.uuid}:{hours}")


def _remind_partner(member: ConsortiumMember, application: Application, *, cause: str) -> None:
    """Those who sign for it; an organisation without any, at the address it was invited by."""
    member.application = application
    signers = list(notifications.signers_of(member.organisation_id))
    for recipient in signers:
        letter = notifications.consent_missing(member, recipient.language)
        _tell("consent_missing", letter, recipient, application.call, cause=cause)
    if not signers and member.email:
        letter = notifications.consent_missing(member, User.objects.language_of(member.email))
        telling.write_to("calls.consent_missing", cause=cause, address=member.email, letter=letter)


def owe_corrected(*, rules_id: int) -> None:
    """Tell everybody who has started an application what was corrected, and why."""
    version = CallRules.objects.select_related("call").get(pk=rules_id)
    before = version.call.rules.filter(number__lt=version.number).latest("number")
    for recipient in notifications.people_who_started(version.call):
        letter = notifications.corrected(version, before, recipient)
        _tell("corrected", letter, recipient, version.call, cause=version.uuid)


def owe_cancelled(*, call_id: int) -> None:
    """Tell everybody who has started an application that the call is cancelled, and why."""
    call = Call.objects.get(pk=call_id)
    reason = workflow.CALL.steps(call).filter(name="cancel").latest("id").reason
    for recipient in notifications.people_who_started(call):
        letter = notifications.cancelled(call, reason, recipient)
        _tell("cancelled", letter, recipient, call, cause=call.uuid)


def owe_moved(*, deadline_id: int) -> None:
    """Tell everybody who has started an application that there is more time."""
    deadline = CallDeadline.objects.select_related("call").get(pk=deadline_id)
    for recipient in notifications.people_who_started(deadline.call):
        letter = notifications.moved(deadline, recipient)
        _tell("moved", letter, recipient, deadline.call, cause=deadline.uuid)


def _tell(name: str, letter: notifications.Letter, recipient: User, call: Call, *, cause: object) -> None:
    telling.tell(f"calls.{name}", cause=cause, recipient=recipient, organisation_id=call.organisation_id, letter=letter)
