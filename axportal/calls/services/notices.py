"""Mails about applications, owed once for each cause and person."""

from axportal.calls import notifications
from axportal.calls.models import Application, ConsortiumMember, Submission
from axportal.core import mail


def owe_submitted(*, submission_id: int) -> None:
    """Tell the applicant's people that their application was received."""
    submission = Submission.objects.select_related("application__call", "submitted_by").get(pk=submission_id)
    for recipient in notifications.people_of(submission.application):
        letter = notifications.submitted(submission, recipient)
        mail.owe(key=f"calls.submitted:{submission.uuid}", recipient=recipient.email, **letter)


def owe_withdrawn(*, application_id: int, act: str) -> None:
    """Tell the applicant's people that their application was taken back."""
    application = Application.objects.select_related("call").get(pk=application_id)
    for recipient in notifications.people_of(application):
        letter = notifications.withdrawn(application, recipient)
        mail.owe(key=f"calls.withdrawn:{act}", recipient=recipient.email, **letter)


def owe_invitation(*, member_id: int) -> None:
    """Invite a partner's person to write their part. A member removed meanwhile gets no mail."""
    member = (
        ConsortiumMember.objects.select_related("application__call", "application__organisation", "organisation")
        .filter(pk=member_id)
        .first()
    )
    if member is not None:
        mail.owe(key=f"calls.invited:{member.uuid}", recipient=member.email, **notifications.invited(member))
