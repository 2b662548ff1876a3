"""Trying other terms before anything is decided: nothing changes but the list of what was tried."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Call
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.decisions import permissions
from axportal.decisions.models import WhatIf
from axportal.decisions.rules.reckoning import Altered
from axportal.decisions.selectors.changes import Difference, difference
from axportal.decisions.selectors.standing import Standing

#: Once applicants have been told, other terms are no longer a question.
_BEFORE_TELLING = (Call.Status.REVIEWING, Call.Status.DELIBERATING)


@transaction.atomic
def try_what_if(*, standing: Standing, altered: Altered, actor: User, at: datetime) -> Difference:
    """Who would change under other terms; kept with who asked, whatever came of it.

    Raises `WrongState` once the result is told, `InvalidInput` for weights that are not 100 together.
    """
    call = standing.call
    if not permissions.can_prepare(actor, call):
        raise NotAllowed(_("이 공고의 심의를 준비하는 사람이 아닙니다."), code="not_preparing")
    if call.status not in _BEFORE_TELLING:
        raise WrongState(_("결과를 알린 뒤에는 시험해 볼 수 없습니다."), code="told_already")
    if altered.weights and sum(altered.weights.values()) != 100:
        sentence = _("배점의 합이 100점이 아닙니다.")
        raise InvalidInput(sentence, code="criteria_not_100", fields={"weights": [sentence]})
    found = difference(standing.places, standing.altered(altered))
    tried = WhatIf.objects.create(
        call=call, terms=_plain(altered), changes=_changes(found), tried_by=actor, tried_at=at
    )
    audit.record(actor=actor, action="decisions.what_if.tried", target=tried, at=at)
    return found


def _plain(altered: Altered) -> dict[str, Any]:
    values = {name: value for name, value in asdict(altered).items() if value is not None}
    weights = {key: str(points) for key, points in (altered.weights or {}).items()}
    plain = {name: value if isinstance(value, int) else str(value) for name, value in values.items()}
    return {**plain, "weights": weights} if weights else plain


def _changes(found: Difference) -> dict[str, Any]:
    return {
        "moved": [
            {"application": one.key, "before": one.before.value, "after": one.after.value} for one in found.moved
        ],
        "spent_before": found.spent_before,
        "spent_after": found.spent_after,
    }
