"""Calls, applications in parts, what was handed in, and the files."""

from axportal.calls.models.applications import Application, ConsortiumMember
from axportal.calls.models.calls import Call, CallCounter, CallDeadline, CallQuestion, CallRules, CallStage
from axportal.calls.models.consents import PartnerConsent
from axportal.calls.models.files import ApplicationFile
from axportal.calls.models.parts import ApplicationPart, PartRevision
from axportal.calls.models.previews import FilePreview, FileRelease, PreviewPage
from axportal.calls.models.screening import ReturnRequest, ScreeningFinding
from axportal.calls.models.similarities import ProjectDigest, SimilarProject
from axportal.calls.models.submissions import Submission
from axportal.calls.models.subscriptions import CallSubscription, SubscriptionRequest

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
    "CallSubscription",
    "ConsortiumMember",
    "FilePreview",
    "FileRelease",
    "PartRevision",
    "PartnerConsent",
    "PreviewPage",
    "ProjectDigest",
    "ReturnRequest",
    "ScreeningFinding",
    "SimilarProject",
    "Submission",
    "SubscriptionRequest",
]
