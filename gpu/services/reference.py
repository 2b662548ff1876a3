"""Loads the reference facts of GPU resources."""

from datetime import datetime
from pathlib import Path
from typing import Any

from gpu.models import DataCentre, GpuModel, GpuModelAlias, GpuPool
from regions.models import FactModel, Organisation, Province, RecordModel, Source, Zone
from regions.services.reference_rows import by_key, load, read

DATA = Path(__file__).resolve().parents[1] / "data"
REFERENCE = {"origin": FactModel.Origin.REFERENCE}
PUBLISHED = {**REFERENCE, "publication": RecordModel.Publication.PUBLISHED}


def load_reference(*, at: datetime) -> None:
    """Bring models, their other names, data centres and pools to the data files.

    Pools are named after their centre and model; a centre of an institute is told by its owner.
    """
    sources = {"source": by_key(Source)}
    load(GpuModel, read(DATA / "gpu_models.json"), key=["code"], references=sources, fixed=REFERENCE)
    models: dict[str, Any] = by_key(GpuModel, "code")
    load(GpuModelAlias, read(DATA / "gpu_aliases.json"), key=["kind", "name"], references={"gpu_model": models})
    owners: dict[str, Any] = by_key(Organisation)
    provinces: dict[str, Any] = by_key(Province, "code")
    zones: dict[str, Any] = by_key(Zone, "code")
    codes = {zone.pk: code for code, zone in zones.items()}
    centres = [
        {
            **row,
            "zone": codes.get(provinces[row["province"]].zone_id) if row["province"] else None,
            "kind": _kind(owners[row["owner"]]),
        }
        for row in read(DATA / "data_centres.json")
    ]
    places = {**sources, "owner": owners, "province": provinces, "zone": zones}
    load(DataCentre, centres, key=["key"], references=places, fixed=PUBLISHED)
    _load_pools(places, codes)


def _kind(owner: Organisation) -> str:
    """No source says of the others whether they are public or private."""
    return DataCentre.Kind.INSTITUTE if owner.kind == Organisation.Kind.INSTITUTE else ""


def _load_pools(places: dict[str, Any], codes: dict[int, str]) -> None:
    centres: dict[str, Any] = by_key(DataCentre)
    owners = {organisation.pk: key for key, organisation in places["owner"].items()}
    rows = []
    for row in read(DATA / "gpu_pools.json"):
        centre = centres[row["data_centre"]]
        model = f" {row['gpu_model']}" if row["gpu_model"] else ""
        rows.append(
            {
                **row,
                "name_ko": f"{centre.name_ko}{model}",
                "name_en": f"{centre.name_en}{model}",
                "owner": owners[centre.owner_id],
                "zone": codes.get(centre.zone_id),
            }
        )
    references = {**places, "data_centre": centres, "gpu_model": by_key(GpuModel, "code")}
    load(GpuPool, rows, key=["key"], references=references, fixed=PUBLISHED)
