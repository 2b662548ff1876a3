"""The joint labs of a zone."""

from typing import Any

from labs.models import JointLab
from regions.selectors import ZoneSummary

SHOWN = 5


def zone_labs(user: Any, zone: ZoneSummary) -> tuple[JointLab, ...]:
    """The first labs by state and name, along the index of both: two queries."""
    found = JointLab.objects.visible_to(user).filter(zone_id=zone.id).order_by("status", "name_ko", "pk")
    return tuple(found.select_related("industry", "source").prefetch_related("participants__company")[:SHOWN])
