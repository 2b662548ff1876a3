"""What a made-up company says of itself, and a made-up delegate of it with a document."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.files.base import ContentFile

from axportal.accounts.models import User
from axportal.core.demonstration import stable_uuid
from axportal.core.file_keeping import store
from regions.models import CompanyProfile, Delegation, Organisation
from regions.services.demonstration_people import DOMAIN

COMPANY = "demo-company-a"
DELEGATION_SERIES = 25
SPAN = (timedelta(days=-30), timedelta(days=300))
#: One empty page.
PROOF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
PROFILE = {
    "contact_name": "시연 신청 담당자",
    "contact_email": f"company-representative@{DOMAIN}",
    "contact_phone": "000-0000-0000",
    "lead_person": "시연 기관 책임자",
    "researchers": 12,
    "employees": 85,
    "sales_won": 18_400_000_000,
    "laboratory_no": "시연-0001",
}


def load_companies(*, at: datetime) -> None:
    """Add what is missing; what people have changed since stays."""
    company = Organisation.objects.get(key=COMPANY)
    CompanyProfile.objects.get_or_create(organisation=company, defaults=PROFILE)
    if not Delegation.objects.filter(uuid=stable_uuid(DELEGATION_SERIES, 1)).exists():
        _name_delegate(company, at=at)


def _name_delegate(company: Organisation, *, at: datetime) -> None:
    """Nobody is mailed, so no service is asked."""
    starts_at, ends_at = (at + days for days in SPAN)
    representative = User.objects.get(email=f"company-representative@{DOMAIN}")
    Delegation.objects.create(
        uuid=stable_uuid(DELEGATION_SERIES, 1),
        organisation=company,
        email=f"delegate@{DOMAIN}",
        name="시연기업 A 위임 작성자",
        edits=True,
        submits=True,
        starts_at=starts_at,
        ends_at=ends_at,
        proof_name="시연 위임장.pdf",
        kind="pdf",
        size=len(PROOF),
        sha256=sha256(PROOF).hexdigest(),
        stored=store("delegations", "pdf", ContentFile(PROOF, name="proof.pdf")),
        named_by=representative,
        named_at=starts_at,
    )
