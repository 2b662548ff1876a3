"""Loads the reference facts of the regions."""

from datetime import datetime
from pathlib import Path
from typing import Any

from regions.models import (
    FactModel,
    Industry,
    Organisation,
    Province,
    Source,
    Statement,
    Zone,
    ZoneIndustry,
    ZonePartner,
)
from regions.services.reference_rows import by_key, load, read

DATA = Path(__file__).resolve().parents[1] / "data"
REFERENCE = {"origin": FactModel.Origin.REFERENCE}


def load_reference(*, at: datetime) -> None:
    """Bring sources, zones, provinces, organisations, industries, partners and statements to the data files."""
    load(Source, read(DATA / "sources.json"), key=["key"], references={})
    sources: dict[str, Any] = {"source": by_key(Source)}
    _load_zones(sources)
    zones = by_key(Zone, "code")
    _load_provinces(sources, zones)
    _load_organisations(sources, zones)
    organisations = by_key(Organisation)
    _set_leads(organisations)
    _load_industries(sources)
    industries = by_key(Industry, "code")
    load(
        ZoneIndustry,
        read(DATA / "zone_industries.json"),
        key=["zone", "industry", "valid_from"],
        references={**sources, "zone": zones, "industry": industries},
        fixed=REFERENCE,
    )
    places = {**sources, "zone": zones, "organisation": organisations}
    load(
        ZonePartner,
        read(DATA / "zone_partners.json"),
        key=["zone", "organisation", "source", "topic_ko"],
        references=places,
        fixed=REFERENCE,
    )
    load(Statement, read(DATA / "statements.json"), key=["key"], references=places, fixed=REFERENCE)


def _load_zones(sources: dict[str, Any]) -> None:
    rows = [{name: value for name, value in row.items() if name != "lead"} for row in read(DATA / "zones.json")]
    load(Zone, rows, key=["code"], references=sources, fixed=REFERENCE)


def _set_leads(organisations: dict[str, Any]) -> None:
    rows = [{"code": row["code"], "lead": row["lead"]} for row in read(DATA / "zones.json")]
    load(Zone, rows, key=["code"], references={"lead": organisations})


def _load_provinces(sources: dict[str, Any], zones: dict[str, Any]) -> None:
    """Successors come first: an older province points to the one that will follow it."""
    rows = sorted(read(DATA / "provinces.json"), key=lambda row: row["successor"] is not None)
    first = [row for row in rows if row["successor"] is None]
    load(
        Province,
        first,
        key=["code_system", "code", "valid_from"],
        references={**sources, "zone": zones},
        fixed=REFERENCE,
    )
    references = {**sources, "zone": zones, "successor": by_key(Province, "code")}
    load(Province, rows, key=["code_system", "code", "valid_from"], references=references, fixed=REFERENCE)


def _load_organisations(sources: dict[str, Any], zones: dict[str, Any]) -> None:
    """Parents come first; an organisation stands in the zone of its province."""
    provinces = by_key(Province, "code")
    zone_of = {code: province.zone_id for code, province in provinces.items()}  # type: ignore[attr-defined]
    codes = {zone.pk: code for code, zone in zones.items()}
    rows = [
        {**row, "zone": codes.get(zone_of.get(row["province"])) if row["province"] else None}
        for row in read(DATA / "organisations.json")
    ]
    references = {**sources, "province": provinces, "zone": zones}
    without_parent = [{name: value for name, value in row.items() if name != "parent"} for row in rows]
    load(Organisation, without_parent, key=["key"], references=references, fixed=REFERENCE)
    load(Organisation, rows, key=["key"], references={**references, "parent": by_key(Organisation)}, fixed=REFERENCE)


def _load_industries(sources: dict[str, Any]) -> None:
    rows = read(DATA / "industries.json")
    top = [row for row in rows if row["parent"] is None]
    load(Industry, top, key=["code"], references=sources, fixed=REFERENCE)
    load(Industry, rows, key=["code"], references={**sources, "parent": by_key(Industry, "code")}, fixed=REFERENCE)
