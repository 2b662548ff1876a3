"""Who works for an organisation, and who once did."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from axportal.core import clock
from regions.models import Membership, Organisation

#: Those who left are shown as far back as this many.
MOST_FORMER = 50


@dataclass(frozen=True)
class Members:
    """The roles that hold today or will, and those that are over, the newest end first."""

    present: list[Membership]
    former: list[Membership]
    today: date


def members_of(organisation: Organisation, *, at: datetime) -> Members:
    """Two queries, for any number of people."""
    today = clock.seoul_date(at)
    rows = Membership.objects.filter(organisation=organisation).select_related("user")
    over = rows.filter(ends_on__lt=today).order_by("-ends_on", "-id")
    present = rows.exclude(ends_on__lt=today).order_by(F("ends_on").asc(nulls_last=True), "role", "id")
    return Members(list(present), list(over[:MOST_FORMER]), today)
