"""Rules of the regions: the check digit of a business registration number."""

import re

from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_FORM = re.compile(r"^(\d{3})[-\s]?(\d{2})[-\s]?(\d{5})$", re.ASCII)


def check_digit(first_nine: str) -> int:
    """The tenth digit that belongs to nine: weights 1 3 7 1 3 7 1 3 5, and the ninth's product counts its tens, too."""
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, _WEIGHTS, strict=True))
    return -(total + int(first_nine[8]) * 5 // 10) % 10


def read_business_number(text: str) -> str:
    """The ten digits of a business registration number, hyphens or not. Raises `InvalidInput` with the reason."""
    found = _FORM.match(text.strip())
    if found is None:
        raise _refuse(_("숫자 10자리를 적어 주세요. 하이픈은 있어도 없어도 됩니다."), "business_number_form")
    digits = "".join(found.groups())
    if int(digits[9]) != check_digit(digits[:9]):
        sentence = _(
            "마지막 자리(%(digit)s)가 검증 규칙과 맞지 않습니다. 등록증의 번호를 다시 확인해 주세요. "
            "쓰신 값은 그대로 두었습니다."
        )
        raise _refuse(sentence % {"digit": digits[9]}, "business_number_check_digit")
    return digits


def _refuse(sentence: str, code: str) -> InvalidInput:
    return InvalidInput(sentence, code=code, fields={"biz_reg_no": [sentence]})
