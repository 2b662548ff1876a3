"""The start-up centre of a zone, its start-ups, and where its spin-offs came from."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from labs.models import JointLab
from regions.selectors import ZoneSummary
from startups.models import Startup, StartupCentre

SHOWN = 5
LINES_SHOWN = 3


@dataclass(frozen=True)
class Lineage:
    """A spin-off and the joint lab whose result it carries on."""

    lab: JointLab
    startup: Startup


@dataclass(frozen=True)
class ZoneStartups:
    """What the zone's page shows of start-ups."""

    centres: tuple[StartupCentre, ...]
    startups: tuple[Startup, ...]
    lineages: tuple[Lineage, ...]


def zone_startups(user: Any, zone: ZoneSummary) -> ZoneStartups:
    """Centres, the first start-ups by name, and spin-offs whose lab this user may see too: three queries."""
    here = Startup.objects.visible_to(user).filter(zone_id=zone.id).order_by("name_ko", "pk")
    visible_lab = Exists(JointLab.objects.visible_to(user).filter(pk=OuterRef("from_lab")))
    spin_offs = here.filter(visible_lab, from_lab__isnull=False).select_related("from_lab")[:LINES_SHOWN]
    centres = StartupCentre.objects.visible_to(user).filter(zone_id=zone.id).select_related("source", "institute")
    return ZoneStartups(
        centres=tuple(centres.order_by("name_ko", "pk")[:SHOWN]),
        startups=tuple(here.select_related("industry")[:SHOWN]),
        lineages=tuple(Lineage(startup.from_lab, startup) for startup in spin_offs),
    )
