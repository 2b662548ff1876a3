"""The deciding clock: read once when a request arrives and handed to services as `at`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

SEOUL = ZoneInfo("Asia/Seoul")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def ahead_of_database() -> float:
    """Seconds by which this machine's clock is ahead of the database's; negative when it is behind."""
    at = now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return float((at - cursor.fetchone()[0]).total_seconds())


def seoul_date(at: datetime) -> date:
    """The calendar day in Korea at that instant."""
    return at.astimezone(SEOUL).date()
