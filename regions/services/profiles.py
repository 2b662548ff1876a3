"""An organisation's profile, and what officials have checked of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion
from axportal.core.personal_numbers import refuse_personal_numbers
from regions import permissions
from regions.models import CompanyProfile, Membership, Organisation, OrganisationCheck
from regions.selectors.profiles import facts_of

FIELDS = (
    "contact_name", "contact_email", "contact_phone", "lead_person", "researchers", "employees", "sales_won",
    "laboratory_no",
)  # fmt: skip


@transaction.atomic
def save_profile(
    *, organisation: Organisation, values: Mapping[str, Any], base_version: int, actor: User, at: datetime
) -> CompanyProfile:
    """Keep the profile on top of the version that was read; 0 is the version of one not yet written.

    Raises `NotAllowed`, and `StaleVersion` when somebody else saved meanwhile.
    """
    if not permissions.can_write_profile(actor, organisation.pk):
        raise NotAllowed(_("이 기관의 사람만 프로필을 고칠 수 있습니다."), code="not_of_organisation")
    refuse_personal_numbers(values)
    organisation = locks.update(organisation)
    profile = CompanyProfile.objects.filter(organisation=organisation).first()
    if base_version != (profile.version if profile is not None else 0):
        raise StaleVersion(_("읽은 뒤에 다른 사람이 바꿨습니다."), detail={"conflicts": []})
    profile = profile or CompanyProfile(organisation=organisation)
    changed = [name for name in FIELDS if name in values and values[name] != getattr(profile, name)]
    for name in changed:
        setattr(profile, name, values[name])
    if changed or profile.pk is None:
        profile.save()
        profile.refresh_from_db()
        detail = {"fields": changed}
        audit.record(actor=actor, action="regions.profile.saved", target=profile, at=at, detail=detail)
    return profile


@transaction.atomic
def check_organisation(
    *,
    organisation: Organisation,
    subject: str,
    verdict: str,
    evidence: str,
    actor: User,
    at: datetime,
    membership: Membership | None = None,
) -> OrganisationCheck:
    """Keep that an official compared the organisation, or its representative, with a document. The newest counts.

    Raises `NotAllowed`, and `InvalidInput` without evidence or for somebody who does not represent it.
    """
    if not permissions.can_check(actor):
        raise NotAllowed(_("기관의 확인은 전문기관이 합니다."), code="not_checker")
    evidence = evidence.strip()
    refuse_personal_numbers({"evidence": evidence})
    if len(evidence) < 5:
        sentence = _("무엇을 보고 확인했는지 다섯 글자 이상 적어 주세요.")
        raise InvalidInput(sentence, code="evidence_required", fields={"evidence": [sentence]})
    is_register = subject == OrganisationCheck.Subject.REGISTER
    if is_register != (membership is None) or (membership and membership.organisation_id != organisation.pk):
        sentence = _("이 기관의 대표 담당자가 아닙니다.")
        raise InvalidInput(sentence, code="not_its_representative", fields={"membership": [sentence]})
    organisation = locks.update(organisation)
    check = OrganisationCheck.objects.create(
        organisation=organisation,
        subject=subject,
        membership=membership,
        verdict=verdict,
        evidence=evidence[:500],
        facts=facts_of(organisation) if membership is None else {"user": str(membership.user.uuid)},
        checked_by=actor,
        checked_at=at,
    )
    detail = {"subject": subject, "verdict": verdict}
    audit.record(actor=actor, action="regions.organisation.checked", target=check, at=at, detail=detail)
    return check
