"""Loads the reference facts of gifted schools."""

from datetime import datetime
from pathlib import Path
from typing import Any

from regions.models import FactModel, Organisation, Province, RecordModel, Source, Zone
from regions.services.reference_rows import by_key, load, read
from talent.models import GiftedSchool, SchoolMilestone

DATA = Path(__file__).resolve().parents[1] / "data"


def load_reference(*, at: datetime) -> None:
    """Bring schools and their milestones to the data files; a school stands in the zone of its province."""
    provinces: dict[str, Any] = by_key(Province, "code")
    zones: dict[str, Any] = by_key(Zone, "code")
    codes = {zone.pk: code for code, zone in zones.items()}
    rows = [{**row, "zone": codes.get(provinces[row["province"]].zone_id)} for row in read(DATA / "schools.json")]
    sources = {"source": by_key(Source)}
    load(
        GiftedSchool,
        rows,
        key=["key"],
        references={**sources, "province": provinces, "zone": zones, "affiliated_institute": by_key(Organisation)},
        fixed={"origin": FactModel.Origin.REFERENCE, "publication": RecordModel.Publication.PUBLISHED},
    )
    load(
        SchoolMilestone,
        read(DATA / "school_milestones.json"),
        key=["school", "kind", "label_ko", "source"],
        references={**sources, "school": by_key(GiftedSchool)},
        fixed={"origin": FactModel.Origin.REFERENCE},
    )
