"""Legal periods, with the cases that the law's text and the calendar of 2026 and 2027 give."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axportal.core import clock, periods
from axportal.core.models import HolidayChange
from axportal.core.periods import Counting

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B27")]
_changes_are_not_asked = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 12, 25), False),  # Christmas
        (date(2027, 1, 1), False),  # New Year
        (date(2027, 2, 8), False),  # Seollal 2027: 6 to 8 February, the substitute for Sunday the 7th follows
        (date(2027, 2, 9), False),
        (date(2027, 2, 10), True),
        (date(2026, 8, 17), False),  # the substitute for Saturday, 15 August
        (date(2026, 7, 17), False),  # Constitution Day, a holiday again since 2026
    ],
)
def test_working_days(day, working):
    assert periods.is_working_day(day) is working


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 11, 9), 10, date(2026, 11, 19)),  # the day of the notice is not counted
        (date(2026, 11, 10), 10, date(2026, 11, 20)),
        (date(2026, 11, 11), 10, date(2026, 11, 23)),  # the tenth day is a Saturday
        (date(2026, 11, 12), 10, date(2026, 11, 23)),  # a Sunday
        (date(2026, 12, 15), 10, date(2026, 12, 28)),  # Christmas on a Friday, and the weekend after it
        (date(2027, 1, 27), 10, date(2027, 2, 10)),  # Saturday, Seollal and its substitute
        (date(2026, 11, 30), 30, date(2026, 12, 30)),
        (date(2026, 12, 2), 30, date(2027, 1, 4)),  # New Year's Day on a Friday
    ],
)
def test_civil_periods(start, days, last):
    assert periods.last_day(start, days) == last


def test_restrictions_count_the_first_day_and_do_not_move():
    assert periods.last_day(date(2026, 11, 12), 10, Counting.RESTRICTION) == date(2026, 11, 21)  # a Saturday


def test_working_days_leave_out_saturdays_and_holidays():
    assert periods.last_day(date(2026, 12, 21), 6, Counting.WORKING_DAYS) == date(2026, 12, 29)
    assert periods.last_day(date(2026, 12, 25), 6, Counting.WORKING_DAYS) == date(2027, 1, 5)


@pytest.mark.parametrize(("days", "counting"), [(0, Counting.CIVIL), (5, Counting.WORKING_DAYS)])
def test_what_is_no_such_period_is_refused(days, counting):
    with pytest.raises(ValueError, match="day"):
        periods.last_day(date(2026, 11, 20), days, counting)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 11, 30), 3, date(2027, 3, 2)),  # 28 February is a Sunday, 1 March a holiday
        (date(2026, 10, 20), 1, date(2026, 11, 20)),
        (date(2026, 11, 16), 14, date(2028, 1, 17)),  # 16 January 2028 is a Sunday
    ],
)
def test_months(start, months, last):
    assert periods.last_day_of_months(start, months) == last


def test_a_period_ends_at_midnight_in_korea():
    notice = datetime(2026, 11, 9, 23, 59, tzinfo=clock.SEOUL)
    assert periods.end(notice, 10) == datetime(2026, 11, 20, 0, 0, tzinfo=clock.SEOUL)
    assert periods.end(notice + timedelta(minutes=1), 10) == datetime(2026, 11, 21, 0, 0, tzinfo=clock.SEOUL)


def test_the_government_may_make_a_day_a_holiday_and_take_one_back():
    assert periods.last_day(date(2026, 11, 9), 10) == date(2026, 11, 19)
    HolidayChange.objects.create(day=date(2026, 11, 19), is_holiday=True, name_ko="임시공휴일")
    HolidayChange.objects.create(day=date(2026, 11, 22), is_holiday=False, name_ko="근무일")
    periods._changes.forget()
    assert periods.last_day(date(2026, 11, 9), 10) == date(2026, 11, 20)
    assert periods.last_day(date(2026, 11, 11), 10) == date(2026, 11, 22)


@given(start=_changes_are_not_asked, days=st.integers(1, 400))
def test_a_period_is_never_shorter_than_said_and_ends_on_a_working_day(start, days):
    last = periods.last_day(start, days)
    assert periods.is_working_day(last)
    assert 0 <= (last - start).days - days <= 10
    assert periods.last_day(start + timedelta(days=1), days) >= last
