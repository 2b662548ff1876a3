"""The schedule: its words come with the portal, its months are the operator's."""

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.retention import permissions
from axportal.retention.models import Period

_DATA = Path(__file__).resolve().parents[1] / "data" / "schedule.json"
#: Nothing is kept for longer than a human life: a slip of the keyboard.
MOST_MONTHS = 600


@transaction.atomic
def load_reference(*, at: datetime) -> None:
    """Bring in the periods and their words; months that the operator has set stay."""
    rows = json.loads(_DATA.read_text(encoding="utf-8"))
    for position, row in enumerate(rows, start=1):
        words = {name: value for name, value in row.items() if name not in {"key", "months"}} | {"position": position}
        period, made = Period.objects.get_or_create(key=row["key"], defaults={**words, "months": row["months"]})
        if not made and any(getattr(period, name) != value for name, value in words.items()):
            Period.objects.filter(pk=period.pk).update(**words)


@transaction.atomic
def change_months(*, period: Period, months: int, reason: str, actor: User, at: datetime) -> Period:
    """Set how long it is kept. Raises `InvalidInput` for less than the law asks, or without a reason."""
    if not permissions.can_change_periods(actor):
        raise NotAllowed(_("보존기간은 포털 관리자가 정합니다."))
    period = locks.update(period)
    wrong: dict[str, list[str]] = {}
    if not period.least_months <= months <= MOST_MONTHS:
        wrong["months"] = [_("{least}개월보다 짧을 수 없습니다.").format(least=period.least_months)]
    if not reason.strip():
        wrong["reason"] = [_("까닭을 적어 주세요.")]
    if wrong:
        raise InvalidInput(_("보내신 값에 고칠 곳이 있습니다."), fields=wrong)
    before, period.months = period.months, months
    period.save(update_fields=["months"])
    detail = {"key": period.key, "before": before, "after": months, "reason": reason.strip()[:500]}
    audit.record(actor=actor, action="retention.period.changed", target=period, detail=detail, at=at)
    return period
