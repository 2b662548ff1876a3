"""Reading a field's value from what was typed: the kind's form, its length and bounds, and numbers never taken."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from axportal.calls.rules.steps import Field, Kind
from axportal.core.personal_numbers import contains_personal_number, refusal

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_PHONE = re.compile(r"^[0-9+()\- ]{7,30}$")
_TEXTUAL = {Kind.LINE, Kind.TEXT, Kind.EMAIL, Kind.PHONE}


class BadValue(Exception):
    """What was typed cannot be kept; the sentence says why."""


def read_value(field: Field, raw: Any) -> Any:
    """The value to keep: text, an integer, an ISO date, "yes" for an agreement; empty is "" for every kind.

    Raises `BadValue` with a sentence for the field.
    """
    if isinstance(raw, dict | list):
        raise BadValue(_("글이나 수를 적어 주세요."))
    text = _CONTROL.sub("", str(raw if raw is not None else "").replace("\r\n", "\n")).strip()
    if not text:
        return ""
    if field.kind in _TEXTUAL:
        return _text(field, text)
    if field.kind in {Kind.NUMBER, Kind.WON}:
        return _number(field, text)
    if field.kind == Kind.DATE:
        return _date(text)
    if field.kind == Kind.AGREE:
        return "yes" if text in {"yes", "on", "true", "True"} else ""
    if text not in dict(field.choices):
        raise BadValue(_("목록에 있는 값을 골라 주세요."))
    return text


def _text(field: Field, text: str) -> str:
    if len(text) > field.longest:
        limits = {"most": field.longest, "now": len(text)}
        raise BadValue(_("%(most)s자까지 쓸 수 있습니다. 지금 %(now)s자입니다.") % limits)
    if contains_personal_number(text):
        raise BadValue(refusal())
    if field.kind == Kind.EMAIL:
        _email(text)
    if field.kind == Kind.PHONE and not _PHONE.match(text):
        raise BadValue(_("전화번호는 숫자와 -로 적어 주세요."))
    return text


def _email(text: str) -> None:
    if "@" not in text:
        raise BadValue(_("이메일 주소에 @가 없습니다."))
    try:
        validate_email(text)
    except ValidationError as error:
        raise BadValue(_("이메일 주소를 다시 확인해 주세요.")) from error


def _number(field: Field, text: str) -> int:
    digits = text.replace(",", "")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 15:
        unit = _("숫자만 적어 주세요. 단위는 원입니다.") if field.kind == Kind.WON else _("숫자만 적어 주세요.")
        raise BadValue(unit)
    number = int(digits)
    if not field.least <= number <= field.most:
        bounds = {"least": f"{field.least:,}", "most": f"{field.most:,}"}
        raise BadValue(_("%(least)s에서 %(most)s까지 적을 수 있습니다.") % bounds)
    return number


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadValue(_("날짜를 2026-11-23처럼 적어 주세요.")) from error
