"""One zone on one page: what is known of it from sources, and what records say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from axportal.search.selectors import zone_gpus, zone_schools
from axportal.search.selectors.calls import OpenCalls, open_calls
from axportal.search.selectors.clashes import Clash, clashes, of_statements
from axportal.search.selectors.figures import Figure, counted
from axportal.search.selectors.zone_gpus import ZoneCentre
from axportal.search.selectors.zone_labs import zone_labs
from axportal.search.selectors.zone_schools import ZoneSchool
from axportal.search.selectors.zone_startups import ZoneStartups, zone_startups
from labs.models import JointLab
from regions.models import Organisation, Province, Statement, ZoneIndustry, ZonePartner
from regions.selectors import (
    ZoneSummary,
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
    clashes: tuple[Clash, ...]


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
    said: tuple[Statement, ...]


@dataclass(frozen=True)
class ZoneFigures:
    """Counts of the zone's records."""

    labs: Figure
    operating: Figure
    schools: Figure
    startups: Figure
    gpus: Figure


@dataclass(frozen=True)
class ZonePage:
    """Everything on a zone's page."""

    at: datetime
    facts: ZoneFacts
    figures: ZoneFigures
    calls: OpenCalls
    labs: tuple[JointLab, ...]
    schools: tuple[ZoneSchool, ...]
    startups: ZoneStartups
    gpus: tuple[ZoneCentre, ...]
    clashes: tuple[Clash, ...]


def zone_list() -> ZoneList:
    """All four zones and why which province belongs to which."""
    basis = statements(*BASIS_TOPICS)
    return ZoneList(
        zones=zone_summaries(),
        merger=merger(),
        basis=tuple(row for row in basis if row.topic == "province_change"),
        clashes=clashes(of_statements(basis)),
    )


def zone_page(user: Any, zone: ZoneSummary, *, at: datetime) -> ZonePage:
    """The page at this moment. The same number of queries whatever the number of records."""
    facts = zone_facts(zone)
    schools = zone_schools.zone_schools(user, zone)
    gpus = zone_gpus.zone_gpus(user, zone)
    return ZonePage(
        at=at,
        facts=facts,
        figures=_figures(user, zone),
        calls=open_calls(user, at=at, zone=zone),
        labs=zone_labs(user, zone),
        schools=schools,
        startups=zone_startups(user, zone),
        gpus=gpus,
        clashes=clashes([*of_statements(facts.said), *zone_schools.claims(schools), *zone_gpus.claims(gpus)]),
    )


def _figures(user: Any, zone: ZoneSummary) -> ZoneFigures:
    """Counts from the counters: one query a type."""
    counts = counted(user, ("labs", "schools", "startups", "gpu-pools"))
    return ZoneFigures(
        labs=counts["labs"].figure(pgettext_lazy("plural", "공동연구소"), _("개"), zone=zone.slug),
        operating=counts["labs"].figure(
            pgettext_lazy("plural", "공동연구소"), _("개 운영"), zone=zone.slug, status="operating"
        ),
        schools=counts["schools"].figure(_("영재학교(자리 기준)"), _("개교"), zone=zone.slug),
        startups=counts["startups"].figure(_("창업기업"), _("개사"), zone=zone.slug),
        gpus=counts["gpu-pools"].figure(_("GPU"), _("묶음"), zone=zone.slug),
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
        said=tuple(rows),
    )


def _partners(zone: ZoneSummary) -> Iterable[Partner]:
    found: dict[int, list[ZonePartner]] = defaultdict(list)
    rows = ZonePartner.objects.select_related("organisation", "source").filter(zone_id=zone.id).order_by("as_of", "pk")
    for row in rows:
        found[row.organisation_id].append(row)
    return (Partner(topics[0].organisation, tuple(topics)) for topics in found.values())
