"""Rules of the regions: the check digit of a business registration number, and how far a power of attorney goes."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.core.errors import InvalidInput
from axportal.notices.rules.kinds import Kind

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


_ORGANISATIONS = gettext_lazy("기관")
#: The kinds of notice about organisations.
KINDS = [
    Kind("regions.delegate_named", gettext_lazy("위임받음"), _ORGANISATIONS, is_legal=True),
    Kind("regions.delegate_revoked", gettext_lazy("위임이 거두어짐"), _ORGANISATIONS, is_legal=True),
    Kind("regions.role_ended", gettext_lazy("역할이 끝남"), _ORGANISATIONS, is_legal=True),
]
#: 위임장 are scans: what can be drawn as pages.
PROOF_KINDS = ("pdf", "png", "jpg")
LONGEST_DELEGATION = timedelta(days=366)


def ensure_delegation(*, acts: Collection[str], starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    """At least one act, and a span of at most a year that is not over. Raises `InvalidInput` at the field."""
    if not acts:
        raise _wrong("acts", _("맡길 일을 하나 이상 골라 주세요."), "acts_required")
    if ends_at <= starts_at or ends_at <= at:
        raise _wrong("ends_at", _("끝은 시작과 지금보다 뒤여야 합니다."), "delegation_over")
    if ends_at - starts_at > LONGEST_DELEGATION:
        raise _wrong("ends_at", _("위임은 한 번에 한 해까지입니다."), "delegation_too_long")


def ensure_proof(kind: str) -> None:
    """A power of attorney comes as a document or picture. Raises `InvalidInput` at the file."""
    if kind not in PROOF_KINDS:
        raise _wrong("file", _("위임장은 PDF, PNG, JPG 파일로 올려 주세요."), "proof_kind")


#: Why a role ends. A list, for what people would write of each other has no place in the log.
ENDINGS = {
    "left": gettext_lazy("기관을 떠남"),
    "duty": gettext_lazy("맡은 일이 바뀜"),
    "mistake": gettext_lazy("잘못 준 역할"),
    "security": gettext_lazy("보안 사고"),
}


def ensure_ending(*, reason: str, last_day: date, starts_on: date, ends_on: date | None, today: date) -> None:
    """A reason of the list, and a last day from yesterday on, which ends the role at once, that lengthens nothing.

    Memberships count days: one that began today lasts until tonight. Raises `InvalidInput` at the field.
    """
    if reason not in ENDINGS:
        raise _wrong("reason", _("까닭을 골라 주세요."), "reason_unknown")
    if last_day < max(starts_on, today - timedelta(days=1)):
        raise _wrong("last_day", _("어제보다 이르거나 시작한 날보다 이른 날은 적을 수 없습니다."), "last_day_early")
    if ends_on is not None and last_day >= ends_on:
        raise _wrong("last_day", _("이미 정해진 마지막 날보다 앞선 날을 적어 주세요."), "last_day_late")


def _wrong(field: str, sentence: str, code: str) -> InvalidInput:
    return InvalidInput(sentence, code=code, fields={field: [sentence]})
