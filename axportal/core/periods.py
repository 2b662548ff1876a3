"""How "within N days" is counted in Korea: the one place for the legal clocks of calls, objections and requests.

Sources: 민법 제156·157·159·160·161조, 행정기본법 제6조, 민원 처리에 관한 법률 제19조, 관공서의 공휴일에 관한 규정.
Holidays are those of the `holidays` package, corrected by the rows of `HolidayChange`: days that the government makes
holidays at short notice stand there before any package knows them.
"""

import calendar
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import holidays

from axportal.core import clock
from axportal.core.models import HolidayChange
from axportal.core.process_cache import ProcessCache

DAY = timedelta(days=1)
#: 민원처리법 제19조: periods of five days and less are counted in working hours, which no clock of a call is.
LEAST_WORKING_DAYS = 6


class Counting(StrEnum):
    """Which of the law's ways to count."""

    #: 민법: the first day is not counted; a last day on a Saturday or holiday moves to the next working day.
    CIVIL = "civil"
    #: 행정기본법 제6조제2항, for what restricts rights: the first day is counted, the last day stays where it falls.
    RESTRICTION = "restriction"
    #: 민원처리법 제19조제2항: the first day is counted, Saturdays and holidays are not.
    WORKING_DAYS = "working_days"


def _load_changes() -> dict[date, bool]:
    return dict(HolidayChange.objects.values_list("day", "is_holiday"))


_changes = ProcessCache(_load_changes)
_known = holidays.country_holidays("KR", language="ko")


def is_holiday(day: date) -> bool:
    """Whether public offices are closed: Sundays, public and substitute holidays. A Saturday is none by itself."""
    return _changes().get(day, day.weekday() == calendar.SUNDAY or day in _known)


def is_working_day(day: date) -> bool:
    """Neither a Saturday nor a holiday."""
    return day.weekday() != calendar.SATURDAY and not is_holiday(day)


def on_or_after(day: date) -> date:
    """That day, or the next working day."""
    while not is_working_day(day):
        day += DAY
    return day


def last_day(start: date, days: int, counting: Counting = Counting.CIVIL) -> date:
    """The last day of a period of `days` that something on the day `start` sets going.

    Raises `ValueError` for a period of no days, and for working days where the law counts hours.
    """
    if days < 1:
        raise ValueError("a period has at least one day")
    if counting == Counting.CIVIL:
        return on_or_after(start + timedelta(days=days))
    if counting == Counting.RESTRICTION:
        return start + timedelta(days=days - 1)
    if days < LEAST_WORKING_DAYS:
        raise ValueError("periods of five days and less are counted in hours")
    return _last_working_day(start, days)


def _last_working_day(start: date, days: int) -> date:
    day = on_or_after(start)
    for _counted in range(days - 1):
        day = on_or_after(day + DAY)
    return day


def last_day_of_months(start: date, months: int) -> date:
    """민법 제160조: the day of the same number `months` later, the month's last where it has none; moved as CIVIL."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return on_or_after(date(year, month, min(start.day, calendar.monthrange(year, month)[1])))


def end(start: datetime, days: int, counting: Counting = Counting.CIVIL) -> datetime:
    """The instant at which the period is over: 24:00 in Korea of its last day. What comes before it is in time."""
    return end_of(last_day(clock.seoul_date(start), days, counting))


def end_of(day: date) -> datetime:
    """24:00 in Korea of that day."""
    return datetime.combine(day + DAY, time.min, tzinfo=clock.SEOUL)
