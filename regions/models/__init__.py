"""Zones, provinces, organisations, industries, memberships, and where each fact comes from."""

from regions.models.delegations import Delegation
from regions.models.facts import FactModel, RecordModel, Source, Statement
from regions.models.organisations import Industry, Membership, Organisation, ZoneIndustry, ZonePartner
from regions.models.profiles import CompanyProfile, OrganisationCheck
from regions.models.zones import Province, Zone

__all__ = [
    "CompanyProfile",
    "Delegation",
    "FactModel",
    "Industry",
    "Membership",
    "Organisation",
    "OrganisationCheck",
    "Province",
    "RecordModel",
    "Source",
    "Statement",
    "Zone",
    "ZoneIndustry",
    "ZonePartner",
]
