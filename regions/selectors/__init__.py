"""Reads across the regions: zones with what belongs to them, stated facts."""

from regions.selectors.statements import statements, statements_by_topic
from regions.selectors.zones import (
    Bilingual,
    Body,
    IndustrySummary,
    ProvinceSummary,
    ZoneSummary,
    industry_summaries,
    merger,
    zone_summaries,
    zone_summary,
)

__all__ = [
    "Bilingual",
    "Body",
    "IndustrySummary",
    "ProvinceSummary",
    "ZoneSummary",
    "industry_summaries",
    "merger",
    "statements",
    "statements_by_topic",
    "zone_summaries",
    "zone_summary",
]
