"""A made-up hold on a made-up call; holds on made-up data go with it, whoever placed them."""

from datetime import datetime, timedelta

from axportal.accounts.models import User
from axportal.calls.models import Call
from axportal.core import clock
from axportal.core.demonstration import erase
from axportal.retention.models import Hold
from axportal.retention.services import holds
from regions.models import FactModel

#: How long it lasts, and the states of a call whose data a lawsuit could ask for.
LASTS = timedelta(days=180)
TOLD = (Call.Status.NOTIFIED, Call.Status.FINALISED, Call.Status.ARCHIVED)


def load_demonstration(*, at: datetime) -> None:
    """Hold back the made-up call whose result is told, once: lifted, it stays lifted."""
    keeper = User.objects.filter(is_demo=True, memberships__role="platform_admin").order_by("id").first()
    told = Call.objects.filter(origin=FactModel.Origin.DEMONSTRATION, status__in=TOLD).order_by("id").first()
    if keeper is None or told is None or Hold.objects.filter(call=told).exists():
        return
    until = clock.seoul_date(at + LASTS)
    holds.place_hold(
        number=told.number, reason="시연: 결과를 다투는 소송이 끝날 때까지", until=until, actor=keeper, at=at
    )


def remove_demonstration(*, at: datetime) -> int:
    """Remove the holds on made-up calls and their applications: they would keep what has to go."""
    made_up = "SELECT id FROM calls_call WHERE origin = 'demonstration'"
    applied = f"SELECT id FROM calls_application WHERE call_id IN ({made_up})"  # noqa: S608 - our own conditions
    return erase(Hold, where=f"call_id IN ({made_up}) OR application_id IN ({applied})")
