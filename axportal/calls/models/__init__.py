"""Calls, applications in parts, what was handed in, and the files."""

from axportal.calls.models.applications import Application, ConsortiumMember
from axportal.calls.models.calls import Call, CallCounter, CallDeadline, CallQuestion, CallRules, CallStage
from axportal.calls.models.files import ApplicationFile
from axportal.calls.models.parts import ApplicationPart, PartRevision
from axportal.calls.models.submissions import Submission

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationPart",
    "Call",
    "CallCounter",
    "CallDeadline",
    "CallQuestion",
    "CallRules",
    "CallStage",
    "ConsortiumMember",
    "PartRevision",
    "Submission",
]
