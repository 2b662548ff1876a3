"""When a scheduled job is due.

A period is named by its start, so that each runs once however many schedulers are up.
"""

from datetime import datetime, time, timedelta

from axportal.core import clock


def latest_period(spec: str, *, at: datetime) -> str:
    """The name of the newest period that has begun.

    `spec` is "every N" (seconds) or "daily HH:MM" (Asia/Seoul). Raises ValueError for anything else.
    """
    kind, _, value = spec.partition(" ")
    if kind == "every":
        seconds = int(value)
        start = int(at.timestamp()) // seconds * seconds
        return datetime.fromtimestamp(start, tz=clock.SEOUL).isoformat()
    if kind == "daily":
        return _latest_day(time.fromisoformat(value), at=at).isoformat()
    raise ValueError(f"unknown schedule: {spec!r}")


def _latest_day(due: time, *, at: datetime) -> datetime:
    local = at.astimezone(clock.SEOUL)
    today = datetime.combine(local.date(), due, tzinfo=clock.SEOUL)
    return today if today <= local else today - timedelta(days=1)
