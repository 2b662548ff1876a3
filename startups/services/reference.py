"""Loads the reference facts of start-up centres."""

from datetime import datetime
from pathlib import Path
from typing import Any

from regions.models import FactModel, Organisation, RecordModel, Source, Zone
from regions.services.reference_rows import by_key, load, read
from startups.models import StartupCentre

DATA = Path(__file__).resolve().parents[1] / "data"


def load_reference(*, at: datetime) -> None:
    """Bring the centres to the data file; a centre stands in the zone of its institute."""
    institutes: dict[str, Any] = by_key(Organisation)
    zones = by_key(Zone, "code")
    codes = {zone.pk: code for code, zone in zones.items()}
    rows = [
        {**row, "zone": codes.get(institutes[row["institute"]].zone_id)} for row in read(DATA / "startup_centres.json")
    ]
    load(
        StartupCentre,
        rows,
        key=["key"],
        references={"source": by_key(Source), "institute": institutes, "zone": zones},
        fixed={"origin": FactModel.Origin.REFERENCE, "publication": RecordModel.Publication.PUBLISHED},
    )
