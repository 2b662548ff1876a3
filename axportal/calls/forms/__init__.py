"""Forms of calls and applications."""

from axportal.calls.forms.applications import (
    ConsentForm,
    ExclusionForm,
    JudgementForm,
    LateExclusionForm,
    MemberForm,
    PartnerForm,
    ReasonForm,
    ReturnForm,
    SelfCheckForm,
    StepForm,
    SubmitForm,
    UploadForm,
)

__all__ = [
    "ConsentForm",
    "ExclusionForm",
    "JudgementForm",
    "LateExclusionForm",
    "MemberForm",
    "PartnerForm",
    "ReasonForm",
    "ReturnForm",
    "SelfCheckForm",
    "StepForm",
    "SubmitForm",
    "UploadForm",
]
