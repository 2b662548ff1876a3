"""The four zones with their institute, provinces and industries, from a process cache: every page shows them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from axportal.core import clock
from axportal.core.models import in_language
from axportal.core.process_cache import ProcessCache
from regions.models import Industry, Province, Zone, ZoneIndustry


@dataclass(frozen=True)
class Bilingual:
    """Something with a name in both languages; `name` follows the reader's."""

    id: int
    name_ko: str
    name_en: str

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_ko, self.name_en)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Body(Bilingual):
    """An organisation in short."""

    short_ko: str = ""
    short_en: str = ""

    @property
    def short(self) -> str:
        """The short name in the reader's language, the full one where there is none."""
        return in_language(self.short_ko, self.short_en) or self.name


@dataclass(frozen=True)
class ProvinceSummary(Bilingual):
    """A province (시도) by its short name, and the shape it has on the map."""

    code: str = ""
    full_ko: str = ""
    full_en: str = ""
    map_id: str = ""

    @property
    def full_name(self) -> str:
        """The official name."""
        return in_language(self.full_ko, self.full_en)


@dataclass(frozen=True)
class IndustrySummary(Bilingual):
    """A field of industry and its code in addresses."""

    code: str = ""


@dataclass(frozen=True)
class ZoneSummary(Bilingual):
    """A zone and what belongs to it today. A merger that is planned but not confirmed changes nothing here."""

    code: str = ""
    slug: str = ""
    lead: Body | None = None
    provinces: tuple[ProvinceSummary, ...] = field(default=())
    industries: tuple[IndustrySummary, ...] = field(default=())

    @property
    def css(self) -> str:
        """The class that carries the zone's colour."""
        return f"z-{self.slug}"


def zone_summaries() -> tuple[ZoneSummary, ...]:
    """The four zones in their order."""
    return _cached()


def zone_summary(slug: str) -> ZoneSummary | None:
    """One zone by its address, or None."""
    return next((zone for zone in zone_summaries() if zone.slug == slug), None)


def _load() -> tuple[ZoneSummary, ...]:
    today = clock.seoul_date(clock.now())
    provinces, industries = _provinces(today), _industries(today)
    return tuple(
        ZoneSummary(
            id=zone.pk,
            name_ko=zone.name_ko,
            name_en=zone.name_en,
            code=zone.code,
            slug=zone.slug,
            lead=_body(zone),
            provinces=tuple(provinces[zone.pk]),
            industries=tuple(industries[zone.pk]),
        )
        for zone in Zone.objects.select_related("lead")
    )


def _body(zone: Zone) -> Body | None:
    lead = zone.lead
    if lead is None:
        return None
    return Body(id=lead.pk, name_ko=lead.name_ko, name_en=lead.name_en, short_ko=lead.short_ko, short_en=lead.short_en)


def _provinces(today: date) -> dict[int, list[ProvinceSummary]]:
    """Provinces in force by zone: neither ended nor merely announced."""
    rows = list(Province.objects.filter(zone__isnull=False))
    announced = {row.successor_id for row in rows if row.succession_status == Province.Succession.PLANNED}
    found: dict[int, list[ProvinceSummary]] = defaultdict(list)
    for row in rows:
        ended = row.valid_to is not None and row.valid_to < today
        begun = row.valid_from is None or row.valid_from <= today
        if begun and not ended and row.pk not in announced:
            found[row.zone_id].append(
                ProvinceSummary(
                    id=row.pk,
                    name_ko=row.short_ko,
                    name_en=row.short_en,
                    code=row.code,
                    full_ko=row.name_ko,
                    full_en=row.name_en,
                    map_id=row.map_id,
                )
            )
    return found


def _industries(today: date) -> dict[int, list[IndustrySummary]]:
    found: dict[int, list[IndustrySummary]] = defaultdict(list)
    for row in ZoneIndustry.objects.select_related("industry").order_by("id"):
        ended = row.valid_to is not None and row.valid_to < today
        begun = row.valid_from is None or row.valid_from <= today
        if begun and not ended:
            found[row.zone_id].append(_industry(row.industry))
    return found


def _industry(row: Industry) -> IndustrySummary:
    return IndustrySummary(id=row.pk, name_ko=row.name_ko, name_en=row.name_en, code=row.code)


def industry_summaries() -> tuple[IndustrySummary, ...]:
    """All fields of industry by their Korean names."""
    return _cached_industries()


_cached = ProcessCache(_load)
_cached_industries = ProcessCache(lambda: tuple(_industry(row) for row in Industry.objects.order_by("name_ko")))


def merger(zone: ZoneSummary | None = None) -> Province | None:
    """The planned successor of provinces, of this zone or of any; None where none is announced."""
    found = Province.objects.select_related("source", "zone").filter(
        predecessors__succession_status=Province.Succession.PLANNED
    )
    if zone is not None:
        found = found.filter(zone_id=zone.id)
    return found.distinct().first()
