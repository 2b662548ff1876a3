"""Mails about challenges, owed once for each cause and person."""

from axportal.challenges import notifications
from axportal.challenges.models import Interest
from axportal.notices.services import telling


def owe_offered(*, interest_id: int) -> None:
    """Tell the poster's people that a laboratory has answered, unless it has taken that back meanwhile."""
    interest = Interest.objects.select_related("challenge__organisation", "organisation").get(pk=interest_id)
    if interest.status == Interest.Status.WITHDRAWN:
        return
    for recipient in notifications.people_of(interest.challenge):
        letter = notifications.offered(interest, recipient)
        telling.tell("challenges.offered", cause=interest.uuid, recipient=recipient, letter=letter)
