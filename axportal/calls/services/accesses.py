"""Looks of others at an application are kept (개인정보의 안전성 확보조치 기준 제8조)."""

from datetime import datetime

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions
from axportal.calls.models import Application


def log_read(
    application: Application, *, reader: User, what: str, address: str, at: datetime, reason: str = ""
) -> None:
    """Keep who looked at what; the applicant's own people are not others."""
    if not permissions.belongs_to(reader, application):
        audit.record_access(actor=reader, subject=application, what=what, address=address, reason=reason, at=at)
