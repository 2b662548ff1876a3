"""What people choose: how each kind of notice reaches them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.core.errors import InvalidInput
from axportal.notices.models import Choice, Way
from axportal.notices.rules.kinds import kinds


@transaction.atomic
def choose_ways(*, user: User, ways: Mapping[str, str]) -> None:
    """Keep these choices, all or none.

    Raises `InvalidInput` for an unknown kind or way, and for switching off what has legal effect.
    """
    wrong = {key: sentence for key, way in ways.items() if (sentence := _wrong(key, way))}
    if wrong:
        message = _("보내신 값에 고칠 곳이 있습니다.")
        raise InvalidInput(message, fields={key: [sentence] for key, sentence in wrong.items()})
    for key, way in sorted(ways.items()):
        if not kinds()[key].is_legal:
            Choice.objects.update_or_create(user=user, kind=key, defaults={"way": way})


def _wrong(key: str, way: str) -> str:
    kind = kinds().get(key)
    if kind is None:
        return _("모르는 알림 종류입니다.")
    if way not in Way.values:
        return _("바로, 하루에 한 번, 받지 않음 가운데 골라 주세요.")
    if kind.is_legal and way != Way.AT_ONCE:
        return _("법적 효력이 있는 알림은 끌 수 없습니다.")
    return ""
