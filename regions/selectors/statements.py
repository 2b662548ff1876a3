"""Stated facts: dated sentences and figures, each with its source; those that disagree stand side by side."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from regions.models import Statement
from regions.selectors.zones import ZoneSummary


@dataclass(frozen=True)
class Disagreement:
    """Statements about one point that do not agree; never averaged, never chosen between."""

    group: str
    statements: tuple[Statement, ...]

    @property
    def label(self) -> str:
        """What the point is, in the words of the first statement."""
        return self.statements[0].label


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


def disagreements(rows: Iterable[Statement]) -> list[Disagreement]:
    """The groups whose statements differ in value or, without values, in wording; oldest statement first."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for row in rows:
        if row.source_group:
            groups[row.source_group].append(row)
    return [
        Disagreement(group, tuple(sorted(members, key=lambda row: (row.as_of is None, row.as_of))))
        for group, members in groups.items()
        if len({row.text_ko if row.value is None else row.value for row in members}) > 1
    ]
