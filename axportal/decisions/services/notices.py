"""Mails about decisions, owed once for each cause and person."""

from axportal.accounts.models import User
from axportal.calls import notifications as calls
from axportal.calls.models import Call
from axportal.decisions import notifications
from axportal.decisions.models import Letter, Objection
from axportal.notices.services import telling


def owe_decided(*, letter_id: int) -> None:
    """To the applicant's people of today."""
    letter = Letter.objects.select_related("decision__application__call").get(pk=letter_id)
    application = letter.decision.application
    for recipient in calls.people_of(application):
        words = notifications.decided(letter, recipient)
        _tell("decided", words, recipient, application.call, cause=letter.uuid)


def owe_objection(*, objection_id: int, kind: str) -> None:
    """To the applicant's people of today."""
    objection = Objection.objects.select_related("application__call").get(pk=objection_id)
    for recipient in calls.people_of(objection.application):
        words = notifications.objection(kind, objection, recipient)
        _tell(f"objection_{kind}", words, recipient, objection.application.call, cause=objection.uuid)


def owe_objection_due(*, objection_id: int, status: str, mark: int) -> None:
    """To who hears it or names them; nobody when it was taken up or decided meanwhile."""
    objection = Objection.objects.select_related("application__call").get(pk=objection_id)
    if objection.status != status:
        return
    cause = f"{objection.uuid}:{status}:{mark}"
    for recipient in notifications.hearers_of(objection):
        words = notifications.objection_due(objection, recipient, mark=mark)
        _tell("objection_due", words, recipient, objection.application.call, cause=cause)


def _tell(name: str, words: notifications.Words, recipient: User, call: Call, *, cause: object) -> None:
    institute = call.organisation_id
    telling.tell(f"decisions.{name}", cause=cause, recipient=recipient, letter=words, organisation_id=institute)
