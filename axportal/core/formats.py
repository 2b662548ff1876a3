"""How dates, times, amounts and absent values are written, in Korean and in English. All times are Seoul's."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from axportal.core.clock import SEOUL

Number = int | float | Decimal

WEEKDAYS = "월화수목금토일"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MILLION = 10**6
EOK = 10**8
BILLION = 10**9

#: The ways a value can be missing. None of them is zero.
ABSENT = {
    "unknown": gettext_lazy("모름"),
    "not_applicable": gettext_lazy("해당 없음"),
    "masked": gettext_lazy("5명 미만"),
    "no_plan": gettext_lazy("계획 없음"),
    "unpublished": gettext_lazy("공개된 값 없음"),
    "unassigned": gettext_lazy("배정 없음"),
}


def is_english() -> bool:
    """Whether the reader's language is English."""
    return (get_language() or "ko").startswith("en")


def seoul_day(value: date | datetime) -> date:
    """The calendar day in Korea; a plain date stays as it is."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(SEOUL).date() if timezone.is_aware(value) else value.date()


def number(value: Number, places: int | None = None) -> str:
    """1,234.5: thousands with commas; `places` fixes the decimals, otherwise trailing zeros go."""
    amount = Decimal(str(value))
    if places is not None:
        return f"{amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(value: Number, unit: int) -> str:
    rounded = (Decimal(str(value)) / unit).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return number(rounded)


def won(value: Number) -> str:
    """Won in the unit people read it in: 5억 원, 128.6백만 원, 950,000원 (KRW 0.5 bn, KRW 128.6 m, KRW 950,000)."""
    size = abs(Decimal(str(value)))
    if is_english():
        if size >= BILLION:
            return f"KRW {_scaled(value, BILLION)} bn"
        return f"KRW {_scaled(value, MILLION)} m" if size >= MILLION else f"KRW {number(value, 0)}"
    if size >= EOK:
        return f"{_scaled(value, EOK)}억 원"
    return f"{_scaled(value, MILLION)}백만 원" if size >= MILLION else f"{number(value, 0)}원"


def won_millions(value: Number) -> str:
    """Won as millions with one decimal, for a column whose head names the unit: 128.6."""
    return number(Decimal(str(value)) / MILLION, 1)


def day(value: date | datetime, *, weekday: bool = True) -> str:
    """2026. 11. 20.(금) or 20 Nov 2026 (Fri)."""
    on = seoul_day(value)
    if is_english():
        text = f"{on.day} {MONTHS_EN[on.month - 1]} {on.year}"
        return f"{text} ({WEEKDAYS_EN[on.weekday()]})" if weekday else text
    text = f"{on.year}. {on.month}. {on.day}."
    return f"{text}({WEEKDAYS[on.weekday()]})" if weekday else text


def day_short(value: date | datetime, today: date | None = None) -> str:
    """11. 20. or 20 Nov; with its year when that is not the present one."""
    on = seoul_day(value)
    if on.year != (today or seoul_day(timezone.now())).year:
        return day(on, weekday=False)
    return f"{on.day} {MONTHS_EN[on.month - 1]}" if is_english() else f"{on.month}. {on.day}."


def month(number_of_month: int) -> str:
    """4월 or Apr, for the axis of a chart."""
    return MONTHS_EN[number_of_month - 1] if is_english() else f"{number_of_month}월"


def clock_time(value: datetime, *, seconds: bool = False) -> str:
    """18:46, or 18:46:12."""
    return value.astimezone(SEOUL).strftime("%H:%M:%S" if seconds else "%H:%M")


def moment(value: datetime, *, weekday: bool = False, seconds: bool = False) -> str:
    """2026. 11. 20. 18:46 or 20 Nov 2026, 18:46."""
    joint = ", " if is_english() else " "
    return f"{day(value, weekday=weekday)}{joint}{clock_time(value, seconds=seconds)}"


def end_of_period(value: datetime) -> str:
    """The end of a period for people: midnight is 24:00 of the day before."""
    local = value.astimezone(SEOUL)
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return moment(value, weekday=True)
    return f"{day(local - timedelta(days=1))} 24:00"


def age(value: datetime, now: datetime) -> str:
    """How long ago, up to a week; the day after that."""
    seconds = int((now - value).total_seconds())
    if seconds < 60:
        return gettext("방금")
    if seconds < 3600:
        return ngettext("%(n)s분 전", "%(n)s분 전", seconds // 60) % {"n": seconds // 60}
    if seconds < 86400:
        return ngettext("%(n)s시간 전", "%(n)s시간 전", seconds // 3600) % {"n": seconds // 3600}
    if seconds < 7 * 86400:
        return ngettext("%(n)s일 전", "%(n)s일 전", seconds // 86400) % {"n": seconds // 86400}
    return day_short(value, seoul_day(now))
