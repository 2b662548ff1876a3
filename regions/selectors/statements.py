"""Stated facts: dated sentences and figures, each with its source."""

from collections import defaultdict
from collections.abc import Iterable

from regions.models import Statement
from regions.selectors.zones import ZoneSummary


def statements(*topics: str, zone: ZoneSummary | None = None) -> list[Statement]:
    """Statements on these topics (all topics when none is named), of one zone when given, with their sources."""
    found = Statement.objects.select_related("source", "organisation", "zone").order_by("topic", "position", "pk")
    if topics:
        found = found.filter(topic__in=topics)
    if zone is not None:
        found = found.filter(zone_id=zone.id)
    return list(found)


def statements_by_topic(rows: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements under their topics, in order."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for row in rows:
        found[row.topic].append(row)
    return dict(found)
