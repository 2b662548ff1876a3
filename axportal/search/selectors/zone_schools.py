"""The gifted schools of a zone: those that stand in it and those that belong to its institute."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from axportal.search.selectors.clashes import Claim
from regions.selectors import ZoneSummary, zone_summaries
from talent.models import GiftedSchool, SchoolMilestone

SHOWN = 12


@dataclass(frozen=True)
class ZoneSchool:
    """A school with what was stated of it, in the order of the statements' dates."""

    school: GiftedSchool
    stands_here: bool
    location_zone: ZoneSummary | None
    milestones: tuple[SchoolMilestone, ...]


def zone_schools(user: Any, zone: ZoneSummary) -> tuple[ZoneSchool, ...]:
    """Schools by place or by affiliation: two queries."""
    lead = zone.lead.id if zone.lead else None
    schools = list(
        GiftedSchool.objects.visible_to(user)
        .filter(Q(zone_id=zone.id) | Q(affiliated_institute_id=lead, affiliated_institute__isnull=False))
        .select_related("province", "affiliated_institute", "source")
        .order_by(F("affiliated_institute_id").desc(nulls_last=True), "name_ko", "pk")[:SHOWN]
    )
    stated: dict[int, list[SchoolMilestone]] = defaultdict(list)
    rows = SchoolMilestone.objects.visible_to(user).filter(school__in=[school.pk for school in schools])
    for row in rows.select_related("source").order_by("as_of", "pk"):
        stated[row.school_id].append(row)
    zones = {each.id: each for each in zone_summaries()}
    return tuple(
        ZoneSchool(
            school=school,
            stands_here=school.zone_id == zone.id,
            location_zone=zones.get(school.zone_id),
            milestones=tuple(stated[school.pk]),
        )
        for school in schools
    )


def claims(schools: tuple[ZoneSchool, ...]) -> list[Claim]:
    """What was stated of the schools, as claims."""
    return [
        Claim(
            group=row.source_group,
            label=f"{shown.school.name} · {row.label}",
            text=row.value_text,
            compared=row.value_text_ko if row.value is None else row.value,
            fact=row,
        )
        for shown in schools
        for row in shown.milestones
    ]
