"""The map of the four zones: outlines made by the front-end build, and where the zones' labels stand."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders


@dataclass(frozen=True)
class MapZone:
    """A zone on the map: `provinces` are ids of the map package, `lead` the short name of its institute."""

    slug: str
    name: str
    lead: str
    url: str
    provinces: Sequence[str]


@dataclass(frozen=True)
class DrawnZone:
    """A zone with its outlines, the dot of Dokdo if it is there, and its label's plate."""

    zone: MapZone
    paths: tuple[str, ...]
    dokdo: dict[str, float] | None
    x: float
    y: float
    plate_x: float
    plate_width: float

    @property
    def plate_y(self) -> float:
        """Top of the plate above the name."""
        return self.y - 29

    @property
    def second_y(self) -> float:
        """Baseline of the institute below the name."""
        return self.y + 28


@dataclass(frozen=True)
class ZoneMap:
    """What the template draws."""

    view_box: str
    rest: tuple[str, ...]
    zones: tuple[DrawnZone, ...]


#: Centre and first baseline of each label in map units, chosen so that no label hides another zone.
LABELS = {"jungbu": (132, 257), "honam": (136, 465), "daegyeong": (336, 231), "dongnam": (300, 407)}
DOKDO_PROVINCE = "north-gyeongsang"


@lru_cache(maxsize=1)
def outlines() -> dict[str, Any]:
    """The built map; without a front-end build an empty one, and the list beside the map says the same."""
    found = finders.find("provinces.json")
    if not found:
        return {"viewBox": "0 0 640 631", "dokdo": {"x": 0, "y": 0}, "provinces": []}
    loaded: dict[str, Any] = json.loads(Path(found).read_text())
    return loaded


def zone_map(zones: Iterable[MapZone]) -> ZoneMap:
    """Sort the provinces into zones; those of no zone stay grey."""
    shapes = outlines()
    paths = {province["id"]: province["path"] for province in shapes["provinces"]}
    drawn = tuple(_draw(zone, paths, shapes["dokdo"]) for zone in zones)
    taken = {province for one in drawn for province in one.zone.provinces}
    return ZoneMap(shapes["viewBox"], tuple(path for key, path in paths.items() if key not in taken), drawn)


def _text_width(text: str, size: float) -> float:
    """About how wide a label is: Hangul is as wide as high, Latin a little over half."""
    return sum(size * (0.9 if ord(letter) > 0x1100 else 0.62) for letter in text)


def _draw(zone: MapZone, paths: dict[str, str], dokdo: dict[str, float]) -> DrawnZone:
    x, y = LABELS[zone.slug]
    width = max(108.0, _text_width(zone.name, 27) + 28, _text_width(zone.lead, 24) + 28)
    return DrawnZone(
        zone=zone,
        paths=tuple(paths[key] for key in zone.provinces if key in paths),
        dokdo=dokdo if DOKDO_PROVINCE in zone.provinces else None,
        x=x,
        y=y,
        plate_x=x - width / 2,
        plate_width=width,
    )
