"""Made-up joint labs by the hundred thousand, sent by COPY: for trying out how the portal behaves when it is full."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.db import connections

from axportal.core import clock, text_search
from axportal.core.demonstration import OWNER, stable_uuid
from labs.models import JointLab
from regions.models import Industry, Zone
from regions.services.reference_rows import by_key, read

SERIES = 7
DATA = Path(__file__).resolve().parents[1] / "data"
#: Rows of one COPY: its history and counters are written when it ends, so that memory stays small.
BATCH = 50_000
COLUMNS = (
    "uuid", "name_ko", "name_en", "origin", "publication", "as_of", "institute_id", "laboratory_ko", "laboratory_en",
    "zone_id", "industry_id", "status", "status_since", "started_on", "ends_on", "next_milestone_ko",
    "next_milestone_en", "next_milestone_on", "company_share_won", "gpu_hours", "summary_ko", "summary_en", "grade",
    "created_at", "updated_at",
)  # fmt: skip
STATES = ("reviewing", "agreeing", "operating", "operating", "operating", "ended")


def load_rows(*, rows: int, at: datetime) -> int:
    """Bring the made-up bulk labs to this number; returns how many were added. The caller opens the transaction.

    Triggers write history and counters as for any other row.
    """
    first = _present() + 1
    lines = _lines(range(first, rows + 1), at=at)
    with connections[OWNER].cursor() as cursor:
        # New index entries are sorted in larger heaps before they are merged: half the time for the search indexes.
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        for start in range(first, rows + 1, BATCH):
            batch = StringIO("".join(next(lines) for _turn in range(min(BATCH, rows + 1 - start))))
            cursor.copy_expert(f"COPY labs_jointlab ({', '.join(COLUMNS)}) FROM STDIN", batch)
        for index in text_search.indexes("labs_jointlab"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index.name])  # each search would read it
        cursor.execute("ANALYZE labs_jointlab")
    return max(rows + 1 - first, 0)


def _present() -> int:
    """How many stand there already: they are numbered from 1 in their public ids."""
    made = JointLab.objects.using(OWNER).filter(uuid__gte=stable_uuid(SERIES, 0), uuid__lt=stable_uuid(SERIES + 1, 0))
    return made.count()


def _lines(numbers: range, *, at: datetime) -> Iterator[str]:
    """The rows in COPY's text form; no value holds a tab, a newline or a backslash."""
    topics = read(DATA / "demonstration_labs.json")
    zones = {zone.code: zone for zone in Zone.objects.using(OWNER)}
    industries: dict[str, Any] = by_key(Industry, "code")
    for number in numbers:
        topic = topics[number % len(topics)]
        values = _values(number, topic, zone=zones[topic["zone"]], industry=industries[topic["industry"]], at=at)
        yield "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


def _values(number: int, topic: dict[str, Any], *, zone: Zone, industry: Industry, at: datetime) -> tuple[Any, ...]:
    dice = random.Random(number)  # noqa: S311 - the same made-up values everywhere
    today = clock.seoul_date(at)
    status = STATES[dice.randrange(len(STATES))]
    made = at - timedelta(minutes=dice.randrange(60, 900_000))
    started = clock.seoul_date(made) if status in {"operating", "ended"} else None
    lasts = timedelta(days=3 * 365) if status == "operating" else (today - clock.seoul_date(made)) / 2
    return (
        stable_uuid(SERIES, number),
        f"{topic['name_ko']} {number}",
        f"{topic['name_en']} {number}",
        JointLab.Origin.DEMONSTRATION,
        "published" if number % 50 else "draft",
        today,
        zone.lead_id,
        f"시연연구실 {number % 400 + 1}",
        f"Demo laboratory {number % 400 + 1}",
        zone.pk,
        industry.pk,
        status,
        made,
        started,
        started + lasts if started else None,
        "중간 보고" if status != "ended" else "",
        "Interim report" if status != "ended" else "",
        today + timedelta(days=dice.randrange(-30, 200)) if status != "ended" else None,
        dice.randrange(30, 400) * 1_000_000,
        dice.randrange(2, 60) * 100 if status == "operating" else None,
        f"{industry.name_ko} 분야의 시연용 기록입니다.",
        f"A made-up record in {industry.name_en.lower()}.",
        "",
        made,
        made + timedelta(minutes=dice.randrange(60)),
    )
