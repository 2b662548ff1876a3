"""What somebody is told who could see an application until their office or delegation ended."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from axportal.calls.models import Application
from regions.selectors.authority import left_since, why_not

if TYPE_CHECKING:
    from axportal.accounts.models import User


def told_on_leaving(user: "User", uuid: Any, *, at: datetime) -> str:
    """Why they no longer act for the applicant, and who does; empty for everybody else, who learns nothing."""
    application = Application.objects.filter(uuid=uuid).first()
    if application is None or not left_since(user, application.organisation_id, application.created_at):
        return ""
    return why_not(user, application.organisation_id, "submit", at=at)
