"""Which backups are kept: seven days, four weeks, none older than 35 days."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from axportal.core import clock

DAILY, WEEKLY = 7, 4
OLDEST = timedelta(days=35)
#: A stored file that was removed stays this long, so that every day that can be restored has its files.
KEEP_REMOVED = timedelta(days=28)


def kept(times: Iterable[datetime], *, at: datetime) -> set[datetime]:
    """The newest backup of each of the last seven days and four weeks that have one; the newest of all, always."""
    young = sorted((time for time in times if at - time <= OLDEST), reverse=True)
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for time in young:
        local = time.astimezone(clock.SEOUL)
        days.setdefault(local.date(), time)
        weeks.setdefault(local.isocalendar()[:2], time)
    return {*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY]}


def streamed(times: Iterable[datetime], *, at: datetime) -> datetime | None:
    """The oldest kept backup from which any second can be reached: WAL is kept from there on, for the daily ones."""
    daily = sorted(time for time in kept(times, at=at) if at - time <= timedelta(days=DAILY))
    return daily[0] if daily else None
