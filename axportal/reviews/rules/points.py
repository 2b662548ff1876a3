"""Points as they are typed: decimals within a criterion's bounds, at most one place behind the point."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.rules.content import Criterion
from axportal.core.personal_numbers import contains_personal_number, refusal

LONGEST = 3000
_FORM = re.compile(r"^[0-9]{1,3}(\.[0-9])?$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class BadEntry(Exception):
    """What was typed cannot be kept; the sentence says why."""


def read_points(criterion: Criterion, raw: Any) -> str:
    """The points as canonical text, "" for none. Raises `BadEntry`."""
    text = str(raw if raw is not None else "").strip().replace(",", ".")
    if not text:
        return ""
    if not _FORM.match(text) or Decimal(text) > criterion.points:
        raise BadEntry(_("0점에서 %(most)s점까지 줄 수 있습니다.") % {"most": criterion.points})
    points = Decimal(text)
    return str(points.quantize(Decimal(1)) if points == points.to_integral() else points)


def read_comment(raw: Any) -> str:
    """A comment without control characters. Raises `BadEntry` for one that is too long or holds a forbidden number."""
    text = _CONTROL.sub("", str(raw if raw is not None else "").replace("\r\n", "\n")).strip()
    if len(text) > LONGEST:
        raise BadEntry(_("%(most)s자까지 쓸 수 있습니다. 지금 %(now)s자입니다.") % {"most": LONGEST, "now": len(text)})
    if contains_personal_number(text):
        raise BadEntry(refusal())
    return text
