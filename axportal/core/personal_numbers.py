"""Numbers the portal never takes (class P3): resident and alien registration numbers, told by form, date and digit."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput

_CANDIDATE = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[-–\s.]?([1-8])(\d{6})(?!\d)")
_CENTURY = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
#: From October 2020 the last six digits are random and carry no check digit.
_RANDOM_SINCE = date(2020, 10, 1)


def contains_personal_number(text: str) -> bool:
    """Whether the text holds what reads as a resident or alien registration number.

    With a separator the form and a real birth date suffice; thirteen bare digits must also pass the check digit.
    """
    return any(_is_number(found) for found in _CANDIDATE.finditer(text))


def refusal() -> str:
    """The sentence for the field."""
    return _("주민등록번호나 외국인등록번호는 받지 않습니다. 그 번호를 지워 주세요.")


def refuse_personal_numbers(values: Mapping[str, Any]) -> None:
    """Raises `InvalidInput` that names each text in which such a number stands."""
    wrong = [name for name, value in values.items() if isinstance(value, str) and contains_personal_number(value)]
    if wrong:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={name: [refusal()] for name in wrong})


def _is_number(found: re.Match[str]) -> bool:
    year, month, day, sex, rest = found.groups()
    try:
        born = date(_CENTURY[sex] + int(year), int(month), int(day))
    except ValueError:
        return False
    separated = len(found.group(0)) > 13
    return separated or born >= _RANDOM_SINCE or _checks(year + month + day + sex + rest)


def _checks(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return int(digits[12]) in {(11 - total % 11) % 10, (13 - total % 11) % 10}
