"""Zones, provinces, organisations, industries, memberships, and where each fact comes from."""

from regions.models.facts import FactModel, RecordModel, Source, Statement
from regions.models.organisations import Industry, Membership, Organisation, ZoneIndustry, ZonePartner
from regions.models.zones import Province, Zone

__all__ = [
    "FactModel",
    "Industry",
    "Membership",
    "Organisation",
    "Province",
    "RecordModel",
    "Source",
    "Statement",
    "Zone",
    "ZoneIndustry",
    "ZonePartner",
]
