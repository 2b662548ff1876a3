"""One zone on one page: what is known of it from sources, and what records say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from regions.models import Organisation, Province, Statement, ZoneIndustry, ZonePartner
from regions.selectors import (
    Disagreement,
    ZoneSummary,
    disagreements,
    merger,
    statements,
    statements_by_topic,
    zone_summaries,
)

BASIS_TOPICS = ("province_change", "ministry_name")
INSTITUTE_TOPICS = ("institute_history", "institute_size", "ai_college", "institute_location")


@dataclass(frozen=True)
class ZoneList:
    """The page of all four zones."""

    zones: tuple[ZoneSummary, ...]
    merger: Province | None
    basis: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True)
class Partner:
    """An organisation that works with a zone, with each topic by its source."""

    organisation: Organisation
    topics: tuple[ZonePartner, ...]


@dataclass(frozen=True)
class ZoneFacts:
    """What sources say of a zone."""

    zone: ZoneSummary
    lead: Organisation | None
    provinces: tuple[Province, ...]
    merger: Province | None
    industries: tuple[ZoneIndustry, ...]
    partners: tuple[Partner, ...]
    institute: tuple[Statement, ...]
    programme: tuple[Statement, ...]
    startups: tuple[Statement, ...]
    gpus: tuple[Statement, ...]
    labs: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]


def zone_list() -> ZoneList:
    """All four zones and why which province belongs to which."""
    basis = statements(*BASIS_TOPICS)
    return ZoneList(
        zones=zone_summaries(),
        merger=merger(),
        basis=tuple(row for row in basis if row.topic == "province_change"),
        disagreements=tuple(disagreements(basis)),
    )


def zone_facts(zone: ZoneSummary) -> ZoneFacts:
    """Everything from sources on the zone's page: six queries."""
    rows = statements(zone=zone)
    by_topic = statements_by_topic(rows)

    def about(*topics: str) -> tuple[Statement, ...]:
        return tuple(row for topic in topics for row in by_topic.get(topic, []))

    in_force = [province.id for province in zone.provinces]
    return ZoneFacts(
        zone=zone,
        lead=Organisation.objects.select_related("source", "province").filter(led_zones=zone.id).first(),
        provinces=tuple(Province.objects.select_related("source", "successor").filter(pk__in=in_force)),
        merger=merger(zone),
        industries=tuple(
            ZoneIndustry.objects.select_related("source", "industry").filter(zone_id=zone.id).order_by("pk")
        ),
        partners=tuple(_partners(zone)),
        institute=about(*INSTITUTE_TOPICS),
        programme=about("strategy_zone", "zone_programme", "province_change"),
        startups=about("startup_record"),
        gpus=about("gpu_resource"),
        labs=about("joint_lab"),
        disagreements=tuple(disagreements(rows)),
    )


def _partners(zone: ZoneSummary) -> Iterable[Partner]:
    found: dict[int, list[ZonePartner]] = defaultdict(list)
    rows = ZonePartner.objects.select_related("organisation", "source").filter(zone_id=zone.id).order_by("as_of", "pk")
    for row in rows:
        found[row.organisation_id].append(row)
    return (Partner(topics[0].organisation, tuple(topics)) for topics in found.values())
