"""Forms of the regions. They validate; services write."""

from regions.forms.companies import BusinessNumberField, CompanyForm
from regions.forms.members import EndForm
from regions.forms.profiles import CheckForm, DelegateForm, ProfileForm, ProofReasonForm

__all__ = [
    "BusinessNumberField",
    "CheckForm",
    "CompanyForm",
    "DelegateForm",
    "EndForm",
    "ProfileForm",
    "ProofReasonForm",
]
