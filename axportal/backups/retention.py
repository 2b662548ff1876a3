"""Which backups are kept: seven days, four weeks, none older than 35 days; all of the last two days."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from axportal.core import clock

DAILY, WEEKLY = 7, 4
#: Within this time nothing goes: a second backup of a day must not take away the seconds before it.
ALL = timedelta(days=2)
OLDEST = timedelta(days=35)
#: A stored file that was removed stays this long, so that every day that can be restored has its files.
KEEP_REMOVED = timedelta(days=28)


def kept(times: Iterable[datetime], *, at: datetime) -> set[datetime]:
    """All of the last two days, and the newest of each of the last seven days and four weeks that have one."""
    young = sorted((time for time in times if at - time <= OLDEST), reverse=True)
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for time in young:
        local = time.astimezone(clock.SEOUL)
        days.setdefault(local.date(), time)
        weeks.setdefault(local.isocalendar()[:2], time)
    newest = {*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY]}
    return newest | {time for time in young if at - time <= ALL}


def streamed(times: Iterable[datetime], *, at: datetime) -> datetime | None:
    """The oldest kept backup from which any second can be reached: WAL is kept from there on, for the daily ones."""
    daily = sorted(time for time in kept(times, at=at) if at - time <= timedelta(days=DAILY))
    return daily[0] if daily else None
