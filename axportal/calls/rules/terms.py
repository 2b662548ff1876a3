"""The scale of a call, as every announced version of its rules keeps it: the budget and how long a project may take."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.models import Call
from axportal.core.errors import InvalidInput

NAMES = ("budget_won", "years_max")


def terms_of(call: Call) -> dict[str, Any]:
    """As the call has them now."""
    return {name: getattr(call, name) for name in NAMES}


def read_terms(body: Mapping[str, Any]) -> dict[str, Any]:
    """Those that the body names. Raises `InvalidInput` for what no call can have."""
    terms = body.get("terms", {})
    budget, years = terms.get("budget_won"), terms.get("years_max", 1)
    if set(terms) - set(NAMES) or not (budget is None or (_is_number(budget) and 0 <= budget < 10**15)):
        raise _wrong(_("예산은 0 이상의 원 단위 수입니다."))
    if not _is_number(years) or not 1 <= years <= 10:
        raise _wrong(_("최장 연차는 1에서 10까지입니다."))
    return dict(terms)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _wrong(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, code="rules_wrong", fields={"terms": [sentence]})
