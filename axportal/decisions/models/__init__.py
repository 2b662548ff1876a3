"""What a panel found, selections with their approvals, decisions with their letters, what-ifs, and objections."""

from axportal.decisions.models.findings import Finding, GrantedAdjustment, TieOrder
from axportal.decisions.models.objections import Objection, ObjectionMember
from axportal.decisions.models.people import Decider
from axportal.decisions.models.selections import Approval, Decision, Letter, LetterFile, Selection, WhatIf

__all__ = [
    "Approval",
    "Decider",
    "Decision",
    "Finding",
    "GrantedAdjustment",
    "Letter",
    "LetterFile",
    "Objection",
    "ObjectionMember",
    "Selection",
    "TieOrder",
    "WhatIf",
]
