"""The deciding clock: read once when a request arrives and handed to services as `at`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SEOUL = ZoneInfo("Asia/Seoul")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def seoul_date(at: datetime) -> date:
    """The calendar day in Korea at that instant."""
    return at.astimezone(SEOUL).date()
